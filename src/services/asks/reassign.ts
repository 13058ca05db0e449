import { type Role, roleSchema } from '../../domain/roles';
import type { Db } from '../../prompts/kind';
import { paceOf } from '../../prompts/registry';
import type { Deps } from '../deps';
import { loadSchool } from '../school';
import { severalInTransaction } from '../transaction';
import { climbNow, lockAsk } from './climb';
import { reach } from './reach';

/**
 * Looks again at who holds an ask: every role it has reached is resolved afresh, so that it moves on from somebody
 * who can no longer be reached and comes to somebody who now can. Nobody at all: it climbs at once.
 */
export async function reassign(db: Db, deps: Deps, schoolId: string, askId: string): Promise<void> {
  const ask = await lockAsk(db, schoolId, askId);
  if (!ask || ask.closed) return;
  const school = await loadSchool(db, schoolId, ask.policyVersion);
  let anybody = false;
  for (const [i, name] of ask.roles.entries()) {
    const role = roleSchema.parse(name);
    const how =
      i === 0
        ? ({ purpose: 'ask', tag: `ask:${role}` } as const)
        : ({ purpose: 'escalate', tag: `escalate:${role}` } as const);
    if (await reach(db, deps, school, { askId, role, pace: paceOf(ask.kind), ...how })) anybody = true;
  }
  if (!anybody) await climbNow(db, deps, school, askId, 'next-role');
}

/** Every open ask of a school: somebody became reachable. With `of`, only what that person was ever given: they stopped being so. */
export async function reassignAll(deps: Deps, schoolId: string, of?: string): Promise<void> {
  const theirs = of === undefined ? undefined : await askedOf(deps, schoolId, of);
  await reassignOpen(deps, schoolId, theirs ? { id: { in: theirs } } : {});
}

/** Every open ask that has reached one of these roles (of some kinds alone): somebody else answers for them now. */
export const reassignRoles = (
  deps: Deps,
  schoolId: string,
  roles: readonly Role[],
  kinds?: readonly string[],
): Promise<void> =>
  reassignOpen(deps, schoolId, {
    roles: { hasSome: [...roles] },
    ...(kinds ? { kind: { in: [...kinds] } } : {}),
  });

async function reassignOpen(
  deps: Deps,
  schoolId: string,
  which: { id?: { in: string[] }; roles?: { hasSome: string[] }; kind?: { in: string[] } },
): Promise<void> {
  const where = { schoolId, closed: false, ...which };
  const open = await deps.db.ask.findMany({ where, orderBy: { id: 'asc' }, select: { id: true } });
  await severalInTransaction(deps, open, async (db, several) => {
    for (const { id } of several) await reassign(db, deps, schoolId, id);
  });
}

/** The open asks that somebody was ever given a copy of, by id. */
export async function askedOf({ db }: Deps, schoolId: string, staffId: string): Promise<string[]> {
  const copies = await db.$queryRaw<{ askId: string }[]>`
    SELECT DISTINCT d."askId" FROM "Delivery" d JOIN "Ask" a ON a."schoolId" = d."schoolId" AND a."id" = d."askId"
    WHERE d."schoolId" = ${schoolId} AND d."staffId" = ${staffId} AND NOT a."closed"`;
  return copies.map(({ askId }) => askId);
}
