import { Prisma } from '../generated/prisma/client';
import type { Db } from '../prompts/kind';
import { withEnd } from './at-end';
import type { Deps } from './deps';

/** How often a transaction is tried before its fault is the caller's. */
const TRIES = 3;

/**
 * Runs work in one transaction, and once more when the server had to break a deadlock with another: two people who
 * press at the same instant are both answered. The work must do nothing outside the database.
 */
export async function inTransaction<T>({ db }: Deps, work: (db: Db) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await db.$transaction((tx) => withEnd(tx, work));
    } catch (error) {
      if (tried === TRIES || !isDeadlock(error)) throw error;
    }
  }
}

/** How many pieces of work share a transaction. */
const TOGETHER = 25;

/**
 * Does the same for many things, several in one transaction. When one fails, those beside it are done again each by
 * itself, so that a fault at one never holds up another; it is the caller's once all have been tried.
 */
export async function severalInTransaction<T>(
  deps: Deps,
  things: readonly T[],
  work: (db: Db, things: readonly T[]) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  for (let i = 0; i < things.length; i += TOGETHER) {
    const chunk = things.slice(i, i + TOGETHER);
    try {
      await inTransaction(deps, (db) => work(db, chunk));
    } catch {
      for (const thing of chunk)
        await inTransaction(deps, (db) => work(db, [thing])).catch(
          (fault: unknown) => void faults.push(fault),
        );
    }
  }
  if (faults.length > 0) throw faults[0];
}

/** Prisma's P2034: a write conflict or a deadlock. Raw statements carry PostgreSQL's own 40P01. */
const isDeadlock = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  (error.code === 'P2034' || JSON.stringify(error.meta ?? {}).includes('40P01'));
