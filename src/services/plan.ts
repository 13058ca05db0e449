import { closureOn, type Day, dayOf } from '../domain/calendar';
import { type Occurrence, occurrences } from '../domain/occurrences';
import type { Db } from '../prompts/kind';
import { closePrompts } from './close';
import type { Deps } from './deps';
import { tellOfMissed } from './missed';
import { placementsBetween } from './placements';
import type { School } from './school';

/** An occurrence of one of the school's duties. */
export interface Owed extends Occurrence {
  readonly duty: string;
  readonly kind: string;
  readonly subjectType: string;
}

/** Everything the calendar owes from one day to another: computed afresh, independent of what was planned. */
export async function owedBetween(db: Db, school: School, from: Day, to: Day): Promise<Owed[]> {
  const placements = await placementsBetween(db, school.id, from, to);
  return school.pack.duties.flatMap((duty) =>
    occurrences(school.calendar, duty, placements, from, to)
      .filter(({ endsAt }) => endsAt > school.liveFrom)
      .map((o) => ({ ...o, duty: duty.id, kind: duty.kind, subjectType: duty.subject })),
  );
}

const keyOf = (p: { duty: string; subjectId: string; key: string }) => `${p.duty}|${p.subjectId}|${p.key}`;

/**
 * Writes a row for every occurrence up to the end of today that has none, and takes back those that no longer
 * hold (the placement ended, the school closed). Level, not edge: it asks what is missing, so that a late tick, a
 * restart or a day of downtime loses nothing; the unique key lets any number of replicas do it at once.
 */
export async function plan(deps: Deps, school: School): Promise<void> {
  const now = deps.clock.now();
  const today = dayOf(school.calendar, now);
  const from = dayOf(school.calendar, school.plannedTo ?? school.liveFrom);
  await deps.db.$transaction(async (db) => {
    const owed = await owedBetween(db, school, from, today);
    await insert(db, deps, school, owed, today);
    await takeBack(db, deps, school, owed, from);
    const moved = { plannedTo: now };
    await db.school.updateMany({
      where: { id: school.id, OR: [{ plannedTo: null }, { plannedTo: { lt: now } }] },
      data: moved,
    });
  });
}

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
  const made = await db.prompt.createManyAndReturn({
    data: rows,
    skipDuplicates: true,
    select: { id: true, day: true, duty: true, session: true },
  });
  const missed = made.filter(({ day }) => day < today);
  if (missed.length > 0) await tellOfMissed(db, deps, school, missed);
}

/** A school that closed excuses everybody; a placement that ended or moved withdraws the question. */
async function takeBack(db: Db, deps: Deps, school: School, owed: readonly Owed[], from: Day): Promise<void> {
  const calendarDuties = school.pack.duties.filter(({ when }) => 'each' in when).map(({ id }) => id);
  const live = await db.prompt.findMany({
    where: {
      schoolId: school.id,
      day: { gte: from },
      status: { in: ['planned', 'open'] },
      duty: { in: calendarDuties },
    },
  });
  const holds = new Set(owed.map(keyOf));
  const stale = live.filter((prompt) => !holds.has(keyOf({ ...prompt, key: prompt.occurrence })));
  for (const prompt of stale) {
    const session = prompt.session === 'pm' ? 'pm' : 'am';
    const closure = closureOn(school.calendar, prompt.day, session);
    const status = closure ? 'excused' : 'withdrawn';
    await closePrompts(db, deps, school, [prompt], status, closure ? 'school-closed' : 'not-expected');
  }
}
