import { roleSchema } from '../../domain/roles';
import type { Ask } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';
import { paceOf } from '../../prompts/registry';
import { reach } from '../asks/reach';
import { canBeAsked } from '../asks/recipients';
import type { Deps } from '../deps';
import { record } from '../events';
import { owe } from '../outbox/copies';
import type { School } from '../school';

/**
 * A question of the desk is still open when the hold runs out: whoever has it is asked again. Where nobody has it, or they
 * cannot be reached now, every role that it has reached is.
 */
export async function askAgain(db: Db, deps: Deps, school: School, ask: Ask): Promise<void> {
  const { schoolId, id: askId, keeper } = ask;
  const now = deps.clock.now();
  const at = { schoolId, at: now, askId };
  await record(db, { ...at, type: 'hold-ended', ...(keeper ? { staffId: keeper } : {}) });
  if (keeper && (await canBeAsked(db, schoolId, keeper, now)))
    return askKeeper(db, deps, school, ask, keeper);
  for (const name of ask.roles) {
    const role = roleSchema.parse(name);
    const wish = { askId, role, purpose: 'remind' as const, pace: paceOf(ask.kind) };
    const to = await reach(db, deps, school, { ...wish, tag: `again:${now.getTime()}` });
    if (to) await record(db, { ...at, type: 'reminded', staffId: to.staffId, data: { role: to.role } });
  }
}

async function askKeeper(db: Db, deps: Deps, school: School, ask: Ask, keeper: string): Promise<void> {
  const held = await db.delivery.findFirst({
    where: { schoolId: school.id, askId: ask.id, staffId: keeper },
    orderBy: [{ createdAt: 'desc' }, { seq: 'desc' }],
  });
  await owe(db, deps, school, {
    pace: paceOf(ask.kind),
    askId: ask.id,
    staffId: keeper,
    role: roleSchema.parse(held?.role ?? ask.role),
    purpose: 'remind',
    key: `${ask.id}:again:${keeper}:${deps.clock.now().getTime()}`,
  });
}
