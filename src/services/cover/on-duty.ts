import { dayOf } from '../../domain/calendar';
import { ROTA_ROLES } from '../../domain/rota';
import { KINDS, paceOf } from '../../prompts/registry';
import { reassignAll, reassignRoles } from '../asks/reassign';
import type { Deps } from '../deps';
import type { School } from '../school';
import { inTransaction } from '../transaction';
import { endRights, rolesAskedOf } from './cover';

/** Does the rota name somebody else than when it was last looked at? */
export function isAnotherDay({ clock }: Deps, { calendar, rota, handedTo }: School): boolean {
  return Object.keys(rota).length > 0 && dayOf(calendar, handedTo) !== dayOf(calendar, clock.now());
}

/**
 * Whoever is on duty from now on has what is open, at the instant at which it is their turn: a cover that begins or
 * ends, an absence that begins, another day of the rota. With a rota's day only what is urgent moves: what can wait
 * stays with whoever has it. Level, not edge: it looks at all that changed since it was last done.
 */
export async function moveToOnDuty(deps: Deps, school: School): Promise<void> {
  const { id: schoolId, handedTo: since } = school;
  const now = deps.clock.now();
  const between = { gt: since, lte: now };
  const covers = await deps.db.cover.findMany({
    where: { schoolId, OR: [{ from: between }, { until: between }] },
  });
  const aways = await deps.db.away.findMany({ where: { schoolId, from: between } });
  await inTransaction(deps, (db) => endRights(db, deps, schoolId, since));
  for (const role of new Set(covers.map((cover) => cover.role)))
    await reassignRoles(deps, schoolId, rolesAskedOf(school, role));
  for (const { staffId } of aways) await reassignAll(deps, schoolId, staffId);
  if (isAnotherDay(deps, school)) {
    const roles = ROTA_ROLES.flatMap((role) => rolesAskedOf(school, role));
    await reassignRoles(deps, schoolId, roles, URGENT);
  }
  await deps.db.school.update({ where: { id: schoolId }, data: { handedTo: now } });
}

const URGENT = KINDS.map(({ name }) => name).filter((name) => paceOf(name) !== 'routine');
