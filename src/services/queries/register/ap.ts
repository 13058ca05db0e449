import { tally, tallyText } from '../../../domain/percent';
import { count, plain } from '../../../domain/text';
import type { Line } from '../lines';
import { dayOnly, markOf } from '../phrases';
import type { Query } from '../query';
import { loadSubjects } from '../subjects';
import { type PlacedRow, placedToday } from './placed';

/** "Zofia O.: Oak Farm, from 2 Sep 2026, no end date, 10 sessions a week, 45 of 50 (90%)". */
export async function apLines(query: Query): Promise<Line[]> {
  const { db, schoolId } = query;
  const placed = await placedToday(query);
  const ids = placed.map(({ id }) => id);
  const [subjects, marks] = await Promise.all([
    loadSubjects(query, ids),
    db.attendanceMark.findMany({
      where: { schoolId, placementId: { in: ids } },
      select: { placementId: true, mark: true },
    }),
  ]);
  const byPlacement = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { placementId, mark } of marks) byPlacement.get(placementId)?.push(mark);
  return placed
    .map((placement) => {
      const theirs = (byPlacement.get(placement.id) ?? []).map(markOf);
      const title = subjects.pupilOf(placement.id) ?? 'A pupil';
      return { title, text: rowText(placement, tallyText(tally(theirs))) };
    })
    .sort((a, b) => a.title.localeCompare(b.title, 'en'));
}

const rowText = ({ provider, startDate, expectedEndDate, timetable }: PlacedRow, attended: string): string =>
  [
    plain(provider.name, 60),
    `from ${dayOnly(startDate)}`,
    expectedEndDate ? `until ${dayOnly(expectedEndDate)}` : 'no end date',
    `${count(timetable.length, 'session')} a week`,
    attended === 'nothing recorded' ? attended : `attended ${attended}`,
  ].join(', ');
