import type { Deps } from '../deps';

/**
 * Takes back every lease. Only for a store that one process may hold: whoever held them is gone, and what was in
 * flight is sent again at once rather than when the lease runs out.
 */
export async function releaseLeases({ db }: Deps): Promise<void> {
  await db.delivery.updateMany({ where: { leasedUntil: { not: null } }, data: { leasedUntil: null } });
}
