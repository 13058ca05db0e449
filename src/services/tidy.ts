import type { Deps } from './deps';

/**
 * Gives back the room of rows that were changed, and counts them afresh so that the database finds its way quickly. A
 * PostgreSQL server does so by itself; the embedded one does not.
 */
export async function tidy({ db }: Deps): Promise<void> {
  await db.$executeRawUnsafe('VACUUM (ANALYZE)');
}
