/** Faults of the two SDKs, each reproduced against them alone, and shown here not to happen in Waymark. */
import type { BotOptions } from '../../src/bot/bot';
import { FAULT_IN_MESSAGE, FAULT_IN_PRESS, NOT_A_COMMAND } from '../../src/bot/messages';
import type { Services } from '../../src/bot/services';
import { addressOf } from '../../src/bot/turn';
import { cardOf, noting, type Running, startBot } from '../bot/start-bot';
import { type FakePerson, FakeTeams, textOf } from '../support/fake-teams';

const SECRET = 'password of the database';

let teams: FakeTeams;
let running: Running;
let officer: FakePerson;
let written: unknown[];
let rejected: unknown[];
const onRejected = (reason: unknown) => void rejected.push(reason);

async function start(overrides: Partial<Services> = {}, options: Partial<BotOptions> = {}) {
  const services = noting(overrides);
  running = await startBot(services, options);
  teams.bot = running.url;
  officer = teams.person({ name: 'Sam Tester' });
  await officer.install();
  return services;
}

beforeEach(async () => {
  teams = await FakeTeams.start();
  written = [];
  rejected = [];
  process.on('unhandledRejection', onRejected);
  for (const level of ['error', 'warn', 'log'] as const) {
    jest.spyOn(console, level).mockImplementation((...line: unknown[]) => void written.push(line));
  }
});

afterEach(async () => {
  await running.stop();
  await teams.stop();
  process.off('unhandledRejection', onRejected);
  jest.restoreAllMocks();
  if (rejected.length > 0) throw new Error(`A promise was rejected unseen: ${JSON.stringify(rejected)}`);
  if (written.length > 0) throw new Error(`The SDK wrote to the console: ${JSON.stringify(written)}`);
});

const operations = () => teams.requests.map(({ operation }) => operation);
const fails = async (): Promise<never> => {
  throw new TypeError(SECRET);
};

test('one person’s card never reaches another, even after a handler has returned a card with a refresh', async () => {
  const refresh = { action: { type: 'Action.Execute', verb: 'send' } };
  await start({
    press: async ({ staffId }) => {
      const card = cardOf(`Private for ${staffId}`, 'ask1');
      return {
        ok: true,
        card: staffId.endsWith('b') ? { ...card, content: { ...card.content, refresh } } : card,
      };
    },
  });
  const everybody = ['a', 'b', 'c', 'a', 'c'].map((aadObjectId) =>
    teams.person({ name: 'A Tester', aadObjectId }),
  );
  await Promise.all(everybody.map((person) => person.install()));
  const press = (person: FakePerson) => person.press(cardOf('Who is here?', 'ask1').content, 'Send');
  const inTurn = [];
  for (const person of everybody) inTurn.push(await press(person));
  const atOnce = await Promise.all(everybody.map(press));
  const own = everybody.map(({ aadObjectId }) => `Private for staff-${aadObjectId}`);
  expect(inTurn.map(({ card }) => textOf(card ?? {}))).toEqual(own);
  expect(atOnce.map(({ card }) => textOf(card ?? {}))).toEqual(own);
  expect(teams.requests).toEqual([]);
});

test('an empty object without a token does not end the process', async () => {
  await start();
  for (const body of ['{}', '{"type":5}', '[]', 'null', '']) {
    expect((await fetch(running.url, { method: 'POST', body })).status).toBe(400);
  }
  expect(await officer.type('today')).toHaveLength(1);
});

test('a send that fails is not sent again behind the outbox’s back', async () => {
  await start();
  const to = addressOf(officer.activity('message') as never);
  for (const failure of [{ status: 500 }, { status: 502 }, { status: 504 }, { reset: true }]) {
    teams.requests.length = 0;
    teams.failNext({}, { ...failure, afterStoring: true });
    await expect(running.bot.channel.post(to, cardOf('?'))).rejects.toMatchObject({ reason: 'unavailable' });
    expect(operations()).toEqual(['post']);
  }
  expect(officer.cards()).toHaveLength(4);
});

test('an answer in a turn is not sent again either', async () => {
  await start();
  teams.failNext({ on: 'post' }, { status: 500, times: 2 });
  await officer.type('today');
  expect(teams.requests.map(({ body }) => body['text'])).toEqual([undefined, FAULT_IN_MESSAGE]);
});

test('a Retry-After of an hour is handed to the outbox, not slept through', async () => {
  await start();
  teams.failNext({}, { status: 429, headers: { 'retry-after': '3600' } });
  const to = addressOf(officer.activity('message') as never);
  await expect(running.bot.channel.post(to, cardOf('?'))).rejects.toMatchObject({
    reason: 'throttled',
    retryAfter: 3600,
  });
});

test('a Teams that never answers holds up neither the outbox nor a turn', async () => {
  await start({}, { sendLimitMs: 200 });
  teams.failNext({ on: 'post' }, { hang: true, times: 3 });
  const to = addressOf(officer.activity('message') as never);
  await expect(running.bot.channel.post(to, cardOf('?'))).rejects.toMatchObject({ reason: 'unavailable' });
  await officer.type('today');
});

