import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../src/app';
import { compose } from '../../src/compose';
import type { Deps } from '../../src/services/deps';
import { importSchool } from '../../src/services/import/import-school';
import { whyNotReal } from '../../src/services/real-records';
import type { Database } from '../../src/store/open';
import { testDatabase } from '../support/database';
import { FakeSigner } from '../support/fake-teams/signing';
import { schoolFolder } from '../support/school-folder';

const BOT = '11111111-2222-3333-4444-555555555555';
const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const log = { info: jest.fn(), warn: jest.fn(), error: jest.fn() };

let database: Database;
let server: Server;
let deps: Deps;

async function start(proxies = 0, metricsToken: string | null = null): Promise<void> {
  database = await testDatabase();
  const credentials = { type: 'UserAssignedMSI', id: BOT, tenantId: TENANT, tenants: [TENANT] } as const;
  const waymark = compose({
    database,
    clock: { now: () => new Date() },
    log,
    access: { mode: 'teams', credentials },
  });
  deps = waymark.deps;
  const app = createApp({ deps, messages: waymark.router, proxies, metrics: waymark.metrics, metricsToken });
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
}

beforeEach(() => jest.clearAllMocks());

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await database.close();
});

const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, init);

const from = (address: string): RequestInit => ({ headers: { 'x-forwarded-for': address } });

/** How often each status came. */
async function many(times: number, one: () => Promise<Response>): Promise<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (let i = 0; i < times; i += 1) {
    const { status, body } = await one();
    await body?.cancel();
    counts[status] = (counts[status] ?? 0) + 1;
  }
  return counts;
}

test.each([
  ['GET', '/healthz', 200],
  ['GET', '/readyz', 200],
  ['POST', '/api/messages', 401],
  ['GET', '/api/messages', 405],
  ['GET', '/demo', 404],
  ['GET', '/demo/state', 404],
  ['POST', '/demo/clock', 404],
  ['GET', '/', 404],
  ['GET', '/%', 404],
])(
  '%s %s is answered %i, as JSON, with the headers of a server that shows no page',
  async (method, path, status) => {
    await start();
    const response = await ask(path, { method });
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual(expect.any(Object));
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/u),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(response.headers.has('x-powered-by')).toBe(false);
  },
);

test('a body of more than 256 KB is refused, and not even read where none is expected', async () => {
  await start();
  const body = 'x'.repeat(300 * 1024);
  const authorization = new FakeSigner(BOT).authorization('https://smba.trafficmanager.net/uk/');
  const statusOf = async (path: string, headers = {}) =>
    (await ask(path, { method: 'POST', body, headers })).status;
  expect(await statusOf('/api/messages', { authorization })).toBe(413);
  expect(await statusOf('/api/messages')).toBe(401);
  expect(await statusOf('/healthz')).toBe(404);
});

test('a fault is told to the log by its name, and not to whoever asked', async () => {
  await start();
  jest.spyOn(database.client.school, 'count').mockImplementation(() => {
    throw new RangeError('a secret');
  });
  const response = await ask('/readyz');
  expect([response.status, await response.json()]).toEqual([
    500,
    { error: 'Something went wrong at our end.' },
  ]);
  expect(log.error.mock.calls).toEqual([
    [expect.objectContaining({ fault: 'RangeError' }), 'a request failed'],
  ]);
  expect(JSON.stringify(log.error.mock.calls)).not.toContain('a secret');
  jest.restoreAllMocks();
});

test('the health of the process may be asked ten times a second, not more; Teams is heard all the same', async () => {
  await start();
  expect(await many(610, () => ask('/healthz'))).toEqual({ 200: 600, 429: 10 });
  const response = await ask('/readyz');
  const wait = response.headers.get('retry-after');
  expect(Number(wait)).toBeGreaterThan(0);
  expect(await response.json()).toEqual({
    error: `Too many requests from this address. Try again in ${wait} seconds.`,
  });
  expect((await ask('/api/messages', { method: 'POST' })).status).toBe(401);
});

const TOKEN = 'sixteen characters or more';
const bearing = (token: string) => ask('/metrics', { headers: { authorization: `Bearer ${token}` } });

test('the metrics are for whoever bears their token; to anybody else, and without one, nothing is there', async () => {
  await start(0, TOKEN);
  const nothing = [404, { error: 'There is nothing here.' }];
  for (const response of [await bearing('another token of length'), await ask('/metrics'), await bearing('')])
    expect([response.status, await response.json()]).toEqual(nothing);
  const response = await bearing(TOKEN);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  expect(await response.text()).toContain('# TYPE waymark_outbox_depth gauge');
  expect(await many(600, () => bearing('another token of length'))).toEqual({ 404: 596, 429: 4 });
});

test('without METRICS_TOKEN there are no metrics, whatever is borne', async () => {
  await start();
  for (const token of ['', 'null', TOKEN]) expect((await bearing(token)).status).toBe(404);
});

test('behind one proxy, each address that the proxy names is counted for itself', async () => {
  await start(1);
  const bad = (address: string) => ask('/api/messages', { method: 'POST', ...from(address) });
  expect(await many(61, () => bad('192.0.2.1'))).toEqual({ 401: 60, 429: 1 });
  expect((await bad('192.0.2.2')).status).toBe(401);
});

test('with no proxy in front, an address that somebody writes for themselves is not believed', async () => {
  await start();
  let last = 0;
  const bad = () => ask('/api/messages', { method: 'POST', ...from(`192.0.2.${(last += 1)}`) });
  expect(await many(61, bad)).toEqual({ 401: 60, 429: 1 });
});

test('a database with the demo’s chats in it is refused: they would be answered over http', async () => {
  await start();
  const { client: db } = database;
  expect((await importSchool(deps, schoolFolder())).ok).toBe(true);
  const { schoolId, id: staffId } = await db.staff.findFirstOrThrow();
  const chat = {
    schoolId,
    staffId,
    tenantId: TENANT,
    conversationId: 'a:1',
    userId: '29:a',
    botId: '28:bot',
  };
  const data = { ...chat, installedAt: new Date(), serviceUrl: 'https://smba.trafficmanager.net/uk/' };
  await db.chat.create({ data });
  expect(await whyNotReal(db)).toBeNull();
  await db.chat.updateMany({ data: { serviceUrl: 'http://localhost:56150/_connector' } });
  expect(await whyNotReal(db)).toBe(
    '1 of the kept chats would be answered over http, as in the demo. Use another database: DATA_DIR or DATABASE_URL.',
  );
});
