import { Prisma, type PrismaClient } from '../generated/prisma/client';
import { isSealed, open, seal } from './envelope';
import type { Keyring } from './keyring';
import { keyIdOf, rowKey, STORED, type StoredColumn } from './stored-values';

/** What a rotation did to one column. */
export interface Rotated {
  readonly table: string;
  readonly column: string;
  /** Encrypted under the first key now: values of other keys, and values in the clear. */
  readonly rotated: number;
  /** Were changed by somebody else meanwhile, who wrote them under a key of their own. */
  readonly overtaken: number;
  /** Open with none of the keys; left as they are. */
  readonly unreadable: number;
}

/** Values read at once. */
const BATCH = 200;

interface StoredValue {
  readonly key: (string | number)[];
  readonly value: string;
  readonly whole: string;
}

/**
 * Encrypts every value anew that is not under the first key, while others read and write: a value is replaced only
 * where it is still what was read. Stopped half way, it goes on from there when it is run again.
 */
export async function rotate(
  bare: PrismaClient,
  keys: Keyring,
  onColumn: (done: Rotated) => void = () => undefined,
): Promise<Rotated[]> {
  const all: Rotated[] = [];
  for (const column of STORED) {
    const done = await rotateColumn(bare, keys, column);
    all.push(done);
    onColumn(done);
  }
  return all;
}

async function rotateColumn(bare: PrismaClient, keys: Keyring, column: StoredColumn): Promise<Rotated> {
  const counts = { rotated: 0, overtaken: 0, unreadable: 0 };
  let after: StoredValue['key'] | undefined;
  for (;;) {
    const batch = await read(bare, keys, column, after);
    for (const stored of batch) counts[await replace(bare, keys, column, stored)] += 1;
    after = batch.at(-1)?.key;
    if (!after) return { table: column.table, column: column.name, ...counts };
  }
}

/** The next values that are not under the first key, by the keys of their rows. */
function read(
  bare: PrismaClient,
  { first }: Keyring,
  column: StoredColumn,
  after: StoredValue['key'] | undefined,
): Promise<StoredValue[]> {
  const columns = Prisma.raw(column.key.map((name) => `"${name}"`).join(', '));
  const rest = after ? Prisma.sql`(${columns}) > (${Prisma.join(after)})` : Prisma.sql`TRUE`;
  return bare.$queryRaw`
    SELECT ${rowKey(column)} AS "key", ${column.value} AS "value", ${column.whole} AS "whole" FROM ${column.from}
    WHERE ${rest} AND ${column.isSome} AND ${keyIdOf(column)} IS DISTINCT FROM ${first.id}
    ORDER BY ${columns} LIMIT ${BATCH}`;
}

async function replace(
  bare: PrismaClient,
  keys: Keyring,
  column: StoredColumn,
  { key, value, whole }: StoredValue,
): Promise<'rotated' | 'overtaken' | 'unreadable'> {
  const place = { table: column.table, column: column.name, key };
  const text = isSealed(value) ? open(keys, place, value) : whole;
  if (text === null) return 'unreadable';
  const row = column.key.map((name, i) => Prisma.sql`${Prisma.raw(`"${name}"`)} = ${key[i]}`);
  const count = await bare.$executeRaw`
    UPDATE ${column.from} SET ${column.column} = ${stored(column, seal(keys, place, text))}
    WHERE ${Prisma.join(row, ' AND ')} AND ${column.whole} = ${whole}`;
  return count > 0 ? 'rotated' : 'overtaken';
}

const stored = ({ sort }: StoredColumn, sealed: string): Prisma.Sql =>
  sort === 'list'
    ? Prisma.sql`ARRAY[${sealed}]::text[]`
    : sort === 'json'
      ? Prisma.sql`to_jsonb(${sealed}::text)`
      : Prisma.sql`${sealed}`;
