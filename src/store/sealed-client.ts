import type { PrismaClient } from '../generated/prisma/client';
import { RELATIONS, SEALED } from './sealed-columns';
import { openRow, type Row, type Sealing, sealedRow } from './sealed-rows';

/** What a query is given. */
interface Args {
  readonly select?: Row | null;
  readonly include?: Row | null;
  readonly where?: Row;
  readonly data?: Row | readonly Row[];
  readonly create?: Row;
  readonly update?: Row;
}

interface Call {
  readonly model: string;
  readonly operation: string;
  readonly args: Args | undefined;
  readonly query: (args: Args) => Promise<unknown>;
}

/** How a query is asked so that its rows can be decrypted, and how one is. */
interface Plan {
  readonly args: Args;
  /** Null: nothing in it is encrypted. */
  readonly open: ((row: Row) => void) | null;
}

/** Operations that give no rows. */
const ROWLESS = ['count', 'aggregate', 'groupBy', 'createMany', 'updateMany', 'deleteMany'];

/**
 * A client through which encrypted columns are read and written as what they say. Rows written in sets go through
 * `$sealed` (prompts/insert.ts). Only raw statements and conditions on these columns see what is stored.
 */
export function sealedClient(bare: PrismaClient, sealing: Sealing): PrismaClient {
  const run = async ({ model, operation, args: given, query }: Call): Promise<unknown> => {
    const args = sealedArgs(sealing, model, given ?? {});
    if (ROWLESS.includes(operation)) return query(args);
    const { args: asked, open } = planOf(sealing, model, args);
    const result = await query(asked);
    if (open) for (const row of rowsIn(result)) open(row);
    return result;
  };
  const models = new Set([...Object.keys(SEALED), ...Object.keys(RELATIONS)]);
  const query = Object.fromEntries(
    [...models].map((model) => [`${model[0]?.toLowerCase()}${model.slice(1)}`, { $allOperations: run }]),
  );
  const $sealed = (table: string, rows: readonly Row[]): Row[] =>
    rows.map((row) => sealedRow(sealing, table, row));
  return bare.$extends({ client: { $sealed }, query: query as object }) as unknown as PrismaClient;
}

/** What is written, encrypted. */
function sealedArgs(sealing: Sealing, model: string, args: Args): Args {
  const where = { ...args.where, ...(args.where?.[SEALED[model]?.key.join('_') ?? ''] as Row | undefined) };
  const created = (row: Row): Row => sealedRow(sealing, model, row);
  const changed = (row: Row): Row => sealedRow(sealing, model, row, where);
  const { data, create, update } = args;
  return {
    ...args,
    ...(data && { data: each(data, args.where ? changed : created) }),
    ...(create && { create: created(create) }),
    ...(update && { update: changed(update) }),
  };
}

const each = (data: Row | readonly Row[], write: (row: Row) => Row): Row | readonly Row[] =>
  Array.isArray(data) ? data.map(write) : write(data as Row);

/** Asks for the keys of rows with encrypted columns too, and takes them away again where they were not asked for. */
function planOf(sealing: Sealing, model: string, args: Args): Plan {
  const { key, columns } = SEALED[model] ?? { key: [], columns: {} };
  const { select, include } = args;
  const read = Object.keys(columns).filter((name) => !select || select[name]);
  const added = select && read.length > 0 ? key.filter((name) => !select[name]) : [];
  const nested = nestedIn(sealing, model, select ?? include ?? {});
  if (read.length === 0 && nested.length === 0) return { args, open: null };
  const wider = {
    ...Object.fromEntries(added.map((name) => [name, true])),
    ...Object.fromEntries(nested.map(({ name, wish }) => [name, wish])),
  };
  const open = (row: Row): void => {
    openRow(sealing, model, row, read);
    for (const name of added) delete row[name];
    for (const { name, open: openOne } of nested) for (const one of rowsIn(row[name])) openOne(one);
  };
  return {
    args: {
      ...args,
      ...(select && { select: { ...select, ...wider } }),
      ...(include && { include: { ...include, ...wider } }),
    },
    open,
  };
}

/** The relations that a query follows to something encrypted. */
function nestedIn(sealing: Sealing, model: string, asked: Row) {
  return Object.entries(RELATIONS[model] ?? {}).flatMap(([name, to]) => {
    const wish = asked[name];
    if (!wish) return [];
    const { args, open } = planOf(sealing, to, wish === true ? {} : (wish as Args));
    return open ? [{ name, wish: wish === true ? true : args, open }] : [];
  });
}

/** The rows of a result: one, several or none. */
const rowsIn = (result: unknown): Row[] =>
  (Array.isArray(result) ? result : [result]).filter((row): row is Row => row !== null && row !== undefined);
