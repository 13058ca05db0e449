import { Prisma } from '../generated/prisma/client';
import { VERSION } from './envelope';
import { SEALED, type SealedColumn } from './sealed-columns';

/** A column with encrypted values, in SQL. Names are the schema's own, never anybody's input. */
export interface StoredColumn {
  readonly table: string;
  readonly name: string;
  readonly key: readonly string[];
  readonly sort: SealedColumn['sort'];
  readonly from: Prisma.Sql;
  readonly column: Prisma.Sql;
  /** What stands there, as a text: an encrypted value, or the beginning of what is in the clear. */
  readonly value: Prisma.Sql;
  /** The whole of what stands there, as a text. */
  readonly whole: Prisma.Sql;
  /** Does anything stand there? */
  readonly isSome: Prisma.Sql;
}

type Expressions = Pick<StoredColumn, 'value' | 'whole' | 'isSome'>;

const BY_SORT: Readonly<Record<SealedColumn['sort'], (column: Prisma.Sql) => Expressions>> = {
  text: (column) => ({ value: column, whole: column, isSome: Prisma.sql`${column} <> ''` }),
  list: (column) => ({
    value: Prisma.sql`${column}[1]`,
    whole: Prisma.sql`to_jsonb(${column})::text`,
    isSome: Prisma.sql`cardinality(${column}) > 0`,
  }),
  json: (column) => ({
    value: Prisma.sql`(${column} #>> '{}')`,
    whole: Prisma.sql`${column}::text`,
    isSome: Prisma.sql`${column} NOT IN ('{}', '[]', 'null')`,
  }),
};

/** Every column with encrypted values. */
export const STORED: readonly StoredColumn[] = Object.entries(SEALED).flatMap(([table, { key, columns }]) =>
  Object.entries(columns).map(([name, { sort }]) => {
    const column = Prisma.raw(`"${name}"`);
    return { table, name, key, sort, from: Prisma.raw(`"${table}"`), column, ...BY_SORT[sort](column) };
  }),
);

/** The id of the key that a stored value bears; null when it is in the clear. */
export const keyIdOf = ({ value }: StoredColumn): Prisma.Sql =>
  Prisma.sql`substring(${value} FROM ${`^${VERSION}\\.([A-Za-z0-9-]{1,32})\\.[A-Za-z0-9_-]{54}`})`;

/** The key of a row, as a JSON array in the order of the schema. */
export const rowKey = ({ key }: StoredColumn): Prisma.Sql =>
  Prisma.sql`jsonb_build_array(${Prisma.raw(key.map((name) => `"${name}"`).join(', '))})`;
