import { addDays, dayOf, type SessionName, timeOn } from '../domain/calendar';
import { daysIn, weeksIn } from '../domain/duration';
import { EVENT_FLAGS, type EventName } from '../domain/events';
import { type Duty, openedBy } from '../domain/policy';
import { schoolDayFrom, schoolDayOn } from '../domain/school-days';
import { insert } from '../prompts/insert';
import type { Db } from '../prompts/kind';
import { kindOf } from '../prompts/registry';
import type { Deps } from './deps';
import { openSheet } from './open-asks';
import type { Person } from './people';
import { noteChange, type School } from './school';
import { type About, subjectsFor } from './subjects';

/** What has happened, to whom, and the prompt whose answer says so (null: Waymark itself). */
export interface Happening extends About {
  readonly event: EventName;
  readonly occurrence: string;
  readonly day: string;
  readonly session: SessionName | null;
  readonly source: string | null;
}

/** Opens every duty of the pack that waits for what has happened: at once, or planned for later. `by` is at hand, and gets a copy. */
export async function raise(
  db: Db,
  deps: Deps,
  school: School,
  happening: Happening,
  by?: Person,
): Promise<void> {
  await learnFlag(db, school, happening, true);
  const today = dayOf(school.calendar, deps.clock.now());
  for (const duty of openedBy(school.pack, happening.event)) {
    for (const subjectId of await subjectsFor(db, school.id, duty, happening, today)) {
      if (await isOpen(db, school, duty, subjectId)) continue;
      await open(db, deps, school, duty, subjectId, happening, by);
    }
  }
}

/**
 * Paperwork that waits already is not asked twice. What is urgent always is: a second concern is another concern, and a
 * session's question is about its own session.
 */
async function isOpen(db: Db, school: School, duty: Duty, subjectId: string): Promise<boolean> {
  const { urgent, ownForm } = kindOf(duty.kind);
  if (urgent || ownForm) return false;
  const where = { schoolId: school.id, duty: duty.id, subjectId, status: { in: ['planned', 'open'] } };
  return (await db.prompt.count({ where })) > 0;
}

async function open(
  db: Db,
  deps: Deps,
  school: School,
  duty: Duty,
  subjectId: string,
  happening: Happening,
  by: Person | undefined,
): Promise<void> {
  const days = daysOf(deps, school, duty);
  for (const { day, at } of days) await planned(db, deps, school, duty, subjectId, happening, day, at);
  if (days.length > 0) return;
  const today = dayOf(school.calendar, deps.clock.now());
  const day = kindOf(duty.kind).ownForm ? happening.day : today;
  const row = await planned(db, deps, school, duty, subjectId, happening, day, deps.clock.now());
  const groupKey = kindOf(duty.kind).group({ subjectId, occurrence: row.occurrence, providerId: null });
  await openSheet(db, deps, school, { duty, groupKey, prompts: [row] }, by);
}

/** When a duty is asked that waits for some time after its event; none: at once. */
function daysOf({ clock }: Deps, school: School, { when }: Duty): { day: string; at: Date }[] {
  if (!('on' in when)) return [];
  const today = dayOf(school.calendar, clock.now());
  const days = new Set((when.after ?? []).map((offset) => dayAfter(school, today, offset)));
  return [...days].map((day) => ({ day, at: timeOn(school.calendar, day, when.at ?? '08:00') }));
}

async function planned(
  db: Db,
  deps: Deps,
  school: School,
  duty: Duty,
  subjectId: string,
  { event, source, session, occurrence }: Happening,
  day: string,
  opensAt: Date,
) {
  const id = deps.ids.next();
  const row = { id, duty: duty.id, subjectId, occurrence: `${occurrence}:${id}` };
  const about = {
    kind: duty.kind,
    subjectType: duty.subject,
    session: kindOf(duty.kind).ownForm ? session : null,
  };
  await insert(db, 'Prompt', [
    { schoolId: school.id, ...row, ...about, day, opensAt, status: 'planned', event, source },
  ]);
  return row;
}

/** P5D: the fifth school day from now; P2W: the first school day from two weeks on. */
function dayAfter({ calendar }: School, today: string, offset: string): string {
  if (offset.endsWith('D')) return schoolDayOn(calendar, today, daysIn(offset)) ?? today;
  const ideal = addDays(today, 7 * weeksIn(offset));
  return schoolDayFrom(calendar, ideal) ?? ideal;
}

/** What follows from an answer that says something else now: the flag it switched goes back. */
export const unlearn = (db: Db, school: School, happening: Happening): Promise<void> =>
  learnFlag(db, school, happening, false);

async function learnFlag(
  db: Db,
  school: School,
  { event, subjectType, subjectId }: Happening,
  holds: boolean,
): Promise<void> {
  const change = EVENT_FLAGS[event];
  if (!change) return;
  const of = subjectType === 'pupil' ? { pupilId: subjectId } : { id: subjectId };
  await noteChange(db, school.id);
  const placements = await db.placement.findMany({
    where: { schoolId: school.id, ...of },
    select: { id: true, learnt: true },
  });
  for (const { id, learnt } of placements) {
    const rest = learnt.filter((flag) => flag !== change.flag);
    await db.placement.update({
      where: { schoolId_id: { schoolId: school.id, id } },
      data: { learnt: change.on === holds ? [...rest, change.flag] : rest },
    });
  }
}
