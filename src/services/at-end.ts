import type { Db } from '../prompts/kind';

/** Writes many of a kind in one statement. */
export type Writer<T> = (db: Db, items: readonly T[]) => Promise<void>;

type Waiting = Map<Writer<never>, unknown[]>;

/** What each transaction still has to write. */
const waiting = new WeakMap<Db, Waiting>();

/**
 * Leaves something to be written with all others of its kind at the end of the transaction; where there is none, it is
 * written at once. Only for what nothing in the same transaction reads back, or reads after `writeNow` or `writeAll`.
 */
export async function atEnd<T>(db: Db, writer: Writer<T>, ...items: readonly T[]): Promise<void> {
  const open = waiting.get(db);
  if (!open) return items.length > 0 ? writer(db, items) : undefined;
  open.set(writer, [...(open.get(writer) ?? []), ...items]);
}

/** Writes what was left of one kind until now; what is left after it waits for the next time. */
export async function writeNow<T>(db: Db, writer: Writer<T>): Promise<void> {
  const items = waiting.get(db)?.get(writer) ?? [];
  waiting.get(db)?.delete(writer);
  if (items.length > 0) await writer(db, items as T[]);
}

/** The same, of every kind. */
export async function writeAll(db: Db): Promise<void> {
  const writers = [...(waiting.get(db)?.keys() ?? [])];
  for (const writer of writers) await writeNow(db, writer as Writer<unknown>);
}

/** Runs a transaction's work, and what it left for the end. */
export async function withEnd<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  waiting.set(db, new Map());
  const result = await work(db);
  await writeAll(db);
  return result;
}
