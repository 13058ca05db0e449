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
    select: { id: true },
  });
  const replies = await db.reply.findMany({
    where: { schoolId, promptId: { in: asked.map((prompt) => prompt.id) } },
    orderBy: { seq: 'asc' },
    select: { promptId: true, answer: true },
  });
  // In the order in which they were first answered: a later correction does not move a review.
  const inOrder = [...new Set(replies.map(({ promptId }) => promptId))];
  const own = inOrder.indexOf(id);
  const newest = new Map(replies.map(({ promptId, answer }) => [promptId, answer]));
  return (own < 0 ? inOrder : inOrder.slice(0, own)).map((promptId) => wordIn(newest.get(promptId), field));
}

function wordIn(answer: unknown, field: string): string {
  const value = typeof answer === 'object' && answer !== null && (answer as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : '';
}
