import type { Access } from '../../src/bot/credentials';
import { whyNotTrusted } from '../../src/bot/trust';
import { addressOf } from '../../src/bot/turn';
import type { JsonObject } from '../../src/domain/json';
import { FakeTeams } from '../support/fake-teams';
import { FakeSigner, giveToken, type TokenParts } from '../support/fake-teams/signing';
import { cardOf, noting, type Running, startBot } from './start-bot';

const BOT = '11111111-2222-3333-4444-555555555555';
const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const TEAMS = 'https://smba.trafficmanager.net/uk/';
const signer = new FakeSigner(BOT);
const services = noting();
const written: unknown[] = [];

const access: Access = {
  mode: 'teams',
  credentials: {
    type: 'SingleTenant',
    id: BOT,
    password: 'no real secret',
    tenantId: TENANT,
    tenants: [TENANT],
  },
};

let teams: FakeTeams;
let running: Running;

beforeAll(async () => {
  running = await startBot(services, { access, sendLimitMs: 300 });
  teams = await FakeTeams.start({ tenantId: TENANT });
});

beforeEach(() => {
  services.asked.length = 0;
  written.length = 0;
  jest.spyOn(console, 'error').mockImplementation((...line: unknown[]) => void written.push(line));
});

afterEach(() => jest.restoreAllMocks());

afterAll(async () => {
  await running.stop();
  await teams.stop();
});

const pressed = (extra: JsonObject = {}): JsonObject => {
  const value = {
    action: { type: 'Action.Execute', verb: 'send', data: { ask: 'ask1' } },
    trigger: 'manual',
  };
  const activity = teams
    .person({ name: 'Sam Tester' })
    .activity('invoke', { name: 'adaptiveCard/action', value });
  return { ...activity, serviceUrl: TEAMS, ...extra };
};

async function post(activity: unknown, authorization?: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(running.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization && { authorization }) },
    body: JSON.stringify(activity),
  });
  return { status: response.status, body: await response.json() };
}

test('a press that Teams signed is answered', async () => {
  expect(await post(pressed(), signer.authorization(TEAMS))).toMatchObject({
    status: 200,
    body: { statusCode: 200 },
  });
  expect(services.asked.map(({ what }) => what)).toEqual(['press', 'remember']);
});

const soon = Math.floor(new Date().getTime() / 1000);

test.each<[string, string | undefined]>([
  ['no token', undefined],
  ['a garbled token', 'Bearer abc'],
  ['a token of three words of nonsense', 'Bearer a.b.c'],
  ['another scheme', 'Basic abc'],
  ['another issuer', signer.authorization(TEAMS, { claims: { iss: 'https://sts.windows.net/x/' } })],
  ['a token for another bot', signer.authorization(TEAMS, { claims: { aud: TENANT } })],
  ['a list of audiences', signer.authorization(TEAMS, { claims: { aud: [BOT, TENANT] } })],
  ['a token that expired an hour ago', signer.authorization(TEAMS, { claims: { exp: soon - 3600 } })],
  ['a token that is valid in an hour', signer.authorization(TEAMS, { claims: { nbf: soon + 3600 } })],
  ['a token that never expires', signer.authorization(TEAMS, { claims: { exp: undefined } })],
  ['an unsigned token', signer.authorization(TEAMS).replace(/[^.]+$/u, '')],
  ['no algorithm', signer.authorization(TEAMS, { header: { alg: 'none' } })],
  ['a symmetric algorithm', signer.authorization(TEAMS, { header: { alg: 'HS256' } })],
  ['no key', signer.authorization(TEAMS, { header: { kid: undefined } })],
])(
  '%s is turned away with 401 before the SDK sees it, and nothing is written',
  async (_what, authorization) => {
    expect(await post(pressed(), authorization)).toMatchObject({ status: 401 });
    expect(await post({}, authorization)).toMatchObject({ status: 401 });
    expect(written).toEqual([]);
    expect(services.asked).toEqual([]);
  },
);

test.each<[string, TokenParts]>([
  ['signed by somebody else', { forged: true }],
  ['with a key nobody knows', { header: { kid: 'k2' } }],
  ['of an algorithm it is not signed with', { header: { alg: 'RS512' } }],
])('a token %s is answered 401, without the reason', async (_what, parts) => {
  const { status, body } = await post(pressed(), signer.authorization(TEAMS, parts));
  expect(status).toBe(401);
  expect(body).toEqual({ error: 'The token is not valid.' });
  expect(services.asked).toEqual([]);
});

/** Who signs for the emulator and for other bots: the SDK lets them in. */
const DIRECTORIES = [
  'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
  'https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0',
  'https://login.microsoftonline.us/cab8a31a-1906-4287-a0d8-4eef66b95f6e/v2.0',
];

test.each(DIRECTORIES)(
  'a token of the emulator, by %s, is refused with 403, its bot’s own or not',
  async (iss) => {
    for (const aud of [BOT, TENANT]) {
      const authorization = signer.authorization(TEAMS, { claims: { iss, aud, ver: '1.0', appid: BOT } });
      const { status, body } = await post(pressed(), authorization);
      expect([status, body]).toEqual([403, { error: 'This token is not of Microsoft Teams.' }]);
    }
    const late = signer.authorization(TEAMS, { claims: { iss, exp: soon - 3600 } });
    expect(await post(pressed(), late)).toMatchObject({ status: 401 });
    expect(written).toEqual([]);
    expect(services.asked).toEqual([]);
  },
);

