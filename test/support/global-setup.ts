import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { migrate } from '../../src/store/migrate';
import { migrateServer } from '../../src/store/open';
import { onServer, SNAPSHOT, serverUrl, TEMPLATE } from './database-place';

/** Makes one migrated database that every test file copies: a snapshot of PGlite, or a template on the server. */
export default async function setUp(): Promise<void> {
  const url = serverUrl();
  if (url) {
    await onServer(url, `DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`, `CREATE DATABASE ${TEMPLATE}`);
    await migrateServer(Object.assign(new URL(url), { pathname: TEMPLATE }).href);
    return;
  }
  const pglite = await PGlite.create();
  await migrate(new PrismaPGlite(pglite));
  mkdirSync(join(SNAPSHOT, '..'), { recursive: true });
  const dump = await pglite.dumpDataDir('none');
  // Renamed into place, so that a run beside this one never reads half a file.
  const fresh = `${SNAPSHOT}.${process.pid}`;
  writeFileSync(fresh, Buffer.from(await dump.arrayBuffer()));
  renameSync(fresh, SNAPSHOT);
  await pglite.close();
}
