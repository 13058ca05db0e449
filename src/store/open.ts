import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import type { SqlDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { Pool } from 'pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { OperatorProblem } from '../domain/operator-problem';
import { PrismaClient } from '../generated/prisma/client';
import { lockFolder } from './folder-lock';
import { whyNotThese } from './keys-in-use';
import { migrate } from './migrate';
import { quickly } from './quick-pglite';
import { sealedClient } from './sealed-client';
import type { Sealing } from './sealed-rows';
import { WholeScripts } from './whole-scripts';

/** An open database: the client, and how to let go of it. */
export interface Database {
  readonly client: PrismaClient;
  /** Sees encrypted values as they are stored. */
  readonly bare: PrismaClient;
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** Where the records are kept: a PostgreSQL server, or a folder on this machine. */
export type DatabasePlace = { url: string } | { folder: string };

/** PGlite runs one transaction at a time: a press waits for the tick before it rather than fail. Milliseconds. */
const transactionOptions = { maxWait: 30_000, timeout: 60_000 };

/** Errors in their shortest form: they quote no values, and nobody pays for a stack at every statement. */
const clientOf = (adapter: SqlDriverAdapterFactory): PrismaClient =>
  new PrismaClient({ adapter, transactionOptions, errorFormat: 'minimal' });

/**
 * Opens the database and brings its schema up to date. One process at a time may hold a folder. Without keys nothing is
 * encrypted. A database whose values these keys do not open is a fault, in a sentence, before anything is read of it.
 */
export async function openDatabase(place: DatabasePlace, sealing?: Sealing): Promise<Database> {
  const database = await ('url' in place
    ? openServer(place.url, sealing)
    : openFolder(place.folder, sealing));
  const problem = await whyNotThese(database.bare, sealing?.keys);
  if (problem === null) return database;
  await database.close();
  throw new OperatorProblem(problem);
}

/** Brings a server's database up to date, and lets go of every connection that took. */
export async function migrateServer(connectionString: string): Promise<void> {
  const pool = new Pool({ connectionString });
  try {
    await migrate(new WholeScripts(pool));
  } finally {
    await pool.end();
  }
}

async function openServer(url: string, sealing?: Sealing): Promise<Database> {
  await migrateServer(url);
  const bare = clientOf(new PrismaPg({ connectionString: url }));
  return { ...clientsOf(bare, sealing), embedded: false, close: () => bare.$disconnect() };
}

const clientsOf = (bare: PrismaClient, sealing?: Sealing) => ({
  bare,
  client: sealing ? sealedClient(bare, sealing) : bare,
});

async function openFolder(folder: string, sealing?: Sealing): Promise<Database> {
  const lock = lockFolder(folder);
  try {
    const pglite = await PGlite.create({ dataDir: folder });
    await migrate(new PrismaPGlite(pglite));
    const database = await onPglite(pglite, sealing);
    return { ...database, close: () => database.close().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Nothing of a database in memory is there after a crash, so that no log of it need be written. */
const UNLOGGED = ['Prompt', 'Ask', 'Delivery', 'Reply', 'AttendanceMark', 'Event', 'Chain', 'Look']
  .map((table) => `ALTER TABLE "${table}" SET UNLOGGED;`)
  .join('\n');

/** An empty, migrated database that is gone when it is closed. */
export async function openMemory(sealing?: Sealing): Promise<Database> {
  const pglite = await PGlite.create();
  await migrate(new PrismaPGlite(pglite));
  await pglite.exec(UNLOGGED);
  return onPglite(pglite, sealing);
}

/**
 * Each statement is planned once, not at every run: here planning costs more than running. Nothing is read from a disk,
 * and a plan must stay good as tables grow: rows are found by their keys, never by reading a whole table past them.
 */
const PLANNING = ['plan_cache_mode = force_generic_plan', 'random_page_cost = 1']
  .concat(['hashjoin', 'mergejoin', 'seqscan'].map((way) => `enable_${way} = off`))
  .map((setting) => `SET ${setting};`)
  .join('\n');

/** A migrated database inside this process: PostgreSQL in WebAssembly. */
export async function onPglite(pglite: PGlite, sealing?: Sealing): Promise<Database> {
  await pglite.exec(PLANNING);
  const bare = clientOf(new PrismaPGlite(quickly(pglite)));
  const close = async () => {
    await bare.$disconnect();
    await pglite.close();
  };
  return { ...clientsOf(bare, sealing), embedded: true, close };
}
