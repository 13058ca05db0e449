import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { type Database, onPglite, openDatabase } from '../../src/store/open';
import { onServer, SNAPSHOT, serverUrl, TEMPLATE } from './database-place';

/** A fresh, migrated database of this test's own. Close it when done. */
export async function testDatabase(): Promise<Database> {
  const url = serverUrl();
  if (!url) {
    return onPglite(await PGlite.create({ loadDataDir: new Blob([readFileSync(SNAPSHOT)]) }));
  }
  const name = `waymark_test_${randomBytes(6).toString('hex')}`;
  await onServer(url, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const database = await openDatabase({ url: Object.assign(new URL(url), { pathname: name }).href });
  const close = async () => {
    await database.close();
    await onServer(url, `DROP DATABASE ${name} WITH (FORCE)`);
  };
  return { ...database, close };
}
