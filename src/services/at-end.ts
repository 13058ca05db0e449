import type { Db } from '../prompts/kind';

/** Writes many of a kind in one statement. */
export type Writer<T> = (db: Db, items: readonly T[]) => Promise<void>;

type Kinds = Map<Writer<never>, unknown[]>;

/** What each transaction still has to write, and what it writes after everything else. */
interface Waiting {
  readonly kinds: Kinds;
  readonly last: Kinds;
}

const waiting = new WeakMap<Db, Waiting>();

/**
 * Leaves something to be written with all others of its kind at the end of the transaction; where there is none, it is
 * written at once. Only for what nothing in the same transaction reads back, or reads after `writeNow` or `writeAll`.
 */
export const atEnd = <T>(db: Db, writer: Writer<T>, ...items: readonly T[]): Promise<void> =>
  leave(db, 'kinds', writer, items);

/**
 * The same for what is written after everything else, whatever is written early: it takes a lock that others wait for,
 * so that it is held for the shortest time, and nobody who holds it waits for another.
 */
export const atVeryEnd = <T>(db: Db, writer: Writer<T>, ...items: readonly T[]): Promise<void> =>
  leave(db, 'last', writer, items);

async function leave<T>(db: Db, when: keyof Waiting, writer: Writer<T>, items: readonly T[]): Promise<void> {
  const open = waiting.get(db)?.[when];
  if (!open) return items.length > 0 ? writer(db, items) : undefined;
  open.set(writer, [...(open.get(writer) ?? []), ...items]);
}

/** Writes what was left of one kind until now; what is left after it waits for the next time. */
export const writeNow = <T>(db: Db, writer: Writer<T>): Promise<void> =>
  writeKind(db, waiting.get(db)?.kinds, writer);

/** The same, of every kind but what comes last. */
export const writeAll = (db: Db): Promise<void> => writeKinds(db, waiting.get(db)?.kinds);

async function writeKinds(db: Db, kinds: Kinds = new Map()): Promise<void> {
  for (const writer of kinds.keys()) await writeKind(db, kinds, writer as Writer<unknown>);
}

async function writeKind<T>(db: Db, kinds: Kinds | undefined, writer: Writer<T>): Promise<void> {
  const items = kinds?.get(writer) ?? [];
  kinds?.delete(writer);
  if (items.length > 0) await writer(db, items as T[]);
}

/** Runs a transaction's work, and what it left for the end. */
export async function withEnd<T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> {
  const left: Waiting = { kinds: new Map(), last: new Map() };
  waiting.set(db, left);
  const result = await work(db);
  await writeKinds(db, left.kinds);
  await writeKinds(db, left.last);
  return result;
}
