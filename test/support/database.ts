import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { type Keyring, readKeys } from '../../src/store/keyring';
import { type Database, onPglite, openDatabase } from '../../src/store/open';
import { sealedClient } from '../../src/store/sealed-client';
import type { Sealing } from '../../src/store/sealed-rows';
import { onServer, SNAPSHOT, serverUrl, TEMPLATE } from './database-place';

/** Databases of this test file that no test has now: emptied, and given to the next one that asks. */
const free: Database[] = [];
const closers: (() => Promise<void>)[] = [];
/** The file's tests are over: its databases are closed, whatever its own hooks still do. */
let isOver = false;

/** The keys `id:key` of a test. */
export function keysOf(written: string): Keyring {
  const read = readKeys(written);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.keys;
}

/** Every test's records are encrypted, as a school's are: what reads them must not know. */
const SEALING: Sealing = {
  keys: keysOf(`test:${randomBytes(32).toString('base64')}`),
  refused: ({ table, column }) => {
    throw new Error(`${table}.${column} of a test cannot be read.`);
  },
};

/** An empty, migrated database that no other test has. Close it when done: it is emptied for the next. */
export async function testDatabase(): Promise<Database> {
  const database = free.pop() ?? (await newDatabase());
  const close = async () => {
    if (isOver) return;
    await empty(database);
    free.push(database);
  };
  return { ...database, close };
}

async function newDatabase(): Promise<Database> {
  const database = await (serverUrl() ? onOwnServerDatabase() : onOwnPglite());
  closers.push(() => database.close());
  return database;
}

/** The same with these keys, and told of what cannot be read; without any keys, nothing is encrypted. */
export async function databaseWith(sealing?: Sealing): Promise<Database> {
  const database = await testDatabase();
  const { bare } = database;
  return { ...database, client: sealing ? sealedClient(bare, sealing) : bare };
}

/** An embedded database in this folder, as `npm start` would have left it. */
export async function embeddedDatabase(dataDir: string, sealing?: Sealing): Promise<Database> {
  if (serverUrl()) return openDatabase({ folder: dataDir }, sealing);
  return onPglite(await PGlite.create({ dataDir, loadDataDir: new Blob([readFileSync(SNAPSHOT)]) }), sealing);
}

const onOwnPglite = async (): Promise<Database> =>
  onPglite(await PGlite.create({ loadDataDir: new Blob([readFileSync(SNAPSHOT)]) }), SEALING);

async function onOwnServerDatabase(): Promise<Database> {
  const url = serverUrl() ?? '';
  const name = `waymark_test_${randomBytes(6).toString('hex')}`;
  await onServer(
    url,
    `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`,
    // What a test wrote need not outlast a crash of the server: it does not wait for the disk.
    `ALTER DATABASE ${name} SET synchronous_commit = off`,
  );
  const database = await openDatabase({ url: Object.assign(new URL(url), { pathname: name }).href }, SEALING);
  const close = async () => {
    await database.close();
    await onServer(url, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { ...database, close };
}

/** Takes away every row, and starts every count again. */
async function empty({ client }: Database): Promise<void> {
  const tables = await client.$queryRaw<{ name: string }[]>`
    SELECT quote_ident(tablename) AS name FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`;
  await client.$executeRawUnsafe(
    `TRUNCATE ${tables.map(({ name }) => name).join(', ')} RESTART IDENTITY CASCADE`,
  );
}

afterAll(async () => {
  isOver = true;
  for (const close of closers) await close();
});
