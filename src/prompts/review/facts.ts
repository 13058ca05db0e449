import type { AskInput, Db, PromptRow } from '../kind';

/**
 * What earlier reviews of this duty about the same subject said in one field, in order, from the newest reply to each;
 * '' where one said nothing. Reviews that are still open do not count.
 */
export async function earlierAnswers(
  db: Db,
  { schoolId, duty }: AskInput,
  { id, subjectId }: PromptRow,
  field: string,
): Promise<string[]> {
  const asked = await db.prompt.findMany({
    where: { schoolId, duty: duty.id, subjectId, OR: [{ status: 'answered' }, { id }] },
    orderBy: [{ opensAt: 'asc' }, { id: 'asc' }],
    select: { id: true },
  });
  const ids = asked.map((prompt) => prompt.id);
  const earlier = ids.slice(0, ids.indexOf(id));
  if (earlier.length === 0) return [];
  const replies = await db.reply.findMany({
    where: { schoolId, promptId: { in: earlier } },
    orderBy: { seq: 'asc' },
    select: { promptId: true, answer: true },
  });
  const newest = new Map(replies.map(({ promptId, answer }) => [promptId, answer]));
  return earlier.map((promptId) => wordIn(newest.get(promptId), field));
}

function wordIn(answer: unknown, field: string): string {
  const value = typeof answer === 'object' && answer !== null && (answer as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : '';
}
