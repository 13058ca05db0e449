import { isDeepStrictEqual } from 'node:util';
import type { Reply } from '../../generated/prisma/client';
import type { Answer } from '../../prompts/kind';
import type { AskWithPrompts } from './draw';

/** The newest of what was said for a prompt; of what answered it, or of what did not (`settles` is unchanged). */
const lastSaid = ({ replies }: AskWithPrompts, promptId: string, isAnswer: boolean): Reply | undefined =>
  replies.findLast((reply) => reply.promptId === promptId && (reply.settles !== 'unchanged') === isAnswer);

/** An answer that says what the newest one for its prompt says, and settles as much, is no news where nothing has changed since. */
export const newsIn = (ask: AskWithPrompts, answers: readonly Answer[]): readonly Answer[] =>
  answers.filter(({ promptId, reply: answer, settles, changes = false }) => {
    const before = lastSaid(ask, promptId, settles !== 'unchanged');
    return changes || before === undefined || !isDeepStrictEqual(pick(before), { answer, settles });
  });

const pick = ({ answer, settles }: Reply) => ({ answer, settles });

/** The answers that change one which had settled its question: the id of the reply that each replaces, by prompt. */
export function correctedBy(ask: AskWithPrompts, answers: readonly Answer[]): ReadonlyMap<string, string> {
  const settled = new Set(ask.prompts.filter(({ status }) => status === 'answered').map(({ id }) => id));
  const changed = newsIn(ask, answers).filter(
    ({ promptId, settles }) => settled.has(promptId) && settles !== 'unchanged',
  );
  return new Map(
    changed.flatMap(({ promptId }) => {
      const before = lastSaid(ask, promptId, true);
      return before ? [[promptId, before.id]] : [];
    }),
  );
}
