import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedDatabase } from '../support/database';
import { anyPort } from '../support/demo-process';
import { KeyServer } from '../support/fake-teams/key-server';
import { FakeSigner } from '../support/fake-teams/signing';

const BOT = '11111111-2222-3333-4444-555555555555';
const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';

const mockLines: string[] = [];
jest.mock('pino', () => {
  const at = (level: string) => (_facts: object, message: string) =>
    void mockLines.push(`${level}: ${message}`);
  return { pino: () => ({ info: at('info'), warn: at('warn'), error: at('error') }) };
});

const before = { ...process.env };
let folder: string;
let said: string;
let exits: unknown[];
let keyServer: KeyServer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-main-'));
  said = '';
  exits = [];
  mockLines.length = 0;
  process.env = {
    NODE_ENV: 'production',
    BOT_ID: BOT,
    BOT_TYPE: 'UserAssignedMSI',
    BOT_TENANT_ID: TENANT,
    DATA_DIR: folder,
    DATA_KEYS: `test:${Buffer.alloc(32, 1).toString('base64')}`,
    PORT: String(await anyPort()),
  };
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text.toString();
    return true;
  });
  jest.spyOn(process, 'exit').mockImplementation((code) => void exits.push(code) as never);
});

afterEach(async () => {
  await keyServer.stop();
  jest.restoreAllMocks();
  process.env = { ...before };
  process.exitCode = undefined;
  rmSync(folder, { recursive: true });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((next) => setImmediate(next));
}

const health = () => fetch(`http://127.0.0.1:${process.env['PORT']}/healthz`);

test('it has Microsoft’s keys before it listens, guards its routes, and stops when told', async () => {
  await (await embeddedDatabase(join(folder, 'db'))).close();
  keyServer = await KeyServer.start(new FakeSigner(BOT));
  jest.requireActual<object>('../../src/main');
  await until(() => mockLines.includes('info: Waymark is listening'));
  expect(keyServer.asked).toEqual(['/', '/keys']);
  const response = await health();
  expect([response.status, response.headers.get('x-content-type-options')]).toEqual([200, 'nosniff']);
  process.emit('SIGTERM');
  await until(() => exits.length > 0);
  expect(exits).toEqual([0]);
  expect(said).toBe('');
});
