import type { Prompt, Reply } from '../../generated/prisma/client';
import { visible } from './confidential';
import type { Query } from './query';

/** A question that was answered, with its newest answer. */
export interface Kept {
  readonly prompt: Prompt;
  readonly reply: Reply;
  /** The answer that it replaced, where that had settled the question. */
  readonly before: Reply | undefined;
}

/** Most questions looked at for one card. */
const MOST = 500;

/** The records about these subjects, newest answer first; attendance, which has its own figures, left out. */
export async function recordsOf(
  query: Query,
  subjectIds: readonly string[],
  duties?: readonly string[],
): Promise<Kept[]> {
  const { db, schoolId } = query;
  const prompts = await db.prompt.findMany({
    where: {
      schoolId,
      subjectId: { in: [...new Set(subjectIds)] },
      kind: { not: 'attendance' },
      ...visible(query),
      status: { in: ['open', 'answered'] },
      ...(duties ? { duty: { in: [...duties] } } : {}),
    },
    orderBy: [{ opensAt: 'desc' }, { id: 'asc' }],
    take: MOST,
  });
  const replies = await db.reply.findMany({
    where: { schoolId, promptId: { in: prompts.map(({ id }) => id) }, settles: { not: 'unchanged' } },
    orderBy: { seq: 'asc' },
  });
  const newest = new Map(replies.map((reply) => [reply.promptId, reply]));
  return prompts
    .flatMap((prompt) => {
      const reply = newest.get(prompt.id);
      const before = replies.find(({ id }) => id === reply?.corrects);
      return reply ? [{ prompt, reply, before }] : [];
    })
    .sort((a, b) => b.reply.at.getTime() - a.reply.at.getTime());
}
