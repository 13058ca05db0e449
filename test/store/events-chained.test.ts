import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { verifyEvents } from '../../src/services/audit/audit-verify';
import type { Deps } from '../../src/services/deps';
import { PRISMA_FOLDER } from '../../src/store/migrate';
import { onPglite } from '../../src/store/open';

const MIGRATIONS = join(PRISMA_FOLDER, 'migrations');
const CHAINED = '20261127120000_events_chained';

const sqlOf = (name: string): string => readFileSync(join(MIGRATIONS, name, 'migration.sql'), 'utf8');

test('events from before there were chains are chained school by school, and what is written later follows them', async () => {
  const pglite = await PGlite.create();
  const earlier = readdirSync(MIGRATIONS).filter((name) => /^\d/u.test(name) && name < CHAINED);
  for (const name of earlier.sort()) await pglite.exec(sqlOf(name));
  await pglite.exec(`INSERT INTO "Event" ("schoolId", "at", "type", "data")
    SELECT CASE WHEN n % 3 = 0 THEN 'b' ELSE 'a' END, now() - n * interval '1 hour', 'opened', '{}' FROM generate_series(1, 30) n`);
  await pglite.exec(sqlOf(CHAINED));

  const database = await onPglite(pglite);
  const db = database.client;
  for (const schoolId of ['a', 'b', 'c'])
    await db.event.create({ data: { schoolId, at: new Date(), type: 'replied', data: {} } });
  const found = await verifyEvents({ db } as Deps);
  expect(found.map(({ school, events, fault }) => [school, events, fault])).toEqual([
    ['a', 21, null],
    ['b', 11, null],
    ['c', 1, null],
  ]);
  const rows = await db.event.findMany({ where: { schoolId: 'a' }, orderBy: { position: 'asc' } });
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq).sort((x, y) => Number(x - y)));
  await database.close();
});
