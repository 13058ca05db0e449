import { addDays, type Day } from '../../domain/calendar';
import { academicYear } from '../../domain/school-days';
import type { AskInput, Db, PromptRow } from '../kind';

/** How many requests of this duty were made for the pupil earlier in the same academic year. One query. */
export async function earlierRequests(
  db: Db,
  { schoolId, duty }: AskInput,
  { id, day, subjectId }: PromptRow,
  pupilId: string,
): Promise<number> {
  const subjects =
    duty.subject === 'placement'
      ? (await db.placement.findMany({ where: { schoolId, pupilId }, select: { id: true } })).map((p) => p.id)
      : [subjectId];
  const asked = await db.prompt.findMany({
    where: {
      schoolId,
      duty: duty.id,
      subjectId: { in: subjects },
      day: { gte: academicYear(day), lte: lastDayOf(academicYear(day)) },
      status: { in: ['open', 'answered'] },
    },
    orderBy: [{ opensAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  return asked.findIndex((prompt) => prompt.id === id);
}

const lastDayOf = (firstDay: Day): Day => addDays(`${Number(firstDay.slice(0, 4)) + 1}-09-01`, -1);
