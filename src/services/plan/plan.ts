import { addDays, closureOn, type Day, dayOf } from '../../domain/calendar';
import { type Occurrence, occurrences } from '../../domain/occurrences';
import type { Placed } from '../../domain/placed';
import type { Duty } from '../../domain/policy';
import { isOfCalendar } from '../../domain/when';
import { insertNew } from '../../prompts/insert';
import type { Db } from '../../prompts/kind';
import { closePrompts } from '../asks/close';
import type { Deps } from '../deps';
import { KnownState } from '../known-state';
import { placementsBetween } from '../placements';
import type { School } from '../school';
import { inTransaction } from '../transaction';
import { AFTERMATH, activateReady } from './gate';
import { tellOfMissed } from './missed';

/** An occurrence of one of the school's duties. */
export interface Owed extends Occurrence {
  readonly duty: string;
  readonly kind: string;
  readonly subjectType: string;
}

/** Everything the calendar owes from one day to another: computed afresh, independent of what was planned. */
export async function owedBetween(
  db: Db,
  school: School,
  from: Day,
  to: Day,
  duties: readonly Duty[] = school.pack.duties,
): Promise<Owed[]> {
  const [first, last] = around(from, to);
  return owedOf(await placementsBetween(db, school.id, first, last), school, from, to, duties);
}

/** The same, of placements that are at hand. */
function owedOf(
  all: readonly Placed[],
  school: School,
  from: Day,
  to: Day,
  duties: readonly Duty[] = school.pack.duties,
): Owed[] {
  const { id: schoolId, calendar, live, liveFrom } = school;
  if (!live) return [];
  const [first, last] = around(from, to);
  const placements = all.filter(
    ({ startDate, expectedEndDate }) =>
      startDate <= last && (expectedEndDate === null || expectedEndDate >= first),
  );
  const setting = { schoolId, calendar, placements, liveDay: dayOf(calendar, liveFrom) };
  return duties.flatMap((duty) =>
    occurrences(setting, duty, from, to)
      .filter(({ endsAt }) => endsAt > school.liveFrom)
      .map((o) => ({ ...o, duty: duty.id, kind: duty.kind, subjectType: duty.subject })),
  );
}

/** What the occurrence of a prompt begins with that somebody began with a command. */
export const BY_HAND = 'hand:';

/** How far ahead of a start its list is asked about, at the most. In days. */
const AHEAD = 120;

/** The days whose placements are asked about on these days. */
const around = (from: Day, to: Day): [Day, Day] => [addDays(from, -AFTERMATH), addDays(to, AHEAD)];

/** Why a question is taken back that nothing asks for any more. */
const NOT_EXPECTED = 'not-expected';
const SCHOOL_CLOSED = 'school-closed';

const keyOf = (p: { duty: string; subjectId: string; key: string }) => `${p.duty}|${p.subjectId}|${p.key}`;

/**
 * Writes a row for every occurrence up to the end of today that has none, and takes back those that no longer
 * hold (the placement ended, the school closed); false when nothing can be missing. Level, not edge: it asks what is missing, so that a late tick, a
 * restart or a day of downtime loses nothing; the unique key lets any number of replicas do it at once.
 */
export async function plan(deps: Deps, school: School): Promise<boolean> {
  const now = deps.clock.now();
  const today = dayOf(school.calendar, now);
  const state = `${today} ${school.version} ${school.changes}`;
  if (planned.has(deps, school.id, state)) return false;
  const from = dayOf(school.calendar, school.plannedTo ?? school.liveFrom);
  await inTransaction(deps, async (db) => {
    const all = await placementsBetween(db, school.id, '', '9999-12-31');
    const placements = await activateReady(db, deps, school, all);
    const owed = owedOf(placements, school, from, today);
    await insert(db, deps, school, owed, today);
    await putAgain(db, school, owed, today);
    await takeBack(db, deps, school, placements, owed, from);
    const moved = { plannedTo: now };
    await db.school.updateMany({
      where: { id: school.id, OR: [{ plannedTo: null }, { plannedTo: { lt: now } }] },
      data: moved,
    });
  });
  planned.note(deps, school.id, state);
  return true;
}

/** What each school was planned for last: what is owed follows from the day, the policy and the school's data alone. */
const planned = new KnownState();

