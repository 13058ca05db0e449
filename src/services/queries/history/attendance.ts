import { addDays, type Day, weekday } from '../../../domain/calendar';
import { tally } from '../../../domain/percent';
import { count } from '../../../domain/text';
import { dayName } from '../../../domain/words';
import { markKey } from '../../../prompts/versions';
import { markChanges } from '../corrections';
import { staffNames } from '../holders';
import { markOf, when } from '../phrases';
import type { Query } from '../query';
import type { Entry } from './entry';

/** The most weeks looked back: a school year has fewer. */
const WEEKS = 40;

/** "Week of 16 Nov: 9 of 10 sessions here". Sessions nobody answered are not counted. */
export async function attendanceWeeks(
  { db, schoolId, today }: Query,
  placementIds: readonly string[],
): Promise<Entry[]> {
  const marks = await db.attendanceMark.findMany({
    where: { schoolId, placementId: { in: [...placementIds] }, date: { gte: addDays(today, -7 * WEEKS) } },
    select: { date: true, mark: true },
  });
  const weeks = new Map<Day, { mark: string }[]>();
  for (const mark of marks) {
    const monday = mondayOf(mark.date);
    weeks.set(monday, [...(weeks.get(monday) ?? []), mark]);
  }
  return [...weeks].map(([monday, theirs]) => {
    const { attended, answered } = tally(theirs.map(({ mark }) => markOf(mark)));
    const title = `Week of ${dayName(monday).replace(/^\w+ /u, '')}`;
    const text = `${attended} of ${count(answered, 'session')} here`;
    return { at: `${addDays(monday, 5)}T00`, line: { title, text } };
  });
}

/** The most changed sessions told of: those changed last. */
const MOST_CHANGES = 20;

/** "Attendance, Fri 20 Nov morning: Changed 10:20 by Ben O.: ...": every session of a pupil whose record was changed. */
export async function attendanceChanges(query: Query, pupilId: string): Promise<Entry[]> {
  const { db, schoolId } = query;
  const changed = await db.version.findMany({
    where: { schoolId, table: 'AttendanceMark', pupilId },
    orderBy: { seq: 'desc' },
    select: { rowId: true },
  });
  const rows = [...new Set(changed.map(({ rowId }) => rowId))].slice(0, MOST_CHANGES);
  if (rows.length === 0) return [];
  const about = rows
    .map(markKey)
    .map(({ placementId, ...session }) => ({ ...session, subjectId: placementId }));
  const prompts = await db.prompt.findMany({ where: { schoolId, kind: 'attendance', OR: about } });
  const changes = await markChanges(query, prompts, await staffNames(query));
  return changes.map(({ prompt, at, text }) => ({
    at: at.toISOString(),
    line: { title: `Attendance, ${when(query, prompt.day, prompt.session)}`, text },
  }));
}

function mondayOf(day: Day): Day {
  return addDays(day, -['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday(day)));
}
