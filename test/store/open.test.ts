import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/store/open';
import { embeddedDatabase, keysOf, testDatabase } from '../support/database';

test('a fresh database has the whole schema and no school', async () => {
  const database = await testDatabase();
  expect(await database.client.school.count()).toBe(0);
  await database.close();
});

test('a folder encrypted with another key is refused, and let go of: its own key opens it', async () => {
  const sealing = (id: string) => ({
    keys: keysOf(`${id}:${Buffer.alloc(32, id).toString('base64')}`),
    refused: () => undefined,
  });
  const folder = mkdtempSync(join(tmpdir(), 'waymark-open-'));
  const first = await embeddedDatabase(folder, sealing('own'));
  const hold = { schoolId: '1', id: 'h', pupilId: 'p', reason: 'A claim', heldAt: new Date(0) };
  await first.client.legalHold.create({ data: hold });
  await first.close();
  await expect(openDatabase({ folder }, sealing('other'))).rejects.toThrow('which DATA_KEYS does not hold');
  const again = await openDatabase({ folder }, sealing('own'));
  expect(await again.client.legalHold.findMany()).toMatchObject([{ reason: 'A claim' }]);
  await again.close();
  rmSync(folder, { recursive: true });
});
