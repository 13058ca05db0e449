import { advance } from '../../src/services/advance';
import { tick } from '../../src/services/tick';
import { textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const ASKED = 'Who has arrived at Oak Farm?';

test('Teams is throttling: the card is sent once, when Teams said it may be', async () => {
  w = await world();
  w.teams.failNext({ on: 'post', person: w.amira }, { status: 429, headers: { 'retry-after': '7' } });
  await w.to('09:00');
  expect(w.arrived()).toEqual({});
  w.clock.set(new Date('2026-11-23T09:00:06Z'));
  await w.waymark.outbox.drain();
  expect(w.arrived()).toEqual({});
  w.clock.set(new Date('2026-11-23T09:00:07Z'));
  await w.waymark.outbox.drain();
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
});

test('Teams is throttling whoever asks: the answer comes when Teams takes it, once, is kept no longer, and is put away', async () => {
  w = await world();
  w.teams.failNext({ on: 'post', person: w.ben }, { status: 429, headers: { 'retry-after': '7' }, times: 2 });
  expect(await w.ben.type('status zofia')).toEqual([]);
  await w.settled();
  const answers = () =>
    w.database.client.delivery.findMany({ where: { purpose: 'answer' }, select: { content: true } });
  expect(JSON.stringify(await answers())).toContain('Zofia');
  w.clock.set(new Date('2026-11-23T08:50:06Z'));
  await w.waymark.outbox.drain();
  expect(w.arrived()).toEqual({});
  await w.to('08:51');
  expect(w.arrived()).toEqual({ 'Ben Okoro': ['The status of a pupil'] });
  expect(textOf(w.card(w.ben, 'Status ·').card ?? {})).toContain('Zofia Ostrowska');
  expect(JSON.stringify(await answers())).not.toContain('Zofia');
  await w.to('2026-11-24 08:49');
  expect(w.ben.messages().filter(({ card }) => JSON.stringify(card).includes('Status ·'))).toHaveLength(1);
  await w.to('2026-11-24 08:51');
  expect(w.ben.messages().filter(({ card }) => JSON.stringify(card).includes('Status ·'))).toEqual([]);
});

test.each([
  ['502', { status: 502 }],
  ['503', { status: 503 }],
  ['500', { status: 500 }],
  ['412', { status: 412 }],
  ['a connection cut', { reset: true }],
])('Teams fails with %s for a while: nothing is lost, nothing is doubled', async (_fault, failure) => {
  w = await world();
  for (let i = 0; i < 3; i += 1) w.teams.failNext({ on: 'post', person: w.amira }, failure);
  await w.to('09:05');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
  await w.to('09:29');
  expect(w.arrived()).toEqual({});
});

test('an answer given while Teams takes no updates is kept, and every card shows it later', async () => {
  w = await world();
  await w.to('10:00');
  for (let i = 0; i < 4; i += 1) w.teams.failNext({ on: 'update' }, { status: 503 });
  await w.press(w.ben, w.card(w.ben, ASKED), 'All here');
  expect(await w.books()).toMatchObject({ escalatedAndResolved: 3, open: 0 });
  await w.to('10:05');
  expect(textOf(w.card(w.amira, 'Oak Farm').card ?? {})).toContain('all 3 here. Ben Okoro, 10:00.');
});

test('Teams refuses a card for good: the operator is told, and the next on the ladder is asked at once', async () => {
  w = await world();
  w.teams.failNext({ on: 'post', person: w.amira }, { status: 413 });
  await w.to('09:00');
  expect(w.log.join('\n')).toContain('Teams refused a card for good');
  expect(w.arrived()).toEqual({ 'Ben Okoro': [ASKED] });
  await w.press(w.ben, w.card(w.ben, ASKED), 'All here');
  expect(await w.books()).toMatchObject({ escalatedAndResolved: 3, open: 0 });
});

test('Teams refuses every card to everybody: it is tried on each rung once, and does not go round for ever', async () => {
  w = await world();
  for (let i = 0; i < 50; i += 1) w.teams.failNext({ on: 'post' }, { status: 400 });
  const before = w.teams.requests.length;
  await w.to('12:00');
  expect(w.teams.requests.length - before).toBeLessThan(10);
  expect((await w.books()).unaccounted).toBe(0);
});

test('somebody deleted the card in Teams: an open question is posted again', async () => {
  w = await world();
  await w.to('09:00');
  w.arrived();
  const gone = { status: 404, body: { error: { code: 'ActivityNotFoundInConversation' } } };
  w.teams.failNext({ on: 'update', person: w.amira }, gone);
  const card = w.card(w.amira, ASKED);
  await w.press(w.amira, card, 'Send', { [w.field(card.card ?? {}, 'Mia T.')]: 'here' });
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
});

test('a card is answered before it could be sent: it is not sent any more', async () => {
  w = await world();
  for (let i = 0; i < 2; i += 1) w.teams.failNext({ on: 'post', person: w.ben }, { status: 503 });
  await w.to('10:00');
  w.arrived();
  await w.press(w.amira, w.card(w.amira, ASKED), 'All here');
  await w.to('10:20');
  expect(w.arrived()).toEqual({});
});

test('two replicas tick and send at the same instant: each card goes out once', async () => {
  w = await world({ pupils: 30 });
  w.clock.set(new Date('2026-11-23T10:30:00Z'));
  const { deps, outbox } = w.waymark;
  await Promise.all([tick(deps), tick(deps), tick(deps)]);
  await Promise.all([outbox.drain(), outbox.drain()]);
  await advance(deps, w.clock, outbox, w.clock.now());
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED, ASKED] });
  const prompts = await w.database.client.prompt.count({ where: { session: 'am' } });
  expect(prompts).toBe(30);
});

test('a fault at one school stops no other', async () => {
  w = await world();
  const { client } = w.database;
  const school = await client.school.findFirstOrThrow();
  await client.school.create({
    data: { ...school, id: '999999', calendar: {}, retention: {}, rota: {}, plannedTo: null },
  });
  await tick(w.waymark.deps);
  expect(w.log.join('\n')).toContain('a tick failed and will be tried again');
  await client.school.delete({ where: { id: '999999' } });
  await w.to('09:00');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
});

test('a whole day’s log holds no name, no note and no UPN', async () => {
  w = await world({ installed: ['amira', 'ben', 'cara'] });
  await w.to('10:30');
  const card = w.card(w.amira, ASKED);
  const note = w.field(card.card ?? {}, 'Note on Zofia O.');
  await w.press(w.amira, card, 'All here', {
    [w.field(card.card ?? {}, 'Zofia O.')]: 'not-there',
    [note]: 'dentist slip',
  });
  await w.ben.type('/status Zofia');
  w.cara.block();
  await w.to('15:30');
  const log = w.log.join('\n');
  expect(log.length).toBeGreaterThan(0);
  for (const secret of ['Zofia', 'Ostrowska', 'Amira', 'Khan', 'dentist', 'Oak Farm'])
    expect(log).not.toContain(secret);
  const { upn } = await w.database.client.pupil.findFirstOrThrow();
  expect(log).not.toContain(upn);
});
