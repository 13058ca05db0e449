/** The SDK reads the time from `Date` alone, for its keys and for tokens, so these stories move that clock. */
import type { Access } from '../../src/bot/credentials';
import { FakeTeams } from '../support/fake-teams';
import { KeyServer } from '../support/fake-teams/key-server';
import { FakeSigner } from '../support/fake-teams/signing';
import { noting, type Running, startBot } from './start-bot';

const BOT = '11111111-2222-3333-4444-555555555555';
const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const SERVICE = 'https://smba.trafficmanager.net/uk/';
const MORNING = new Date('2026-11-23T08:00:00Z');
const HOUR = 3_600_000;

const access: Access = {
  mode: 'teams',
  credentials: { type: 'UserAssignedMSI', id: BOT, tenantId: TENANT, tenants: [TENANT] },
};
const TIMERS = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

let signer: FakeSigner;
let server: KeyServer;
let teams: FakeTeams;
let running: Running;
let written: unknown[];

beforeEach(async () => {
  jest.useFakeTimers({ now: MORNING, doNotFake: [...TIMERS] });
  written = [];
  jest.spyOn(console, 'error').mockImplementation((...line: unknown[]) => void written.push(line));
  signer = new FakeSigner(BOT);
  server = await KeyServer.start(signer);
  teams = await FakeTeams.start({ tenantId: TENANT });
  running = await startBot(noting(), { access, sendLimitMs: 1000 });
});

afterEach(async () => {
  await running.stop();
  await teams.stop();
  await server.stop();
  jest.useRealTimers();
  jest.restoreAllMocks();
});

const after = (hours: number) => jest.setSystemTime(MORNING.getTime() + hours * HOUR);

/** The status that a message with a good token is answered. */
async function say(): Promise<number> {
  const activity = teams.person({ name: 'Sam Tester' }).activity('message', { text: 'today' });
  const response = await fetch(running.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: signer.authorization(SERVICE) },
    body: JSON.stringify({ ...activity, serviceUrl: SERVICE }),
  });
  return response.status;
}

test('keys are fetched before the first activity, which then waits for nobody', async () => {
  await running.bot.refreshKeys();
  expect(server.asked).toEqual(['/', '/keys']);
  server.isDown = true;
  expect(await say()).toBe(200);
  expect(server.asked).toHaveLength(2);
});

test('the server of the keys goes down; a day later, and two, a good token is still accepted', async () => {
  await running.bot.refreshKeys();
  server.isDown = true;
  for (const hours of [25, 48, 71]) {
    after(hours);
    await expect(running.bot.refreshKeys()).rejects.toThrow('socket hang up');
    expect(await say()).toBe(200);
  }
});

test('keys that nobody could confirm for three days serve no longer, until the server is back', async () => {
  await running.bot.refreshKeys();
  server.isDown = true;
  after(73);
  expect(await say()).toBe(503);
  server.isDown = false;
  await running.bot.refreshKeys();
  expect(await say()).toBe(200);
});

test('keys are fetched anew once they are an hour old, so a key that Microsoft has withdrawn is soon unknown', async () => {
  await running.bot.refreshKeys();
  after(0.9);
  await running.bot.refreshKeys();
  expect(server.asked).toHaveLength(2);
  server.keys = [];
  after(1.1);
  await running.bot.refreshKeys();
  expect(server.asked).toHaveLength(4);
  expect(await say()).toBe(401);
});

test('a server that is down at the start is asked again by the first activity', async () => {
  server.isDown = true;
  await expect(running.bot.refreshKeys()).rejects.toThrow('socket hang up');
  expect(await say()).toBe(503);
  server.isDown = false;
  expect(await say()).toBe(200);
});

test('asking for keys writes nothing to the console and nothing to the log', async () => {
  await running.bot.refreshKeys();
  expect(written).toEqual([]);
  expect(running.log).toEqual([]);
});
