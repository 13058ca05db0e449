import { dayOf } from '../../domain/calendar';
import { kindOf } from '../../prompts/registry';
import type { Deps } from '../../services/deps';
import type { Person } from '../../services/people';
import { press } from '../../services/press';
import { dutyOf, loadSchool } from '../../services/school';
import { followUpAnswer, formAnswer, marksAnswer } from './answer';
import { type Chance, pick } from './chance';

/** How willing people are to answer at one look at their chat: what cannot wait, and the rest. */
export interface Mood {
  readonly urgent: number;
  readonly routine: number;
}

interface Question {
  readonly id: string;
  readonly duty: string;
  readonly kind: string;
  readonly policyVersion: string;
}

/** Everybody looks at what is open for them, and answers some of it. Gives how many cards were answered. */
export async function respond(
  deps: Deps,
  staff: readonly Person[],
  ill: ReadonlySet<string>,
  mood: Mood,
  chance: Chance,
): Promise<number> {
  const present = staff.filter(({ staffId }) => !ill.has(staffId));
  const schoolId = staff[0]?.schoolId ?? '';
  const open = await deps.db.ask.findMany({ where: { schoolId, closed: false }, orderBy: { id: 'asc' } });
  let answered = 0;
  for (const ask of open) {
    if (chance() >= (kindOf(ask.kind).urgent ? mood.urgent : mood.routine)) continue;
    const copies = await deps.db.delivery.findMany({
      where: { schoolId, askId: ask.id },
      distinct: ['staffId'],
    });
    const holders = present.filter((person) => copies.some(({ staffId }) => staffId === person.staffId));
    const person = pick(chance, holders);
    if (person && (await answer(deps, person, ask, chance))) answered += 1;
  }
  return answered;
}

async function answer(deps: Deps, person: Person, ask: Question, chance: Chance): Promise<boolean> {
  const data = await dataFor(deps, person.schoolId, ask, chance);
  const result = await press(deps, person, { askId: ask.id, verb: 'send', data });
  return result.ok;
}

async function dataFor(
  deps: Deps,
  schoolId: string,
  ask: Question,
  chance: Chance,
): Promise<Record<string, string>> {
  if (ask.kind === 'absence-follow-up') return followUpAnswer(chance);
  if (ask.kind === 'attendance') {
    const prompts = await deps.db.prompt.findMany({
      where: { schoolId, askId: ask.id },
      select: { id: true },
    });
    return marksAnswer(
      prompts.map(({ id }) => id),
      chance,
    );
  }
  const school = await loadSchool(deps.db, schoolId, ask.policyVersion);
  return formAnswer(dutyOf(school, ask.duty), dayOf(school.calendar, deps.clock.now()), chance);
}
