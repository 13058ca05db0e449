import type { Day } from '../../../domain/calendar';
import type { AttendanceMark, Prompt } from '../../../generated/prisma/client';
import { type Conservation, conservation } from '../../conservation';
import type { Deps } from '../../deps';
import { daysWithWaitingCodes } from '../codes';
import { visible } from '../confidential';
import { type Holding, holdingsOf, staffNames } from '../holders';
import type { Query } from '../query';
import { loadSubjects, type Subjects } from '../subjects';

/** All that is on record of one day at a school, with what is open from any day. */
export interface DayRecord {
  readonly day: Day;
  readonly prompts: readonly Prompt[];
  readonly open: readonly Prompt[];
  readonly marks: readonly AttendanceMark[];
  readonly subjects: Subjects;
  readonly holdings: ReadonlyMap<string, Holding>;
  readonly books: Conservation;
  /** Earlier days whose proposed codes still wait. */
  readonly earlier: readonly Day[];
}

/** Looks up a day. What is open is asked about today only: an earlier day is shown for its codes. */
export async function loadDay(query: Query, deps: Deps, day: Day): Promise<DayRecord> {
  const { db, schoolId, today } = query;
  const [rows, marks, earlier, books] = await Promise.all([
    db.prompt.findMany({
      where: { schoolId, ...visible(query), OR: [{ day }, ...(day === today ? [{ status: 'open' }] : [])] },
      orderBy: [{ opensAt: 'asc' }, { id: 'asc' }],
    }),
    db.attendanceMark.findMany({ where: { schoolId, date: day } }),
    daysWithWaitingCodes(query, day),
    conservation(deps, schoolId, day),
  ]);
  const open = rows.filter(({ status }) => status === 'open');
  const subjects = await loadSubjects(
    query,
    rows.map(({ subjectId }) => subjectId),
  );
  const prompts = rows.filter((prompt) => prompt.day === day);
  return { day, prompts, open, marks, subjects, holdings: await holdings(query, open), books, earlier };
}

async function holdings(query: Query, open: readonly Prompt[]): Promise<Map<string, Holding>> {
  const ids = [...new Set(open.flatMap(({ askId }) => askId ?? []))];
  if (ids.length === 0) return new Map();
  const asks = await query.db.ask.findMany({ where: { schoolId: query.schoolId, id: { in: ids } } });
  return holdingsOf(query, asks, await staffNames(query));
}
