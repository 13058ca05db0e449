import type { Db } from '../../prompts/kind';
import type { Deps } from '../deps';
import { record } from '../events';
import { redraw } from '../outbox/copies';
import type { School } from '../school';

/** Ends prompts that nobody has to answer any more; their cards say so, and an ask with none left is closed. */
export async function closePrompts(
  db: Db,
  deps: Deps,
  school: School,
  prompts: readonly { id: string; askId: string | null }[],
  status: 'excused' | 'withdrawn',
  why: string,
): Promise<void> {
  if (prompts.length === 0) return;
  const at = deps.clock.now();
  const where = {
    schoolId: school.id,
    id: { in: prompts.map(({ id }) => id) },
    status: { in: ['planned', 'open'] },
  };
  await db.prompt.updateMany({ where, data: { status, closedAt: at, closedWhy: why } });
  const event = { schoolId: school.id, at, type: status, data: { why } };
  await record(db, ...prompts.map(({ id }) => ({ ...event, promptId: id })));
  for (const askId of new Set(prompts.flatMap((prompt) => prompt.askId ?? []))) {
    await redraw(db, deps, school.id, askId);
  }
}
