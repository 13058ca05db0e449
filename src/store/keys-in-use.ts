import { Prisma, type PrismaClient } from '../generated/prisma/client';
import { open } from './envelope';
import type { Keyring } from './keyring';
import { keyIdOf, rowKey, STORED } from './stored-values';

/** How many values bear a key; `id` null: they are in the clear. */
export interface InUse {
  readonly id: string | null;
  readonly values: number;
}

/** The keys that stored values bear, by id, and how many are in the clear. Reads every such value once. */
export function keysInUse(bare: PrismaClient): Promise<InUse[]> {
  const columns = STORED.map(
    (column) => Prisma.sql`SELECT ${keyIdOf(column)} AS "id" FROM ${column.from} WHERE ${column.isSome}`,
  );
  return bare.$queryRaw`
    SELECT "id", count(*)::int AS "values" FROM (${Prisma.join(columns, ' UNION ALL ')}) AS stored
    GROUP BY "id" ORDER BY "id" NULLS LAST`;
}

/** Why a database cannot be used with these keys, in a sentence; null when it can. */
export async function whyNotThese(bare: PrismaClient, keys: Keyring | undefined): Promise<string | null> {
  const ids = (await keysInUse(bare)).flatMap(({ id }) => id ?? []);
  const unknown = ids.filter((id) => !keys?.byId.has(id));
  if (unknown.length > 0) {
    const named = unknown.map((id) => `“${id}”`).join(', ');
    return `This database has values encrypted with the key ${named}, which DATA_KEYS does not hold. Put that key back after the first one, or use the database that belongs to these keys.`;
  }
  for (const id of ids)
    if (keys && !(await opensAny(bare, keys, id)))
      return `The key “${id}” in DATA_KEYS is not the one that this database was encrypted with. Put that key back, or use the database that belongs to this key.`;
  return null;
}

/** Values of one key that are tried in each column: some may have been changed, and the key is right all the same. */
const TRIED = 20;

async function opensAny(bare: PrismaClient, keys: Keyring, id: string): Promise<boolean> {
  for (const column of STORED) {
    const some = await bare.$queryRaw<{ value: string; key: (string | number)[] }[]>`
      SELECT ${column.value} AS "value", ${rowKey(column)} AS "key" FROM ${column.from}
      WHERE ${column.isSome} AND ${keyIdOf(column)} = ${id} LIMIT ${TRIED}`;
    const { table, name } = column;
    if (some.some(({ value, key }) => open(keys, { table, column: name, key }, value) !== null)) return true;
  }
  return false;
}