test('an error in a proactive send is thrown to the sender, never swallowed by a turn', async () => {
  await start();
  officer.block();
  const to = addressOf(officer.activity('message') as never);
  await expect(running.bot.channel.post(to, cardOf('?'))).rejects.toMatchObject({ reason: 'unreachable' });
  await expect(running.bot.channel.update(to, '1', cardOf('?'))).rejects.toMatchObject({
    reason: 'unreachable',
  });
});

test('a command inside another sentence is not taken for one', async () => {
  const services = await start();
  for (const text of ['please do not use /STATUS', 'x/statusy', 'my status today']) {
    expect((await officer.type(text)).map((said) => said.text)).toEqual([NOT_A_COMMAND]);
  }
  expect(services.asked.some(({ what }) => what === 'command')).toBe(false);
});

test('two slow turns at once show no typing, and neither stops the other', async () => {
  // Longer than the second after which teams-ai would send its first "typing".
  const slowly = () => new Promise((resolve) => setTimeout(resolve, 1200));
  await start({
    runCommand: async () => {
      await slowly();
      return { ok: true, card: cardOf('Here it is') };
    },
  });
  const lead = teams.person({ name: 'Alex Tester' });
  await lead.install();
  const said = await Promise.all([officer.type('today'), lead.type('today')]);
  expect(said.map((messages) => messages.map(({ card }) => textOf(card ?? {})))).toEqual([
    ['Here it is'],
    ['Here it is'],
  ]);
  expect(teams.requests.map(({ body }) => body['type'])).toEqual(['message', 'message']);
});

test('a fault in a press is answered without a word of what it was', async () => {
  await start({ press: fails });
  const answer = await officer.press(cardOf('?', 'ask1').content, 'Send');
  expect(answer).toMatchObject({
    status: 200,
    statusCode: 500,
    type: 'application/vnd.microsoft.error',
    value: { code: 'InternalError', message: FAULT_IN_PRESS },
  });
  expect(JSON.stringify(running.log)).not.toContain(SECRET);
  expect(running.log).toEqual([
    {
      level: 'error',
      message: 'a turn failed',
      facts: expect.objectContaining({ fault: 'TypeError', type: 'invoke' }),
    },
  ]);
});

test('a fault in a message is answered with one plain line', async () => {
  await start({ runCommand: fails });
  expect((await officer.type('today')).map(({ text }) => text)).toEqual([FAULT_IN_MESSAGE]);
  expect(JSON.stringify(running.log)).not.toContain(SECRET);
});

test('a fault in an installation, and one while saying sorry, end no process and answer nobody with a 500', async () => {
  await start({ forgetChat: fails, runCommand: fails });
  await officer.uninstall();
  const said = await teams.deliver(officer.activity('message', { text: 'today' }));
  expect(said.status).toBe(200);
  expect(running.log.map(({ message }) => message)).toEqual([
    'a turn failed',
    'a turn failed',
    'a turn failed and its person could not be told',
  ]);
});

test('a handler that returns nothing is a fault of ours, not an HTTP 500', async () => {
  await start({ press: (async () => undefined) as unknown as Services['press'] });
  const answer = await officer.press(cardOf('?', 'ask1').content, 'Send');
  expect(answer).toMatchObject({ status: 200, statusCode: 500 });
});

test('an invoke nobody knows, a verb nobody knows and a press without a value each have an answer', async () => {
  const notYours = { ok: false, refusal: { code: 'card-gone' } } as const;
  await start({ press: async () => notYours, queryPress: async () => notYours });
  expect(await officer.invoke({ action: { verb: 'no-such-verb' } })).toMatchObject({
    status: 200,
    statusCode: 200,
  });
  expect(await officer.invoke(undefined)).toMatchObject({ status: 200, statusCode: 400 });
  expect(await officer.invoke({}, undefined, 'task/fetch')).toMatchObject({ status: 501 });
});

test('an activity that lacks what the SDK’s state needs is no error', async () => {
  await start();
  for (const part of ['from', 'recipient', 'conversation', 'channelId']) {
    const { [part]: _gone, ...rest } = officer.activity('conversationUpdate', {
      membersAdded: [{ id: teams.botId }],
    });
    expect((await teams.deliver(rest)).status).toBe(200);
  }
});

test('a mention in a message without text does not break the turn', async () => {
  await start();
  const mention = { type: 'mention', text: '<at>Waymark</at>', mentioned: { id: teams.botId } };
  await teams.deliver(officer.activity('message', { entities: [mention, { type: 'mention' }, null] }));
  expect(officer.unread().map(({ text }) => text)).toEqual([NOT_A_COMMAND]);
});

test('work after an answer does not use the turn that is over', async () => {
  await start();
  const [shown] = await officer.type('status');
  if (!shown) throw new Error('no card came');
  await officer.press(shown, 'Send');
  await running.bot.settle();
  expect(shown.updates).toBe(1);
  expect(running.log).toEqual([]);
});
