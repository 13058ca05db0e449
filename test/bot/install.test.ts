import { UNKNOWN_PERSON } from '../../src/bot/messages';
import type { Services } from '../../src/bot/services';
import { FakeTeams } from '../support/fake-teams';
import { noting, personOf, type Running, startBot } from './start-bot';

let teams: FakeTeams;
let running: Running;

async function start(overrides: Partial<Services> = {}) {
  teams = await FakeTeams.start();
  const services = noting(overrides);
  running = await startBot(services, { rosterLimitMs: 150 });
  teams.bot = running.url;
  return services;
}

afterEach(async () => {
  await running.stop();
  await teams.stop();
});

test('an installation is remembered with everything a card needs to be sent there', async () => {
  const services = await start();
  const officer = teams.person({ name: 'Sam Tester' });
  await officer.install();
  const address = {
    serviceUrl: teams.serviceUrl,
    conversationId: officer.openChat().id,
    tenantId: teams.tenantId,
    userId: officer.id,
    botId: teams.botId,
  };
  const remembered = { what: 'remember', staffId: `staff-${officer.aadObjectId}`, address };
  expect(services.asked).toEqual([remembered, remembered]);
  expect(officer.messages()).toEqual([]);
});

test('a removal is forgotten by its conversation', async () => {
  const services = await start();
  const officer = teams.person({ name: 'Sam Tester' });
  await officer.install();
  await officer.uninstall();
  expect(services.asked.at(-1)).toEqual({ what: 'forget', conversationId: officer.openChat().id });
});

test('somebody who is on no staff list is told whom to ask, once for both events', async () => {
  await start({ findPerson: async () => null });
  const stranger = teams.person({ name: 'Robin Tester' });
  await stranger.install();
  await stranger.install();
  expect(stranger.messages().map(({ text }) => text)).toEqual([UNKNOWN_PERSON]);
});

test('somebody whose object id is not known yet is found by the e-mail of the roster', async () => {
  const emails: (string | null)[] = [];
  const findPerson: Services['findPerson'] = async (caller) => {
    emails.push(await caller.email());
    return personOf('by-mail');
  };
  const services = await start({ findPerson });
  await teams.person({ name: 'Sam Tester', email: 'sam@school.example' }).install();
  await teams.person({ name: 'Alex Tester' }).install();
  expect(emails).toEqual(['sam@school.example', 'sam@school.example', null, null]);
  expect(services.asked).toHaveLength(4);
});

test.each([
  ['does not know them', { status: 404 }],
  ['fails', { status: 500 }],
  ['never answers', { hang: true }],
])('a roster that %s gives no e-mail, soon, and after one request', async (_what, failure) => {
  const emails: (string | null)[] = [];
  await start({
    findPerson: async (caller) => {
      emails.push(await caller.email());
      return null;
    },
  });
  const officer = teams.person({ name: 'Sam Tester', email: 'sam@school.example' });
  teams.failNext({ on: 'members' }, failure);
  await officer.type('today');
  expect(emails).toEqual([null]);
  expect(teams.requests.filter(({ operation }) => operation === 'members')).toHaveLength(1);
});

test('the roster is not asked about somebody already known', async () => {
  await start();
  await teams.person({ name: 'Sam Tester' }).install();
  expect(teams.requests).toEqual([]);
});

test('a group or a team that adds the bot is left alone', async () => {
  const services = await start();
  const officer = teams.person({ name: 'Sam Tester' });
  const team = teams.group('channel', [officer]);
  await teams.deliver(officer.activity('installationUpdate', { action: 'add' }, team));
  await teams.deliver(officer.activity('conversationUpdate', { membersAdded: [{ id: teams.botId }] }, team));
  expect(services.asked).toEqual([]);
  expect(team.messages).toEqual([]);
});

test('other people joining, and other actions, change nothing', async () => {
  const services = await start();
  const officer = teams.person({ name: 'Sam Tester' });
  await teams.deliver(officer.activity('conversationUpdate', { membersAdded: [{ id: '29:somebody' }] }));
  await teams.deliver(officer.activity('conversationUpdate', { membersRemoved: [{ id: teams.botId }] }));
  await teams.deliver(officer.activity('installationUpdate', { action: 'inspect' }));
  await teams.deliver(officer.activity('installationUpdate', {}));
  expect(services.asked).toEqual([]);
});

test('an upgrade counts as an installation', async () => {
  const services = await start();
  const officer = teams.person({ name: 'Sam Tester' });
  await teams.deliver(officer.activity('installationUpdate', { action: 'add-upgrade' }));
  await teams.deliver(officer.activity('installationUpdate', { action: 'remove-upgrade' }));
  expect(services.asked.map(({ what }) => what)).toEqual(['remember', 'forget']);
});
