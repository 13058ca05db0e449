import { compose } from '../../src/compose';
import { tick } from '../../src/services/tick';
import { ASKED, at, CHAIR, SOON, through } from '../support/chairs';
import { textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const text = (words: string, person = w.ben): string => textOf(w.card(person, words).card ?? {});

const probes = () => w.teams.requests.filter(({ operation }) => operation === 'members').length;

test('everybody can be reached: everybody who would be asked was asked about, and there is no card', async () => {
  w = await world();
  await through(w, '09:00', '13:00');
  await w.to('20:00');
  expect(w.arrived()).toEqual({});
  // The attendance officer and whoever is further up the ladder, or stands in: not the pastoral lead.
  expect(probes()).toBe(5);
});

test('Teams throttles the question: nobody is taken to be gone, and it is asked again', async () => {
  w = await world();
  await through(w, '09:00', '13:00');
  const reached = () => w.database.client.chat.count({ where: { unreachable: null } });
  const busy = { status: 429, headers: { 'retry-after': '7' }, times: 2 };
  w.teams.failNext({ on: 'members', person: w.amira }, busy);
  w.teams.failNext({ on: 'members', person: w.cara }, { status: 503, times: 3 });
  w.amira.expel();
  await w.to('16:00');
  expect(await reached()).toBe(6);
  expect(w.arrived()).toEqual({});
  await w.to('16:05');
  expect(w.arrived()).toEqual({ 'Ben Okoro': [SOON] });
  expect(await reached()).toBe(5);
});

test('Teams never says of somebody: after some minutes the card goes out with what is known', async () => {
  w = await world();
  await through(w, '09:00', '13:00');
  w.teams.failNext({ on: 'members', person: w.cara }, { status: 500, times: 100 });
  w.amira.expel();
  await w.to('16:10');
  expect(w.arrived()).toEqual({ 'Ben Okoro': [SOON] });
  expect(text(CHAIR)).not.toContain('Cara');
});

test('whoever is back is healed by the question, and has what is open for them; a block only a send tells', async () => {
  w = await world();
  await through(w, '09:00');
  await w.amira.uninstall();
  w.cara.block();
  await w.to('15:59');
  w.amira.admit();
  expect(await w.database.client.chat.findMany({ where: { NOT: { unreachable: null } } })).toMatchObject([
    { unreachable: 'not-installed' },
    { unreachable: 'blocked' },
  ]);
  w.arrived();
  await w.to('16:00');
  expect(w.arrived()).toMatchObject({ 'Amira Khan': expect.arrayContaining([ASKED]) });
  expect(await w.database.client.chat.findMany({ where: { NOT: { unreachable: null } } })).toMatchObject([
    { unreachable: 'blocked' },
  ]);
});

test('a deleted chat is opened anew without a word, and its person stays reachable', async () => {
  w = await world();
  await through(w, '09:00', '13:00');
  w.amira.deleteChat();
  await w.to('16:00');
  expect(w.arrived()).toEqual({});
  expect(w.amira.messages()).toEqual([]);
  await w.to('2026-11-24 09:00');
  expect(w.arrived()['Amira Khan']).toEqual([ASKED]);
});

test('Friday looks ahead to Monday, and the last day of term to the first of the next', async () => {
  w = await world({ at: '2026-12-11 08:50' });
  await through(w, '09:00', '13:00');
  w.amira.expel();
  await w.to('15:59');
  expect(w.arrived()).toEqual({});
  await w.to('16:00');
  expect(w.arrived()).toEqual({ 'Ben Okoro': ['Nobody can be reached on Mon 14 Dec for 6 questions'] });
  await w.to('2026-12-13 23:00');
  expect(w.arrived()).toEqual({});
  await w.to('2026-12-18 16:01');
  expect(w.arrived()['Ben Okoro']).toContain('Nobody can be reached on Tue 5 Jan for 6 questions');
  await w.to('2027-01-04 23:00');
  expect(w.arrived()).toEqual({});
});

test('down at 16:00: it comes the same evening, once, whatever stops and however many there are', async () => {
  w = await world();
  await through(w, '09:00', '13:00');
  w.amira.expel();
  w.clock.set(at('2026-11-23 19:00'));
  await w.restart();
  const { deps } = w.waymark;
  const access = { mode: 'demo' } as const;
  const other = compose({ database: w.database, clock: w.clock, log: deps.log, access });
  await Promise.all([tick(deps), tick(other.deps)]);
  // The first send is cut off after the question, as when a process stops there.
  w.teams.failNext({ on: 'post', person: w.ben }, { reset: true });
  await Promise.all([w.waymark.outbox.drain(), other.outbox.drain()]);
  await other.settle();
  await w.restart();
  await w.to('23:00');
  expect(w.arrived()).toEqual({ 'Ben Okoro': [SOON] });
  await w.restart();
  await w.to('2026-11-24 08:59');
  expect(w.arrived()).toEqual({});
});

test('down until the first session of the day has begun: there is nothing to look ahead to any more', async () => {
  w = await world();
  await through(w, '09:00', '13:00');
  w.amira.expel();
  w.clock.set(at('2026-11-24 09:00'));
  await w.restart();
  await w.to('09:05');
  expect(w.arrived()['Ben Okoro']).not.toContain(SOON);
  expect(
    await w.database.client.delivery.count({ where: { purpose: 'forecast', key: 'forecast:2026-11-24' } }),
  ).toBe(0);
});

test('the AP lead cannot be reached: who stands in is told, found by the question or by the send; then the operator', async () => {
  w = await world();
  await through(w, '09:00', '13:00');
  w.amira.expel();
  w.ben.block();
  await w.to('16:00');
  expect(w.arrived()).toEqual({ 'Ewa Nowak': [SOON] });
  await w.to('2026-11-24 08:00');
  w.ewa.expel();
  await w.to('16:00');
  expect(w.arrived()['Ewa Nowak']).toBeUndefined();
  expect(w.log.join('\n')).toContain('chairs are empty and nobody can be told');
  expect(w.log.join('\n')).not.toContain('Amira');
  await w.ewa.install();
  await w.settled();
  expect(w.arrived()['Ewa Nowak']).toContain(SOON);
});
