import { dayOf } from '../../domain/calendar';
import { kindOf } from '../../prompts/registry';
import { pressUnseen } from '../../services/asks/press';
import type { Deps } from '../../services/deps';
import type { Person } from '../../services/people';
import { dutyOf, type School } from '../../services/school';
import { followUpAnswer, formAnswer, marksAnswer } from './answer';
import { type Chance, pick } from './chance';

/** How willing people are to answer at one look at their chat: what cannot wait, and the rest. */
export interface Mood {
  readonly urgent: number;
  readonly routine: number;
}

/** As much of a question as it takes to answer it. */
interface OpenAsk {
  readonly id: string;
  readonly kind: string;
  readonly duty: string;
}

/** Everybody looks at what is open for them, and answers some of it. Gives how many cards were answered. */
export async function respond(
  deps: Deps,
  school: School,
  staff: readonly Person[],
  ill: ReadonlySet<string>,
  mood: Mood,
  chance: Chance,
): Promise<number> {
  const schoolId = school.id;
  const open = await deps.db.ask.findMany({
    where: { schoolId, closed: false },
    select: { id: true, kind: true, duty: true },
  });
  open.sort((a, b) => (a.id < b.id ? -1 : 1));
  const willing = open.filter(({ kind }) => chance() < (kindOf(kind).urgent ? mood.urgent : mood.routine));
  if (willing.length === 0) return 0;
  const copies = await deps.db.delivery.findMany({
    where: { schoolId, askId: { in: willing.map(({ id }) => id) } },
    select: { askId: true, staffId: true },
  });
  let answered = 0;
  for (const ask of willing) {
    const ids = new Set(copies.filter(({ askId }) => askId === ask.id).map(({ staffId }) => staffId));
    const person = pick(
      chance,
      staff.filter(({ staffId }) => ids.has(staffId) && !ill.has(staffId)),
    );
    if (person && (await answer(deps, school, person, ask, chance))) answered += 1;
  }
  return answered;
}

async function answer(
  deps: Deps,
  school: School,
  person: Person,
  ask: OpenAsk,
  chance: Chance,
): Promise<boolean> {
  const data = await dataFor(deps, school, ask, chance);
  return pressUnseen(deps, person, { askId: ask.id, verb: 'send', data });
}

async function dataFor(
  deps: Deps,
  school: School,
  ask: OpenAsk,
  chance: Chance,
): Promise<Record<string, string>> {
  if (ask.kind === 'absence-follow-up') return followUpAnswer(chance);
  if (ask.kind === 'attendance') {
    const where = { schoolId: school.id, askId: ask.id };
    const prompts = await deps.db.prompt.findMany({ where, select: { id: true } });
    return marksAnswer(
      prompts.map(({ id }) => id),
      chance,
    );
  }
  return formAnswer(school.pack, dutyOf(school, ask.duty), dayOf(school.calendar, deps.clock.now()), chance);
}
