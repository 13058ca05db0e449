import { PRESS_IN_PRIVATE, UNKNOWN_PERSON, UNREADABLE_PRESS } from '../../src/bot/messages';
import { FakeTeams, textOf } from '../support/fake-teams';
import { cardOf, noting, type Running, startBot } from './start-bot';

let teams: FakeTeams;
let running: Running;

async function start(services = noting()) {
  teams = await FakeTeams.start();
  running = await startBot(services);
  teams.bot = running.url;
  const officer = teams.person({ name: 'Sam Tester' });
  await officer.install();
  return { services, officer };
}

afterEach(async () => {
  await running.stop();
  await teams.stop();
});

test('a press on a card that shows an ask goes to that ask, with the inputs and without the ask among them', async () => {
  const { services, officer } = await start();
  const answer = await officer.press(cardOf('Who is here?', 'ask1').content, 'Send');
  expect(answer).toMatchObject({ status: 200, statusCode: 200 });
  expect(textOf(answer.card ?? {})).toBe(`Recorded for staff-${officer.aadObjectId}`);
  expect(services.asked.filter(({ what }) => what === 'press')).toEqual([
    { what: 'press', staffId: `staff-${officer.aadObjectId}`, askId: 'ask1', verb: 'send', data: {} },
  ]);
});

test('a press on a card that shows no ask is a question, and its answer stays when Teams is opened afresh', async () => {
  const { services, officer } = await start();
  const [message] = await officer.type('status');
  if (!message) throw new Error('no card came');
  await officer.press(message, 'Send');
  await running.bot.settle();
  officer.reload();
  expect(officer.sees().map(textOf)).toEqual([`Shown to staff-${officer.aadObjectId}`]);
  expect(services.asked.at(-2)).toMatchObject({ what: 'query', verb: 'send', data: {} });
});

test('a refusal that leaves a card shows the card', async () => {
  const { officer } = await start(
    noting({
      press: async () => ({
        ok: false,
        refusal: { code: 'bad-answer', problems: ['Choose one.'] },
        card: cardOf('Choose one.'),
      }),
    }),
  );
  const answer = await officer.press(cardOf('?', 'ask1').content, 'Send');
  expect(textOf(answer.card ?? {})).toBe('Choose one.');
});

test('a refusal that leaves no card says so in words', async () => {
  const { officer } = await start(
    noting({ press: async () => ({ ok: false, refusal: { code: 'not-yours' } }) }),
  );
  const answer = await officer.press(cardOf('?', 'ask1').content, 'Send');
  expect(answer).toMatchObject({
    status: 200,
    statusCode: 200,
    words: 'This card is out of date or for somebody else, so nothing was changed.',
  });
});

test('somebody who is on no staff list is told whom to ask', async () => {
  const { officer } = await start(noting({ findPerson: async () => null }));
  expect((await officer.press(cardOf('?', 'ask1').content, 'Send')).words).toBe(UNKNOWN_PERSON);
});

test.each([
  ['no value', undefined],
  ['null', null],
  ['a string', 'press'],
  ['no action', {}],
  ['an action that is a list', { action: [] }],
  ['no verb', { action: { type: 'Action.Execute', data: {} } }],
  ['an empty verb', { action: { verb: '' } }],
  ['a verb of 101 characters', { action: { verb: 'v'.repeat(101) } }],
  ['a verb that is an object', { action: { verb: { toString: 'x' } } }],
  ['data that is a list', { action: { verb: 'send', data: [1] } }],
  ['data that is a string', { action: { verb: 'send', data: 'all' } }],
  ['data over 64 KB', { action: { verb: 'send', data: { note: 'n'.repeat(65 * 1024) } } }],
  ['an ask that is an object', { action: { verb: 'send', data: { ask: { id: 1 } } } }],
  ['an ask of 101 characters', { action: { verb: 'send', data: { ask: 'a'.repeat(101) } } }],
])('a press with %s is answered 400 inside an HTTP 200, and reaches no service', async (_what, value) => {
  const { services, officer } = await start();
  const answer = await officer.invoke(value);
  expect(answer).toMatchObject({
    status: 200,
    statusCode: 400,
    type: 'application/vnd.microsoft.error',
    value: { code: 'BadRequest', message: UNREADABLE_PRESS },
  });
  expect(services.asked.filter(({ what }) => what === 'press' || what === 'query')).toEqual([]);
});

test('data with the name of a prototype changes nothing', async () => {
  const { services, officer } = await start();
  const value = JSON.parse(
    '{"action":{"verb":"constructor","data":{"__proto__":{"ask":"x"},"ask":"ask1"}}}',
  ) as object;
  expect((await officer.invoke(value)).statusCode).toBe(200);
  expect(services.asked.find(({ what }) => what === 'press')).toMatchObject({
    askId: 'ask1',
    verb: 'constructor',
    data: {},
  });
});

test('another card invoke is answered 400 inside an HTTP 200; a foreign one 501, the protocol’s "not mine"', async () => {
  const { officer } = await start();
  expect(await officer.invoke({}, undefined, 'adaptiveCard/other')).toMatchObject({
    status: 200,
    statusCode: 400,
  });
  expect(await officer.invoke({}, undefined, 'composeExtension/query')).toMatchObject({ status: 501 });
});

test('a press outside the personal chat is sent there, and shows nobody anything', async () => {
  const { services, officer } = await start();
  const group = teams.group('groupChat', [officer]);
  const value = { action: { verb: 'send', data: { ask: 'ask1' } } };
  const answer = await teams.deliver(
    officer.activity('invoke', { name: 'adaptiveCard/action', value }, group),
  );
  expect(answer.body).toMatchObject({ statusCode: 200, value: PRESS_IN_PRIVATE });
  expect(services.asked.some(({ what }) => what === 'press')).toBe(false);
});

test('a press on a client too old for Action.Execute is answered with the card in the chat', async () => {
  const { services, officer } = await start();
  const said = await officer.submit(cardOf('Who is here?', 'ask1').content, 'Send');
  expect(said.map(({ card }) => card && textOf(card))).toEqual([`Recorded for staff-${officer.aadObjectId}`]);
  expect(services.asked.at(-1)).toMatchObject({ what: 'press', askId: 'ask1', verb: 'send', data: {} });
});

test('every press and message keeps the chat’s address fresh, and a failure to store it spoils no answer', async () => {
  const fresh = await start();
  await fresh.officer.press(cardOf('?', 'ask1').content, 'Send');
  expect(fresh.services.asked.at(-1)).toMatchObject({
    what: 'remember',
    address: {
      conversationId: fresh.officer.openChat().id,
      serviceUrl: teams.serviceUrl,
      userId: fresh.officer.id,
    },
  });
  await running.stop();
  await teams.stop();
  const failing = await start(
    noting({ rememberChat: async () => Promise.reject(new Error('Zofia Tester')) }),
  );
  expect((await failing.officer.press(cardOf('?', 'ask1').content, 'Send')).statusCode).toBe(200);
  expect(JSON.stringify(running.log)).not.toContain('Zofia');
});

test('the outbox is told to look after every activity that was let in', async () => {
  const { officer } = await start();
  const before = running.stored();
  await officer.press(cardOf('?', 'ask1').content, 'Send');
  expect(running.stored()).toBe(before + 1);
});
