import { addressOf } from '../../src/bot/turn';
import { ChannelError, type ChatAddress } from '../../src/services/outbox/channel';
import { type FakePerson, FakeTeams, textOf } from '../support/fake-teams';
import { cardOf, noting, type Running, startBot } from './start-bot';

let teams: FakeTeams;
let running: Running;
let officer: FakePerson;
let to: ChatAddress;

beforeEach(async () => {
  teams = await FakeTeams.start();
  running = await startBot(noting());
  teams.bot = running.url;
  officer = teams.person({ name: 'Sam Tester' });
  await officer.install();
  to = addressOf(officer.activity('message') as never);
});

afterEach(async () => {
  await running.stop();
  await teams.stop();
});

/** What a send ends in: "sent", or why not. */
async function outcome(
  send: Promise<unknown>,
): Promise<string | { reason: string; retryAfter: number | undefined }> {
  try {
    await send;
    return 'sent';
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return { reason: error.reason, retryAfter: error.retryAfter };
  }
}

const failed = (reason: string, retryAfter?: number) => ({ reason, retryAfter });

test('a card is posted alone, with its summary, and asks Teams to notify', async () => {
  const posted = await running.bot.channel.post(to, cardOf('Who is here?'));
  const [message] = officer.messages();
  expect(posted).toEqual({ activityId: message?.id, conversationId: officer.openChat().id });
  expect(message?.activity).toMatchObject({
    type: 'message',
    summary: 'A card',
    channelData: { notification: { alert: true } },
  });
  expect(message?.activity).not.toHaveProperty('text');
  expect(teams.requests.map(({ method, path }) => [method, path.replace(/^.*\/v3/u, '/v3')])).toEqual([
    ['POST', `/v3/conversations/${encodeURIComponent(to.conversationId)}/activities`],
  ]);
});

test('a card is replaced in place, and notifies nobody again', async () => {
  const { activityId } = await running.bot.channel.post(to, cardOf('Who is here?'));
  await running.bot.channel.update(to, activityId, cardOf('All here'));
  expect(officer.cards().map(textOf)).toEqual(['All here']);
  expect(officer.messages()[0]?.activity).not.toHaveProperty('channelData');
});

test.each([
  [400, 'rejected'],
  [401, 'rejected'],
  [403, 'unreachable'],
  [409, 'rejected'],
  [412, 'unavailable'],
  [413, 'rejected'],
  [500, 'unavailable'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'unavailable'],
])('a post that Teams answers with %i fails once, as %s', async (status, reason) => {
  teams.failNext({ on: 'post' }, { status, times: 9 });
  expect(await outcome(running.bot.channel.post(to, cardOf('?')))).toEqual(failed(reason));
  expect(teams.requests).toHaveLength(1);
});

test.each([
  ['7', 7],
  [undefined, undefined],
  ['Wed, 21 Oct 2026 07:28:00 GMT', undefined],
])(
  'too many requests, try after %s: at once back to the outbox, never slept through',
  async (header, retryAfter) => {
    teams.failNext({}, { status: 429, headers: header ? { 'retry-after': header } : {}, times: 9 });
    expect(await outcome(running.bot.channel.post(to, cardOf('?')))).toEqual(failed('throttled', retryAfter));
    expect(teams.requests).toHaveLength(1);
  },
);

test('a connection that is cut fails once', async () => {
  teams.failNext({}, { reset: true, times: 9 });
  expect(await outcome(running.bot.channel.post(to, cardOf('?')))).toEqual(failed('unavailable'));
  expect(teams.requests).toHaveLength(1);
});

test('a Teams that never answers is given up at the limit', async () => {
  teams.failNext({}, { hang: true, times: 9 });
  const impatient = await startBot(noting(), { sendLimitMs: 200 });
  expect(await outcome(impatient.bot.channel.post(to, cardOf('?')))).toEqual(failed('unavailable'));
  expect(teams.requests).toHaveLength(1);
  await impatient.stop();
});

test('a Teams that is not there at all fails as unavailable', async () => {
  const nowhere = { ...to, serviceUrl: 'http://127.0.0.1:9/' };
  expect(await outcome(running.bot.channel.post(nowhere, cardOf('?')))).toEqual(failed('unavailable'));
});

test('a post that Teams stored and then failed is there once', async () => {
  teams.failNext({}, { status: 502, afterStoring: true });
  expect(await outcome(running.bot.channel.post(to, cardOf('?')))).toEqual(failed('unavailable'));
  expect(officer.cards()).toHaveLength(1);
});

test.each([
  ['blocked', async (person: FakePerson) => person.block()],
  ['uninstalled', (person: FakePerson) => person.uninstall()],
])('somebody who has %s the app is unreachable', async (_what, leave) => {
  await leave(officer);
  expect(await outcome(running.bot.channel.post(to, cardOf('?')))).toEqual(failed('unreachable'));
});

test('a chat that its person deleted is opened again, under its new id', async () => {
  officer.deleteChat();
  const posted = await running.bot.channel.post(to, cardOf('Who is here?'));
  expect(officer.cards().map(textOf)).toEqual(['Who is here?']);
  expect(posted.conversationId).toBe(officer.openChat().id);
  expect(posted.conversationId).not.toBe(to.conversationId);
  expect(teams.requests.map(({ operation }) => operation)).toEqual(['post', 'create', 'post']);
});

test('a chat that cannot be opened again makes its person unreachable', async () => {
  officer.deleteChat();
  teams.failNext({ on: 'create' }, { status: 403 });
  expect(await outcome(running.bot.channel.post(to, cardOf('?')))).toEqual(failed('unreachable'));
});

test('a chat that is unknown again after it was opened makes its person unreachable', async () => {
  teams.failNext(
    { on: 'post' },
    { status: 404, body: { error: { code: 'ConversationNotFound' } }, times: 9 },
  );
  expect(await outcome(running.bot.channel.post(to, cardOf('?')))).toEqual(failed('unreachable'));
  expect(teams.requests.map(({ operation }) => operation)).toEqual(['post', 'create', 'post']);
});

test('a card that is no longer there cannot be replaced, and says so', async () => {
  expect(await outcome(running.bot.channel.update(to, '1', cardOf('?')))).toEqual(failed('card-gone'));
  officer.deleteChat();
  expect(await outcome(running.bot.channel.update(to, '1', cardOf('?')))).toEqual(failed('card-gone'));
});

test('a card too large for Teams is rejected for good', async () => {
  expect(await outcome(running.bot.channel.post(to, cardOf('x'.repeat(60_000))))).toEqual(failed('rejected'));
});

test('an answer without an id is rejected: such a card could never be kept up to date', async () => {
  teams.failNext({}, { status: 201, afterStoring: true });
  expect(await outcome(running.bot.channel.post(to, cardOf('?')))).toEqual(failed('rejected'));
});
