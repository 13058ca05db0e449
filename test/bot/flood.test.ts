import { get, request as httpRequest } from 'node:http';
import type { Access } from '../../src/bot/credentials';
import { networkOf } from '../../src/bot/patience';
import { FakeTeams } from '../support/fake-teams';
import { FakeSigner, type TokenParts } from '../support/fake-teams/signing';
import { noting, type Running, startBot } from './start-bot';

const BOT = '11111111-2222-3333-4444-555555555555';
const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const OTHER = '99999999-bbbb-cccc-dddd-eeeeeeeeeeee';
const SERVICE = 'https://smba.trafficmanager.net/uk/';
const signer = new FakeSigner(BOT);
const access: Access = {
  mode: 'teams',
  credentials: { type: 'UserAssignedMSI', id: BOT, tenantId: TENANT, tenants: [TENANT] },
};

let teams: FakeTeams;
let running: Running;
let services: ReturnType<typeof noting>;
let written: unknown[];

beforeEach(async () => {
  written = [];
  jest.spyOn(console, 'error').mockImplementation((...line: unknown[]) => void written.push(line));
  services = noting();
  running = await startBot(services, { access });
  teams = await FakeTeams.start({ tenantId: TENANT });
});

afterEach(async () => {
  await running.stop();
  await teams.stop();
  jest.restoreAllMocks();
});

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

/** One message, from any address of this machine. */
function say(authorization: string, { from = '127.0.0.1', extra = {} } = {}): Promise<Answer> {
  const activity = teams.person({ name: 'Sam Tester' }).activity('message', { text: 'today' });
  const headers = { 'content-type': 'application/json', authorization };
  return new Promise((resolve, reject) => {
    const sent = httpRequest(running.url, { method: 'POST', headers, localAddress: from }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], text }),
      );
    });
    sent.on('error', reject);
    sent.end(JSON.stringify({ ...activity, serviceUrl: SERVICE, ...extra }));
  });
}

const token = (parts: TokenParts = {}) => signer.authorization(SERVICE, parts);

async function many(times: number, authorization: string, extra = {}): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (let i = 0; i < times; i += 1) {
    const { status } = await say(authorization, { extra });
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

test('bad tokens from one address are answered 401, then 429; the log and the console stay short', async () => {
  expect(await many(150, token({ forged: true }))).toEqual({ 401: 60, 429: 90 });
  expect(running.log).toHaveLength(60);
  expect(written.length).toBeLessThanOrEqual(60);
  expect(services.asked).toEqual([]);
});

test('429 says how long to wait, in its header and in a sentence', async () => {
  await many(60, 'Bearer nonsense');
  const { status, retryAfter, text } = await say('Bearer nonsense');
  expect(status).toBe(429);
  expect(Number(retryAfter)).toBeGreaterThan(0);
  expect(Number(retryAfter)).toBeLessThanOrEqual(60);
  expect(JSON.parse(text)).toEqual({
    error: `Too many requests from this address were not accepted. Try again in ${retryAfter} seconds.`,
  });
  expect(running.log).toEqual([]);
});

test('forged tokens of another channel, or for another service URL, count as well', async () => {
  const forged = token({ forged: true });
  expect(await many(70, forged, { channelId: 'emulator' })).toEqual({ 403: 60, 429: 10 });
  expect(running.log).toHaveLength(60);
});

test('while one address is not heard, a person at another is answered', async () => {
  await many(61, 'Bearer nonsense');
  expect((await say(token())).status).toBe(429);
  expect((await say(token(), { from: '127.0.0.2' })).status).toBe(200);
});

test('what Teams has signed is never held against its address: another school’s people do not shut ours out', async () => {
  const theirs = { conversation: { id: 'a:1', tenantId: OTHER }, channelData: { tenant: { id: OTHER } } };
  expect(await many(80, token(), theirs)).toEqual({ 403: 80 });
  expect(running.log).toHaveLength(60);
  expect((await say(token())).status).toBe(200);
});

test('while the keys cannot be had, the log stays short too, and nobody is shut out for it', async () => {
  expect(await many(80, token({ header: { kid: 'unreachable' } }))).toEqual({ 503: 80 });
  expect(running.log).toHaveLength(60);
});

test('a request for the method that is not there counts for nothing', async () => {
  for (let i = 0; i < 61; i += 1)
    await new Promise((resolve) => get(running.url, (r) => r.resume().on('end', resolve)));
  expect((await say(token())).status).toBe(200);
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '::ffff:192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('the address %j counts as %j', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
