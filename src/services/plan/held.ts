import type { CardParts } from '../../cards/parts';
import { type Day, dayOf, isSchoolDay, timeOn } from '../../domain/calendar';
import { isEarlier, type Placed } from '../../domain/placed';
import type { Role } from '../../domain/roles';
import { count } from '../../domain/text';
import { dayName } from '../../domain/words';
import type { Db } from '../../prompts/kind';
import { type Recipient, resolve } from '../asks/recipients';
import type { Deps } from '../deps';
import { record } from '../events';
import { KnownState } from '../known-state';
import { tell } from '../outbox/copies';
import { placementsBetween } from '../placements';
import { type Awaited, awaited } from '../queries/before-start';
import type { School } from '../school';
import { subjectNames } from '../subject-names';
import { inTransaction } from '../transaction';

/** Who is told that a pupil does not start: who answers for the start, and who for where the pupil is. */
const TOLD: readonly Role[] = ['ap-lead', 'attendance-officer'];

/**
 * A placement whose first day has come while its list is not complete does not start: the pupil is expected at school.
 * Those who must know are told once, on the first school day from the pack's time on. Level, not edge: it asks which
 * such placement nobody was told of.
 */
export async function tellOfHeld(deps: Deps, school: School): Promise<void> {
  const now = deps.clock.now();
  const today = dayOf(school.calendar, now);
  if (!isSchoolDay(school.calendar, today) || now < timeOn(school.calendar, today, school.pack.todayAt))
    return;
  const state = `${today} ${school.changes}`;
  if (allTold.has(deps, school.id, state)) return;
  const untold = await deps.db.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "Placement" p WHERE p."schoolId" = ${school.id} AND p."activeFrom" IS NULL
      AND p."startDate" <= ${today} AND (p."expectedEndDate" IS NULL OR p."expectedEndDate" >= ${today})
      AND NOT EXISTS (SELECT 1 FROM "Delivery" d
        WHERE d."schoolId" = ${school.id} AND d."key" = 'held:' || p."id")`;
  if (untold.length === 0) return allTold.note(deps, school.id, state);
  const liveDay = dayOf(school.calendar, school.liveFrom);
  const placements = (await placementsBetween(deps.db, school.id, today, today)).filter(
    (placed) => untold.some(({ id }) => id === placed.id) && !isEarlier(placed, liveDay),
  );
  const look = { db: deps.db, schoolId: school.id, calendar: school.calendar, now, today };
  const waits = await awaited(look, school, placements);
  await inTransaction(deps, async (db) => {
    for (const placed of placements)
      await tellOf(db, deps, school, placed, waits.get(placed.id) ?? [], today);
  });
}

/** The days, and the school's data on them, for which everybody was told. */
const allTold = new KnownState();

async function tellOf(
  db: Db,
  deps: Deps,
  school: School,
  placed: Placed,
  missing: readonly Awaited[],
  today: Day,
): Promise<void> {
  if (missing.length === 0) return;
  const to = await recipients(db, deps, school);
  if (to.length === 0) {
    deps.log.error({ school: school.id, placement: placed.id }, 'nobody can be told that a start is held');
    return;
  }
  const content = await contentOf(db, school, placed, missing, today);
  for (const [i, { staffId }] of to.entries()) {
    const key = i === 0 ? `held:${placed.id}` : `held:${placed.id}:${staffId}`;
    const isNew = await tell(db, deps, school, { staffId, key, purpose: 'notice', content });
    if (i === 0 && !isNew) return;
  }
  const data = { placement: placed.id, missing: missing.length };
  await record(db, { schoolId: school.id, at: deps.clock.now(), type: 'placement-held', data });
}

/** Each person once, also when one stands in for the other. */
async function recipients(db: Db, deps: Deps, school: School): Promise<Recipient[]> {
  const found = new Map<string, Recipient>();
  for (const role of TOLD) {
    const { to } = await resolve(db, school, role, deps.clock.now());
    if (to && !found.has(to.staffId)) found.set(to.staffId, to);
  }
  return [...found.values()];
}

async function contentOf(
  db: Db,
  school: School,
  { pupilId, providerId, startDate }: Placed,
  missing: readonly Awaited[],
  today: Day,
): Promise<CardParts> {
  const who = { subjectType: 'pupil', subjectId: pupilId };
  const where = { subjectType: 'provider', subjectId: providerId };
  const names = await subjectNames(db, school.id, [who, where]);
  const when = startDate === today ? 'today' : `on ${dayName(startDate)}`;
  const are = missing.length === 1 ? 'is' : 'are';
  const things = `${count(missing.length, 'thing')} ${are} missing`;
  return {
    eyebrow: `Start held · ${dayName(today)}`,
    heading: `${names(who)} does not start at ${names(where)} yet`,
    lines: [
      `${names(who)} was to start at ${names(where)} ${when} and is expected at school: ${things}.`,
      ...missing.map((item) => `${item.title}: ${item.who}.`),
    ],
    footer: `Attendance at ${names(where)} is asked about once everything is in place.`,
    summary: 'A placement does not start yet',
  };
}