async function insert(db: Db, deps: Deps, school: School, owed: readonly Owed[], today: Day): Promise<void> {
  const rows = owed.map(({ duty, kind, subjectType, subjectId, key, day, session, opensAt }) => ({
    schoolId: school.id,
    id: deps.ids.next(),
    duty,
    kind,
    subjectType,
    subjectId,
    occurrence: key,
    day,
    session,
    opensAt,
    status: 'planned',
  }));
  await insertNew(db, 'Prompt', rows);
  const past = rows.filter(({ day, session }) => session !== null && day < today).map(({ id }) => id);
  if (past.length === 0) return;
  const where = { schoolId: school.id, id: { in: past }, status: 'planned' };
  const missed = await db.prompt.findMany({ where, select: { id: true, day: true } });
  if (missed.length > 0) await tellOfMissed(db, deps, school, missed);
}

/**
 * What was taken back and is owed after all (an end or a closure that was a mistake, a start that moved, a flag switched
 * on again) is put again: its row is there, so that `insert` passes it over.
 */
async function putAgain(db: Db, school: School, owed: readonly Owed[], today: Day): Promise<void> {
  const taken = await db.prompt.findMany({
    where: {
      schoolId: school.id,
      status: { in: ['withdrawn', 'excused'] },
      closedWhy: { in: [NOT_EXPECTED, SCHOOL_CLOSED] },
    },
    select: { id: true, duty: true, subjectId: true, occurrence: true },
  });
  if (taken.length === 0) return;
  const wanted = new Map(owed.map((one) => [keyOf(one), one]));
  for (const prompt of taken) {
    const again = wanted.get(keyOf({ ...prompt, key: prompt.occurrence }));
    if (!again || (again.session !== null && again.day < today)) continue;
    await db.prompt.update({
      where: { schoolId_id: { schoolId: school.id, id: prompt.id } },
      data: {
        status: 'planned',
        day: again.day,
        opensAt: again.opensAt,
        askId: null,
        closedAt: null,
        closedWhy: null,
      },
    });
  }
}

/**
 * A school that closed excuses everybody; a placement that ended or moved withdraws the question. A session's question
 * is looked at on its day; a form may be open for weeks, and is withdrawn once it would no longer be asked.
 */
async function takeBack(
  db: Db,
  deps: Deps,
  school: School,
  placements: readonly Placed[],
  owed: readonly Owed[],
  from: Day,
): Promise<void> {
  const calendarDuties = new Set(
    school.pack.duties.filter(({ when }) => isOfCalendar(when)).map(({ id }) => id),
  );
  const live = await db.prompt.findMany({
    where: {
      schoolId: school.id,
      status: { in: ['planned', 'open'] },
      event: null,
      NOT: { occurrence: { startsWith: BY_HAND } },
      OR: [{ day: { gte: from } }, { session: null }],
    },
    select: {
      id: true,
      duty: true,
      subjectId: true,
      occurrence: true,
      day: true,
      session: true,
      askId: true,
    },
  });
  const holds = new Set(owed.map(keyOf));
  const known = live.filter(
    (prompt) => calendarDuties.has(prompt.duty) && !holds.has(keyOf({ ...prompt, key: prompt.occurrence })),
  );
  const earlier = known.filter(({ day }) => day < from);
  const still = new Set(owedSince(placements, school, earlier, from).map(keyOf));
  const stale = known.filter((prompt) => !still.has(keyOf({ ...prompt, key: prompt.occurrence })));
  for (const prompt of stale) {
    const session = prompt.session === 'pm' ? 'pm' : 'am';
    const closure = prompt.session && closureOn(school.calendar, prompt.day, session);
    const status = closure ? 'excused' : 'withdrawn';
    await closePrompts(db, deps, school, [prompt], status, closure ? SCHOOL_CLOSED : NOT_EXPECTED);
  }
}

/** What the days of these earlier prompts would owe now. */
function owedSince(
  placements: readonly Placed[],
  school: School,
  earlier: readonly { day: string; duty: string }[],
  to: Day,
): Owed[] {
  if (earlier.length === 0) return [];
  const first = earlier.map(({ day }) => day).reduce((a, b) => (b < a ? b : a));
  const theirs = school.pack.duties.filter(({ id }) => earlier.some(({ duty }) => duty === id));
  return owedOf(placements, school, first, to, theirs);
}
