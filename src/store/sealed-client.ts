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
  readonly args: Args;
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
  const run = async ({ model, operation, args = {}, query }: Call): Promise<unknown> => {
    const { args: asked, open } = ROWLESS.includes(operation)
      ? { args, open: null }
      : planOf(sealing, model, args);
    const result = await query(sealedArgs(sealing, model, asked));
    if (open) for (const row of Array.isArray(result) ? result : [result]) if (row) open(row as Row);
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

function sealedArgs(sealing: Sealing, model: string, args: Args): Args {
  const { data, create, update } = args;
  if (!data && !create && !update) return args;
  const where = { ...args.where, ...(args.where?.[SEALED[model]?.key.join('_') ?? ''] as Row | undefined) };
  const sealed = (row: Row) => sealedRow(sealing, model, row, args.where ? where : row);
  return {
    ...args,
    ...(data ? { data: Array.isArray(data) ? data.map(sealed) : sealed(data as Row) } : {}),
    ...(create ? { create: sealedRow(sealing, model, create) } : {}),
    ...(update ? { update: sealed(update) } : {}),
  };
}

/** Asks for the keys of rows with encrypted columns too, and takes them away again where they were not asked for. */
function planOf(sealing: Sealing, model: string, args: Args): Plan {
  const { key, columns } = SEALED[model] ?? { key: [], columns: {} };
  const { select, include } = args;
  const asked = select ?? include ?? {};
  const read = Object.keys(columns).filter((name) => !select || select[name]);
  const added = select && read.length > 0 ? key.filter((name) => !select[name]) : [];
  const nested = Object.entries(RELATIONS[model] ?? {}).flatMap(([name, to]) => {
    const wish = asked[name];
    if (!wish) return [];
    const plan = planOf(sealing, to, wish === true ? {} : (wish as Args));
    return plan.open ? [{ name, wish, plan }] : [];
  });
  if (read.length === 0 && nested.length === 0) return { args, open: null };
  const wider = {
    ...asked,
    ...Object.fromEntries(added.map((name) => [name, true])),
    ...Object.fromEntries(nested.map(({ name, wish, plan }) => [name, wish === true ? true : plan.args])),
  };
  const open = (row: Row): void => {
    openRow(sealing, model, row, read);
    for (const name of added) delete row[name];
    for (const { name, plan } of nested)
      for (const one of Array.isArray(row[name]) ? row[name] : [row[name]]) if (one) plan.open?.(one as Row);
  };
  return { args: select ? { ...args, select: wider } : include ? { ...args, include: wider } : args, open };
}
