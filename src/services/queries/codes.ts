import type { Day } from '../../domain/calendar';
import { codeWithMeaning } from '../../domain/register';
import type { AttendanceMark } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';
import { keepVersions } from '../../prompts/versions';
import type { Deps } from '../deps';
import { record } from '../events';
import { inTransaction } from '../transaction';
import type { Line } from './lines';
import type { Query } from './query';

type Coded = Pick<AttendanceMark, 'code' | 'codeWhy' | 'confirmed'>;

/** How many marks of each proposed code wait for a person to confirm them, in the order of the codes. */
export function waitingCodes(marks: readonly Coded[]): Map<string, number> {
  const waiting = new Map<string, number>();
  for (const { code, confirmed } of marks) {
    if (code !== null && code !== confirmed) waiting.set(code, (waiting.get(code) ?? 0) + 1);
  }
  return new Map([...waiting].sort(([a], [b]) => a.localeCompare(b)));
}

/** "B:6 N:1": what a card showed, so that nobody confirms a code they were not shown. */
export const signature = (waiting: ReadonlyMap<string, number>): string =>
  [...waiting].map(([code, n]) => `${code}:${n}`).join(' ');

/** What waits ("B, educated off site: 6"), and what no code is proposed for, with the reason. */
export function codeLines(marks: readonly Coded[]): Line[] {
  const undecided = new Map<string, number>();
  for (const { code, confirmed, codeWhy } of marks) {
    if (code === null && confirmed === null) undecided.set(codeWhy, (undecided.get(codeWhy) ?? 0) + 1);
  }
  return [
    ...[...waitingCodes(marks)].map(([code, n]) => ({ title: codeWithMeaning(code), text: `${n}` })),
    ...[...undecided].map(([why, n]) => ({ title: 'For you to decide', text: `${n} (${why})` })),
  ];
}

/** The days before this one whose proposed codes nobody has confirmed yet, oldest first. */
export async function daysWithWaitingCodes({ db, schoolId }: Query, before: Day): Promise<Day[]> {
  const same = { confirmed: { equals: db.attendanceMark.fields.code } };
  const isWaiting = [{ confirmed: null }, { NOT: same }];
  const days = await db.attendanceMark.groupBy({
    by: ['date'],
    where: { schoolId, date: { lt: before }, code: { not: null }, OR: isWaiting },
    orderBy: { date: 'asc' },
  });
  return days.map(({ date }) => date);
}

/** What became of a wish to confirm: so many were, or what was shown is no longer what waits. */
export type Confirmed = { ok: true; count: number } | { ok: false };

/**
 * Confirms every proposed code of a day in a person's name, with its event, in one transaction. Doing it again
 * changes nothing. With `shown`, only while that is still what waits: a code is certified by whoever saw it.
 */
export async function confirmCodes(deps: Deps, query: Query, day: Day, shown?: string): Promise<Confirmed> {
  const { schoolId, staffId, now } = query;
  return inTransaction(deps, async (db): Promise<Confirmed> => {
    const marks = await db.attendanceMark.findMany({ where: { schoolId, date: day } });
    const waiting = waitingCodes(marks);
    if (waiting.size > 0 && shown !== undefined && shown !== signature(waiting)) return { ok: false };
    const again = marks.filter(
      ({ code, confirmed }) => confirmed !== null && code !== null && code !== confirmed,
    );
    await keepVersions(db, 'AttendanceMark', again, now);
    let count = 0;
    for (const code of waiting.keys()) count += await confirmCode(db, query, day, code);
    if (count > 0)
      await record(db, { schoolId, at: now, type: 'codes-confirmed', staffId, data: { count, day } });
    return { ok: true, count };
  });
}

async function confirmCode(
  db: Db,
  { schoolId, staffId, now }: Query,
  day: Day,
  code: string,
): Promise<number> {
  const { count } = await db.attendanceMark.updateMany({
    where: { schoolId, date: day, code, OR: [{ confirmed: null }, { confirmed: { not: code } }] },
    data: { confirmed: code, confirmedBy: staffId, confirmedAt: now },
  });
  return count;
}
