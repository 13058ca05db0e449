import { isDeepStrictEqual } from 'node:util';
import type { Db } from '../../prompts/kind';
import { keepBeginnings, keepVersions, type Versioned } from '../../prompts/versions';
import type { Deps } from '../deps';
import type { Known } from './known';

/** One import under way, inside its transaction. */
export interface Writing {
  readonly db: Db;
  readonly deps: Deps;
  readonly schoolId: string;
  /** Whether a new school is live at once. */
  readonly live: boolean;
  readonly known: Known;
  /** Called as lines are done with. */
  readonly onRows: (n: number) => void;
}

/** What an import did to one table. */
export interface Tally {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** Rows written at once. */
const CHUNK = 500;

/** One table of a school: what should stand in it, what does, and how to write it. */
export interface TableSync<Row extends object, Stored extends object> {
  readonly rows: readonly Row[];
  /** The stored row that this row is about. */
  stored(row: Row): Stored | undefined;
  create(rows: Row[]): Promise<unknown>;
  update(row: Row): Promise<unknown>;
  /** Keeps what changed rows said, and that new rows were not there before. */
  keep?(created: readonly Row[], changed: readonly Stored[]): Promise<void>;
}

/** Writes new rows many at a time and changed rows one at a time, and leaves the rest alone. */
export async function sync<Row extends object, Stored extends object>(
  table: TableSync<Row, Stored>,
  onRows: (n: number) => void,
): Promise<Tally> {
  const pairs = table.rows.map((row) => ({ row, stored: table.stored(row) }));
  const created = pairs.filter(({ stored }) => !stored).map(({ row }) => row);
  const changed = pairs.flatMap(({ row, stored }) => (stored && !says(stored, row) ? [{ row, stored }] : []));
  const unchanged = pairs.length - created.length - changed.length;
  await table.keep?.(
    created,
    changed.map(({ stored }) => stored),
  );
  onRows(unchanged);
  for (let i = 0; i < created.length; i += CHUNK) {
    const chunk = created.slice(i, i + CHUNK);
    await table.create(chunk);
    onRows(chunk.length);
  }
  for (const { row } of changed) {
    await table.update(row);
    onRows(1);
  }
  return { created: created.length, updated: changed.length, unchanged };
}

/** Does the stored row already say all that this one does? */
const says = (stored: object, row: object): boolean =>
  isDeepStrictEqual({ ...stored, ...row }, { ...stored });

/** What a table's `keep` does, where what was known of its rows must outlast an import. */
export const keeping =
  <T extends Exclude<keyof Versioned, 'AttendanceMark'>>({ db, deps }: Writing, table: T) =>
  async (
    created: Parameters<typeof keepBeginnings<T>>[2],
    changed: readonly Versioned[T][],
  ): Promise<void> => {
    const now = deps.clock.now();
    await keepBeginnings(db, table, created, now);
    await keepVersions(db, table, changed, now);
  };
