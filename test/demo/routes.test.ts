import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { DemoControl, Moved } from '../../src/demo/control';
import { ManualClock } from '../../src/demo/manual-clock';
import { demoRoutes } from '../../src/demo/routes';

const START = '2026-11-23T08:50:00.000Z';
const NEXT_SESSION = '2026-11-23T13:00:00.000Z';

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly text: string;
}

let server: Server;
let clock: ManualClock;
let ended: boolean;
let advance: (instant: Date) => Promise<Moved>;

beforeEach(async () => {
  clock = new ManualClock(new Date(START));
  ended = false;
  advance = async (instant) => {
    clock.set(instant);
    return { delivered: 3, unaccounted: 0 };
  };
  const client = { role: 'dsl' as const, name: 'Ruth Osei', url: 'http://127.0.0.1:56152/' };
  const control: DemoControl = {
    now: () => clock.now(),
    advanceTo: (instant) => advance(instant),
    state: async () => ({
      school: 'Oakfield Academy',
      timeZone: 'Europe/London',
      nextSession: ended ? null : new Date(NEXT_SESSION),
      nextSchoolDay: ended ? null : new Date('2026-11-24T09:00:00Z'),
      clients: [
        { ...client, hellos: 0 },
        { ...client, role: 'ap-lead', hellos: 2 },
      ],
    }),
  };
  const app = express().use(demoRoutes(control));
  server = await new Promise((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** One request as the wire carries it, so that any Host can be named. */
function ask(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

const json = ({ text }: Answer): unknown => JSON.parse(text);
const post = (body: unknown, headers?: Record<string, string>): Promise<Answer> =>
  ask('POST', '/demo/clock', typeof body === 'string' ? body : JSON.stringify(body), headers);

describe('the page', () => {
  test('is served with its files, and may frame nothing but this machine', async () => {
    const page = await ask('GET', '/demo');
    expect(page.status).toBe(200);
    expect(page.headers['content-security-policy']).toContain(
      'frame-src http://127.0.0.1:* http://localhost:*;',
    );
    const files = [...page.text.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files).toContain('/demo/page/page.js');
    for (const file of files) expect((await ask('GET', file)).status).toBe(200);
  });

  test('learns the time, what comes next and who is awaited', async () => {
    expect(json(await ask('GET', '/demo/state'))).toEqual({
      school: 'Oakfield Academy',
      timeZone: 'Europe/London',
      now: START,
      nextSession: NEXT_SESSION,
      nextSchoolDay: '2026-11-24T09:00:00.000Z',
      clients: [
        { role: 'dsl', name: 'Ruth Osei', url: 'http://127.0.0.1:56152/', hellos: 0, installed: false },
        { role: 'ap-lead', name: 'Ruth Osei', url: 'http://127.0.0.1:56152/', hellos: 2, installed: true },
      ],
    });
  });

  test.each(['/demo', '/demo/state'])('%s is refused under a name that is not this machine', async (path) => {
    expect((await ask('GET', path, undefined, { host: 'rebound.example:3978' })).status).toBe(403);
    expect((await ask('GET', path, undefined, { host: 'localhost.example' })).status).toBe(403);
    expect((await ask('GET', path, undefined, { host: 'localhost:3978' })).status).toBe(200);
  });
});

describe('moving the clock', () => {
  test.each([
    [{ advance: 'PT30M' }, '2026-11-23T09:20:00.000Z'],
    [{ advance: 'P1D' }, '2026-11-24T08:50:00.000Z'],
    [{ advance: 'PT0M' }, START],
    [{ to: '2026-11-23T09:20:00Z' }, '2026-11-23T09:20:00.000Z'],
    [{ to: '2026-11-23T10:20:00+01:00' }, '2026-11-23T09:20:00.000Z'],
    [{ next: 'session' }, NEXT_SESSION],
    [{ next: 'school-day' }, '2026-11-24T09:00:00.000Z'],
  ])('%j moves it to %s', async (body, now) => {
    const answer = await post(body);
    expect(answer.status).toBe(200);
    expect(json(answer)).toEqual({ now, delivered: 3, unaccounted: 0 });
  });

  test('a day is a day on the wall, across the change of the clocks', async () => {
    clock.set(new Date('2027-03-27T09:00:00Z'));
    expect(json(await post({ advance: 'P1D' }))).toMatchObject({ now: '2027-03-28T08:00:00.000Z' });
  });

  test.each<[string, unknown]>([
    ['no body', ''],
    ['half a body', '{"advance":"PT3'],
    ['a list', []],
    ['nothing asked', {}],
    ['words for a duration', { advance: 'half an hour' }],
    ['a number', { advance: 30 }],
    ['an instant with no offset', { to: '2026-11-23T09:20:00' }],
    ['a day that does not exist', { to: '2026-02-30T09:20:00Z' }],
    ['two wishes at once', { advance: 'PT30M', next: 'session' }],
    ['an unknown step', { next: 'year' }],
    ['a body of 5,000 characters', { advance: 'P'.repeat(5_000) }],
  ])('%s is refused with a sentence, and the clock stays', async (_, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(json(answer)).toEqual({ error: expect.stringMatching(/^[A-Z].*\.$/) as string });
    expect(clock.now()).toEqual(new Date(START));
  });

  test.each([{ advance: '-PT1M' }, { advance: 'PT-1M' }, { to: '2026-11-23T08:49:59Z' }])(
    '%j is back in time',
    async (body) => {
      const answer = await post(body);
      expect([answer.status, json(answer)]).toEqual([400, { error: 'The clock moves forwards only.' }]);
    },
  );

  test.each([{ advance: 'P401D' }, { advance: 'PT9601H' }, { to: '2029-01-01T00:00:00Z' }])(
    '%j is too far',
    async (body) => {
      const answer = await post(body);
      expect([answer.status, json(answer)]).toEqual([400, { error: 'Move the clock by 400 days at most.' }]);
    },
  );

  test('400 days are not too far', async () => {
    expect((await post({ advance: 'P400D' })).status).toBe(200);
  });

  test('says so when the calendar has ended', async () => {
    ended = true;
    const answer = await post({ next: 'session' });
    expect(json(answer)).toEqual({ error: 'The school has no further session in its calendar.' });
  });

  test('a page on another site may not do it', async () => {
    expect((await post({ advance: 'PT30M' }, { origin: 'http://elsewhere.example' })).status).toBe(403);
    const { port } = server.address() as AddressInfo;
    const own = { host: `localhost:${port}`, origin: `http://localhost:${port}` };
    expect((await post({ advance: 'PT30M' }, own)).status).toBe(200);
  });

  test('two moves at once are made one after the other', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const seen: string[] = [];
    advance = async (instant) => {
      seen.push(instant.toISOString());
      if (seen.length === 1) await held;
      clock.set(instant);
      return { delivered: 0, unaccounted: 0 };
    };
    const first = post({ advance: 'PT15M' });
    const second = post({ advance: 'PT15M' });
    await expect(ask('GET', '/demo/state')).resolves.toMatchObject({ status: 200 });
    release();
    await Promise.all([first, second]);
    expect(seen).toEqual(['2026-11-23T09:05:00.000Z', '2026-11-23T09:20:00.000Z']);
  });
});
