import { Prisma } from '../generated/prisma/client';
import type { Db } from '../prompts/kind';
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
      return await db.$transaction(work);
    } catch (error) {
      if (tried === TRIES || !isDeadlock(error)) throw error;
    }
  }
}

/** Prisma's P2034: a write conflict or a deadlock. Raw statements carry PostgreSQL's own 40P01. */
const isDeadlock = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  (error.code === 'P2034' || JSON.stringify(error.meta ?? {}).includes('40P01'));
