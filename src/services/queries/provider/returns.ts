import { addDays, addSchoolDays } from '../../../domain/calendar';
import { percentOf } from '../../../domain/percent';
import { count } from '../../../domain/text';
import type { Query } from '../query';

/** How far back it is counted, in school days. */
const SCHOOL_DAYS = 20;

/** Sessions asked about in the last 20 school days that were answered by when they were due: "36 of 40 (90%)". */
export async function returnsText(query: Query, placementIds: readonly string[]): Promise<string> {
  const { db, schoolId, calendar, today, now } = query;
  const from = addSchoolDays(calendar, today, -SCHOOL_DAYS) ?? addDays(today, -2 * SCHOOL_DAYS);
  const prompts = await db.prompt.findMany({
    where: {
      schoolId,
      kind: 'attendance',
      subjectId: { in: [...placementIds] },
      day: { gte: from },
      status: { in: ['open', 'answered', 'expired'] },
    },
    select: { id: true, askId: true },
  });
  const [asks, replies] = await Promise.all([
    db.ask.findMany({
      where: { schoolId, id: { in: [...new Set(prompts.flatMap(({ askId }) => askId ?? []))] } },
      select: { id: true, dueAt: true },
    }),
    db.reply.groupBy({
      by: ['promptId'],
      where: { schoolId, promptId: { in: prompts.map(({ id }) => id) } },
      _min: { at: true },
    }),
  ]);
  const dueAt = new Map(asks.map((ask) => [ask.id, ask.dueAt]));
  const first = new Map(replies.map(({ promptId, _min }) => [promptId, _min.at]));
  const due = prompts.flatMap(({ id, askId }) => {
    const by = dueAt.get(askId ?? '');
    return by && by < now ? [{ by, at: first.get(id) ?? null }] : [];
  });
  const inTime = due.filter(({ by, at }) => at && at <= by).length;
  const percent = percentOf({ attended: inTime, answered: due.length, unconfirmed: 0 });
  const span = `in ${count(SCHOOL_DAYS, 'school day')}`;
  return percent === null ? `no session was due ${span}` : `${inTime} of ${due.length} (${percent}%) ${span}`;
}
