import { teamsPace } from '../../src/bot/pace';
import { addressOf } from '../../src/bot/turn';
import type { ChatAddress } from '../../src/services/outbox/channel';
import { FakeTeams } from '../support/fake-teams';
import { cardOf, noting, startBot } from './start-bot';

const chat = (conversationId: string, tenantId = 't1'): ChatAddress => ({
  serviceUrl: 'https://smba.trafficmanager.net/uk/',
  conversationId,
  tenantId,
  userId: '29:u',
  botId: '28:b',
});

test('the sixth send to one chat in a second is put off, not waited for; two that are urgent still go', async () => {
  const pace = teamsPace();
  for (let i = 0; i < 5; i += 1) await pace(chat('a'));
  await expect(pace(chat('a'))).rejects.toMatchObject({ reason: 'throttled', retryAfter: 1 });
  await expect(pace(chat('b'))).resolves.toBeUndefined();
  for (let i = 0; i < 2; i += 1) await pace(chat('a'), true);
  await expect(pace(chat('a'), true)).rejects.toMatchObject({ reason: 'throttled' });
});

test('the thirty-sixth send to one tenant in a second is put off, unless it is urgent; another tenant’s is not', async () => {
  const pace = teamsPace();
  for (let i = 0; i < 35; i += 1) await pace(chat(`chat ${i}`));
  await expect(pace(chat('one more'), true)).resolves.toBeUndefined();
  await expect(pace(chat('one more'))).rejects.toMatchObject({ reason: 'throttled', retryAfter: 1 });
  await expect(pace(chat('elsewhere', 't2'))).resolves.toBeUndefined();
});

test('two processes’ worth of limits are not shared', async () => {
  const [one, other] = [teamsPace(), teamsPace()];
  for (let i = 0; i < 5; i += 1) await one(chat('a'));
  await expect(other(chat('a'))).resolves.toBeUndefined();
});

test('the demo is not paced unless asked; a paced bot keeps to the limits without asking Teams', async () => {
  const teams = await FakeTeams.start({ perSecond: 7 });
  const [free, paced] = [await startBot(noting()), await startBot(noting(), { paced: true })];
  teams.bot = free.url;
  const officer = teams.person({ name: 'Sam Tester' });
  await officer.install();
  const to = addressOf(officer.activity('message') as never);
  for (let i = 0; i < 5; i += 1) await paced.bot.channel.post(to, cardOf('?'));
  for (let i = 0; i < 2; i += 1) await paced.bot.channel.post(to, cardOf('?'), true);
  const asked = teams.requests.length;
  await expect(paced.bot.channel.post(to, cardOf('?'))).rejects.toMatchObject({ reason: 'throttled' });
  expect(teams.requests).toHaveLength(asked);
  await expect(free.bot.channel.post(to, cardOf('?'))).rejects.toMatchObject({
    reason: 'throttled',
    retryAfter: 1,
  });
  expect(teams.requests).toHaveLength(asked + 1);
  await Promise.all([free.stop(), paced.stop(), teams.stop()]);
});
