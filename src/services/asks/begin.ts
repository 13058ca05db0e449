import { allows, toBegin } from '../../domain/access';
import { dayOf } from '../../domain/calendar';
import type { Duty } from '../../domain/policy';
import { type Refusal, refuse } from '../../domain/refusals';
import { insert } from '../../prompts/insert';
import type { Db } from '../../prompts/kind';
import { kindOf } from '../../prompts/registry';
import type { Deps } from '../deps';
import type { Person } from '../people';
import { placedAt } from '../placements';
import { BY_HAND } from '../plan/plan';
import { loadSchool, type School } from '../school';
import { inTransaction } from '../transaction';
import { openAtOnce } from './open-asks';

export type Begun = { ok: true; askId: string } | { ok: false; refusal: Refusal };

/**
 * Begins a duty by hand for one subject of the person's own school, and asks them at once. One that is open already is
 * given to them instead: nothing is asked twice, but a second concern is another concern.
 */
export async function begin(deps: Deps, person: Person, dutyId: string, subjectId: string): Promise<Begun> {
  return inTransaction(deps, async (db): Promise<Begun> => {
    const school = await loadSchool(db, person.schoolId);
    // Two who begin the same at once take turns: the second is given what the first began.
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`begin ${school.id} ${dutyId} ${subjectId}`}))`;
    const duty = school.pack.duties.find(({ id, command }) => id === dutyId && command !== undefined);
    if (duty?.command && !allows(person, toBegin(duty.command))) return refuse({ code: 'not-allowed' });
    if (!duty || !(await isThere(db, deps, school, duty, subjectId, person)))
      return refuse({ code: 'card-gone' });
    const open = kindOf(duty.kind).confidential ? null : await openOne(db, school, duty, subjectId);
    return { ok: true, askId: open?.askId ?? (await openNew(db, deps, school, duty, subjectId, person)) };
  });
}

const openOne = (db: Db, { id: schoolId }: School, duty: Duty, subjectId: string) =>
  db.prompt.findFirst({
    where: { schoolId, duty: duty.id, subjectId, status: 'open', askId: { not: null } },
    orderBy: { opensAt: 'asc' },
  });

async function isThere(
  db: Db,
  deps: Deps,
  school: School,
  { subject }: Duty,
  id: string,
  { guestOf }: Person,
): Promise<boolean> {
  const where = { schoolId: school.id, id };
  if (guestOf !== undefined) {
    const theirs = placedAt(guestOf, dayOf(school.calendar, deps.clock.now()));
    return (
      subject === 'pupil' && (await db.pupil.count({ where: { ...where, placements: { some: theirs } } })) > 0
    );
  }
  if (subject === 'placement') return (await db.placement.count({ where })) > 0;
  if (subject === 'pupil') return (await db.pupil.count({ where: { ...where, drill: false } })) > 0;
  return subject === 'provider' ? (await db.provider.count({ where })) > 0 : id === school.id;
}

async function openNew(
  db: Db,
  deps: Deps,
  school: School,
  duty: Duty,
  subjectId: string,
  person: Person,
): Promise<string> {
  const now = deps.clock.now();
  const id = deps.ids.next();
  const row = { id, duty: duty.id, subjectId, occurrence: `${BY_HAND}${id}` };
  const rest = {
    schoolId: school.id,
    kind: duty.kind,
    subjectType: duty.subject,
    day: dayOf(school.calendar, now),
    session: null,
  };
  await insert(db, 'Prompt', [{ ...row, ...rest, opensAt: now, status: 'planned' }]);
  const groupKey = kindOf(duty.kind).group({ subjectId, occurrence: row.occurrence, providerId: null });
  await openAtOnce(db, deps, school, [{ duty, groupKey, prompts: [row] }], person);
  const { askId } = await db.prompt.findUniqueOrThrow({
    where: { schoolId_id: { schoolId: school.id, id } },
  });
  if (askId === null) throw new Error('a prompt that was opened is on an ask');
  return askId;
}