test.each<[string, JsonObject, TokenParts]>([
  ['of the emulator’s channel', { channelId: 'emulator' }, {}],
  ['of the channel that the SDK never verifies', { channelId: 'AseChannel' }, {}],
  ['of a web chat', { channelId: 'webchat' }, {}],
  ['with a token for no service URL', {}, { claims: { serviceurl: undefined } }],
  ['with a token for an empty service URL', {}, { claims: { serviceurl: '' } }],
  [
    'with a token for another service URL',
    {},
    { claims: { serviceurl: 'https://smba.trafficmanager.net/emea/' } },
  ],
])('an activity %s is refused with 403 before the SDK sees it', async (_what, extra, parts) => {
  const { status, body } = await post(pressed(extra), signer.authorization(TEAMS, parts));
  expect([status, body]).toEqual([403, { error: 'This activity is not accepted by this bot.' }]);
  expect(written).toEqual([]);
  expect(services.asked).toEqual([]);
});

test('whatever was refused, nothing was sent', () => {
  expect(teams.requests).toEqual([]);
});

const OTHER = '99999999-bbbb-cccc-dddd-eeeeeeeeeeee';

test.each<[string, JsonObject]>([
  ['that would answer elsewhere', { serviceUrl: 'https://smba.trafficmanager.net.evil.example/' }],
  ['that would answer in the clear', { serviceUrl: 'http://smba.trafficmanager.net/uk/' }],
  ['of another tenant', { conversation: { id: 'a:1', tenantId: OTHER }, channelData: {} }],
  ['of two tenants', { channelData: { tenant: { id: OTHER } } }],
  ['of no tenant', { conversation: { id: 'a:1' }, channelData: {} }],
])('an activity %s is refused, although the SDK would let it in', async (_what, extra) => {
  const activity = pressed(extra);
  const { status, body } = await post(activity, signer.authorization(`${activity['serviceUrl'] as string}`));
  expect([status, body]).toEqual([403, { error: 'This activity is not accepted by this bot.' }]);
  expect(services.asked).toEqual([]);
});

test.each(['', undefined])(
  'an activity with the service URL %j is refused before the SDK leaves it unchecked',
  async (serviceUrl) => {
    const { status } = await post({ ...pressed(), serviceUrl }, signer.authorization(TEAMS));
    expect(status).toBe(400);
  },
);

test.each(['unreachable', 'silent'])(
  'while Microsoft’s keys are %s, activities are answered 503, and do not wait',
  async (kid) => {
    const { status } = await post(pressed(), signer.authorization(TEAMS, { header: { kid } }));
    expect(status).toBe(503);
  },
);

test('what is sent carries the bot’s own token', async () => {
  giveToken(BOT, 'the-token-of-the-bot');
  const officer = teams.person({ name: 'Sam Tester' });
  teams.bot = running.url;
  officer.admit();
  await running.bot.channel.post(addressOf(officer.activity('message') as never), cardOf('Who is here?'));
  expect(teams.requests.at(-1)?.authorization).toBe('Bearer the-token-of-the-bot');
});

test('credentials that would switch authentication off cannot make a bot', async () => {
  const nobody = {
    type: 'SingleTenant',
    id: '',
    password: 'x',
    tenantId: TENANT,
    tenants: [TENANT],
  } as const;
  await expect(startBot(noting(), { access: { mode: 'teams', credentials: nobody } })).rejects.toThrow(
    'MicrosoftAppId is required',
  );
});

test.each([
  ['https://smba.trafficmanager.net/uk/', true],
  ['https://smba.infra.gcc.teams.microsoft.com/teams', true],
  ['https://a.botframework.com/', true],
  ['https://botframework.com.evil.example/', false],
  ['https://evilbotframework.com/', false],
  ['https://user@evil.example/smba.trafficmanager.net', false],
  ['ftp://smba.trafficmanager.net/', false],
  ['nowhere', false],
])('as a place to answer to, %s is believed: %j', (serviceUrl, believed) => {
  const claims: Record<string, string> = {
    iss: 'https://api.botframework.com',
    aud: BOT,
    serviceurl: serviceUrl,
  };
  const activity = pressed({ serviceUrl }) as unknown as Parameters<typeof whyNotTrusted>[1];
  const why = (more: object = {}) =>
    whyNotTrusted(access, activity, (name) => ({ ...claims, ...more })[name] ?? null);
  expect(why() === null).toBe(believed);
  for (const wrong of [{ iss: 'x' }, { aud: 'x' }, { serviceurl: 'x' }]) expect(why(wrong)).not.toBeNull();
});

test.each([
  ['http://localhost:56150/_connector', true],
  ['http://127.0.0.1:56150/_connector', true],
  ['http://[::1]:56150/', true],
  ['https://smba.trafficmanager.net/uk/', false],
  ['http://127.0.0.1.evil.example/', false],
  ['http://localhost.evil.example/', false],
  ['file:///etc/passwd', false],
  ['nowhere', false],
])('the demo answers to %s: %j', (serviceUrl, believed) => {
  const activity = pressed({ serviceUrl }) as unknown as Parameters<typeof whyNotTrusted>[1];
  expect(whyNotTrusted({ mode: 'demo' }, activity, () => null) === null).toBe(believed);
});
