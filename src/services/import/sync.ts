import { isDeepStrictEqual } from 'node:util';
import type { Db } from '../../prompts/kind';
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
export interface TableSync<Row extends object> {
  readonly rows: readonly Row[];
  /** The stored row that this row is about. */
  stored(row: Row): object | undefined;
  create(rows: Row[]): Promise<unknown>;
  update(row: Row): Promise<unknown>;
}

/** Writes new rows many at a time and changed rows one at a time, and leaves the rest alone. */
export async function sync<Row extends object>(
  table: TableSync<Row>,
  onRows: (n: number) => void,
): Promise<Tally> {
  const pairs = table.rows.map((row) => ({ row, stored: table.stored(row) }));
  const created = pairs.filter(({ stored }) => !stored).map(({ row }) => row);
  const updated = pairs.filter(({ row, stored }) => stored && !says(stored, row)).map(({ row }) => row);
  const unchanged = pairs.length - created.length - updated.length;
  onRows(unchanged);
  for (let i = 0; i < created.length; i += CHUNK) {
    const chunk = created.slice(i, i + CHUNK);
    await table.create(chunk);
    onRows(chunk.length);
  }
  for (const row of updated) {
    await table.update(row);
    onRows(1);
  }
  return { created: created.length, updated: updated.length, unchanged };
}

/** Does the stored row already say all that this one does? */
const says = (stored: object, row: object): boolean =>
  isDeepStrictEqual({ ...stored, ...row }, { ...stored });
