import * as messages from '../../src/bot/messages';
import type { Services } from '../../src/bot/services';
import { addressOf } from '../../src/bot/turn';
import { type FakePerson, FakeTeams, textOf } from '../support/fake-teams';
import { noting, type Running, startBot } from './start-bot';

let teams: FakeTeams;
let running: Running;
let officer: FakePerson;

async function start(overrides: Partial<Services> = {}) {
  teams = await FakeTeams.start();
  const services = noting(overrides);
  running = await startBot(services);
  teams.bot = running.url;
  officer = teams.person({ name: 'Sam Tester' });
  await officer.install();
  return services;
}

/** The officer's chat, as the services would have stored it. */
const stored: Services['personalChat'] = async () => addressOf(officer.activity('message') as never);

afterEach(async () => {
  await running.stop();
  await teams.stop();
});

test('a command is answered with one card and no text beside it', async () => {
  await start();
  const said = await officer.type('/status Zofia');
  expect(said.map(({ text, summary }) => ({ text, summary }))).toEqual([{ text: '', summary: 'A card' }]);
  expect(textOf(said[0]?.card ?? {})).toBe(`status for staff-${officer.aadObjectId}`);
});

test('a refusal is one plain line', async () => {
  await start({
    runCommand: async () => ({ ok: false, refusal: { code: 'pupil-not-found', asked: '*Zofia*' } }),
  });
  const [said] = await officer.type('status *Zofia*');
  expect(said?.activity).toMatchObject({
    textFormat: 'plain',
    text: 'No pupil on your list has that name. Try part of the surname, or the UPN.',
  });
});

test.each([
  'hello',
  'please do not use /status',
  '',
  'x'.repeat(10_000),
  '${1+1} [a](https://b.example) <b>c</b>',
])('what is no command gets one short line that says what to type: %.40j', async (text) => {
  const services = await start();
  expect((await officer.type(text)).map((said) => said.text)).toEqual([messages.NOT_A_COMMAND]);
  expect(services.asked.some(({ what }) => what === 'command')).toBe(false);
});

test('somebody who is on no staff list is told whom to ask', async () => {
  await start({ findPerson: async () => null });
  officer.unread();
  expect((await officer.type('today')).map(({ text }) => text)).toEqual([messages.UNKNOWN_PERSON]);
});

test.each(['groupChat', 'channel'] as const)('in a %s the answer goes to the personal chat', async (kind) => {
  await start({ personalChat: stored });
  const group = teams.group(kind, [officer, teams.person({ name: 'Alex Tester' })]);
  officer.unread();
  const said = await officer.type('status Zofia', group);
  expect(said.map(({ text, card }) => [text, card])).toEqual([[messages.ANSWERED_IN_PRIVATE, undefined]]);
  expect(officer.unread().map(({ card }) => textOf(card ?? {}))).toEqual([
    `status for staff-${officer.aadObjectId}`,
  ]);
});

test('in a group not even a refusal is said aloud', async () => {
  await start({
    personalChat: stored,
    runCommand: async () => ({ ok: false, refusal: { code: 'pupil-not-found', asked: 'Zofia' } }),
  });
  const group = teams.group('groupChat', [officer]);
  officer.unread();
  expect((await officer.type('status Zofia', group)).map(({ text }) => text)).toEqual([
    messages.ANSWERED_IN_PRIVATE,
  ]);
  expect(officer.unread().map(({ text }) => text)).toEqual([
    'No pupil on your list has that name. Try part of the surname, or the UPN.',
  ]);
});

test('in a group somebody with no personal chat is asked to open one', async () => {
  await start();
  const group = teams.group('groupChat', [officer]);
  expect((await officer.type('status Zofia', group)).map(({ text }) => text)).toEqual([
    messages.NO_PERSONAL_CHAT,
  ]);
});

test('in a group somebody whose personal chat cannot be reached is told so, and shown nothing', async () => {
  await start({ personalChat: stored });
  const group = teams.group('groupChat', [officer]);
  teams.failNext({ on: 'post', person: officer }, { status: 503 });
  const said = await officer.type('status Zofia', group);
  expect(said.map(({ text, card }) => [text, card])).toEqual([[messages.PRIVATE_CHAT_DOWN, undefined]]);
});

test('a group’s address is never taken for a personal chat', async () => {
  const services = await start();
  services.asked.length = 0;
  await officer.type('today', teams.group('channel', [officer]));
  expect(services.asked.map(({ what }) => what)).toEqual(['command']);
});

test('a button pressed in a group on an old client is sent to the personal chat', async () => {
  const services = await start();
  const group = teams.group('groupChat', [officer]);
  await teams.deliver(officer.activity('message', { value: { verb: 'send', ask: 'ask1' } }, group));
  expect(group.messages.map(({ text }) => text)).toEqual([messages.PRESS_IN_PRIVATE]);
  expect(services.asked.some(({ what }) => what === 'press')).toBe(false);
});

test.each([
  ['a personal chat that does not say its type', {}, true],
  ['a group that does not say its type', { isGroup: true }, false],
  ['a thread that says nothing at all', { id: '19:abc@thread.v2' }, false],
])('%s is told by every sign there is', async (_what, conversation, personal) => {
  const services = await start();
  services.asked.length = 0;
  const { tenantId } = teams;
  const where = { id: officer.openChat().id, tenantId, ...conversation };
  await teams.deliver(officer.activity('message', { text: 'today', conversation: where }));
  expect(services.asked.some(({ what }) => what === 'remember')).toBe(personal);
});
