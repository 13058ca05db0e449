import { Prisma } from '../generated/prisma/client';
import { isSealed, open, type Place, seal } from './envelope';
import type { Keyring } from './keyring';
import { SEALED, type SealedColumn, type SealedTable } from './sealed-columns';

/** A row, or what is to be written into one, by column. */
export type Row = Record<string, unknown>;

/** What it takes to encrypt and decrypt. */
export interface Sealing {
  readonly keys: Keyring;
  /** Hears of each value that cannot be read, by its place alone. */
  readonly refused: (place: Place) => void;
}

const EMPTY: unknown[] = [Prisma.DbNull, Prisma.JsonNull, Prisma.AnyNull];

/** Nothing is kept as nothing, so that it can be told from something without a key: null, '', [] and {}. */
const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  EMPTY.includes(value) ||
  (typeof value === 'object' && Object.keys(value).length === 0);

/**
 * A row as it is stored: every column that is encrypted, encrypted for its place. `where` has the key of a row that is
 * changed. A value that cannot be bound to one row is a fault of whoever wrote the query.
 */
export function sealedRow(sealing: Sealing, table: string, row: Row, where: Row = row): Row {
  const sealedTable = SEALED[table];
  const names = Object.keys(sealedTable?.columns ?? {}).filter((name) => !isEmpty(row[name]));
  if (!sealedTable || names.length === 0) return row;
  const key = keyOf(table, sealedTable, where);
  const moved = sealedTable.key.find((name, i) => row[name] !== undefined && row[name] !== key[i]);
  if (moved) throw new Error(`${table}.${moved} of an encrypted row cannot be changed.`);
  const sealed = names.map((column) => {
    const place = { table, column, key };
    const value = seal(sealing.keys, place, writtenAs(sealedTable.columns[column], row[column], place));
    return [column, sealedTable.columns[column]?.sort === 'list' ? [value] : value];
  });
  return { ...row, ...Object.fromEntries(sealed) };
}

function writtenAs(column: SealedColumn | undefined, value: unknown, at: Place): string {
  if (column?.sort !== 'text') return JSON.stringify(value);
  if (typeof value !== 'string')
    throw new Error(`${at.table}.${at.column} is encrypted: only a text can be written.`);
  return value;
}

function keyOf(table: string, { key }: SealedTable, row: Row): (string | number)[] {
  return key.map((name) => {
    const value = row[name];
    if (typeof value === 'string' || typeof value === 'number') return value;
    if (typeof value === 'bigint') return Number(value);
    throw new Error(`${table} has encrypted columns: ${name} must name one row.`);
  });
}

/** Decrypts these columns of a row that was read, in the row itself. */
export function openRow(sealing: Sealing, table: string, row: Row, columns: readonly string[]): void {
  const sealedTable = SEALED[table];
  if (!sealedTable) return;
  for (const name of columns) {
    const column = sealedTable.columns[name];
    const stored = column?.sort === 'list' ? oneOf(row[name]) : row[name];
    if (!column || !isSealed(stored)) continue;
    row[name] = opened(sealing, column, { table, column: name, key: keyOf(table, sealedTable, row) }, stored);
  }
}

const oneOf = (list: unknown): unknown => (Array.isArray(list) && list.length === 1 ? list[0] : undefined);

function opened({ keys, refused }: Sealing, column: SealedColumn, place: Place, stored: string): unknown {
  const text = open(keys, place, stored);
  if (text !== null) return column.sort === 'text' ? text : (JSON.parse(text) as unknown);
  refused(place);
  return structuredClone(column.instead);
}
