import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedDatabase } from '../support/database';

const before = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), 'waymark-records-'));
const chat = {
  schoolId: 's1',
  staffId: 'a',
  tenantId: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
  conversationId: 'a:1',
  userId: '29:a',
  botId: '28:bot',
  installedAt: new Date(),
  serviceUrl: 'http://localhost:56150/_connector',
};

afterAll(() => {
  jest.restoreAllMocks();
  process.env = { ...before };
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

test('npm start on a database that the demo has used says why not, and ends with 1', async () => {
  const database = await embeddedDatabase(join(folder, 'db'));
  // A chat alone, without the school and the person that it belongs to.
  await database.client.$transaction(async (db) => {
    await db.$executeRaw`SET LOCAL session_replication_role = replica`;
    await db.chat.create({ data: chat });
  });
  await database.close();
  process.env = {
    BOT_ID: '11111111-2222-3333-4444-555555555555',
    BOT_TYPE: 'UserAssignedMSI',
    BOT_TENANT_ID: chat.tenantId,
    DATA_DIR: folder,
    DATA_KEYS: `test:${Buffer.alloc(32, 1).toString('base64')}`,
  };
  let said = '';
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text.toString();
    return true;
  });
  jest.requireActual<object>('../../src/main');
  while (said === '') await new Promise((next) => setImmediate(next));
  expect(said).toMatch(/^1 of the kept chats would be answered over http/u);
  expect(process.exitCode).toBe(1);
});
