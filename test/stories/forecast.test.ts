import { DateTime } from 'luxon';
import { compose } from '../../src/compose';
import type { JsonObject } from '../../src/domain/json';
import { tick } from '../../src/services/tick';
import { forged } from '../support/authority-stage';
import { askFor, OTHERS, SEVERAL } from '../support/chairs';
import { STAFF, staffRow } from '../support/school-folder';
import { buttonsOf, textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const ASKED = 'Who has arrived at Oak Farm?';
const CHAIR = 'Empty chairs';
const SOON = 'Nobody can be reached tomorrow for 6 questions';

const at = (when: string): Date =>
  DateTime.fromFormat(when, 'yyyy-MM-dd HH:mm', { zone: 'Europe/London' }).toJSDate();

const idOf = async (name: string) => (await w.database.client.staff.findFirstOrThrow({ where: { name } })).id;

const away = async (name: string, from: string, until: string, cover?: string) =>
  w.database.client.away.create({
    data: {
      schoolId: w.school,
      id: `away ${name} ${from}`,
      staffId: await idOf(name),
      from: at(from),
      until: at(until),
      coverStaffId: cover ? await idOf(cover) : null,
    },
  });

/** A day on which everything asked is answered, so that only the look ahead is left. */
const answered = async (time: string) => {
  await w.to(time);
  await w.press(w.amira, w.card(w.amira, ASKED), 'All here');
};
const through = async (...times: string[]) => {
  for (const time of times) await answered(time);
  w.arrived();
};

const text = (words: string, person = w.ben): string => textOf(w.card(person, words).card ?? {});

const probes = () => w.teams.requests.filter(({ operation }) => operation === 'members').length;

test('an attendance officer who removed Waymark unseen is found at 16:00; one tap, and somebody else has the morning', async () => {
  w = await world();
  await through('09:00', '13:00');
  w.amira.expel();
  await w.to('15:59');
  expect(w.arrived()).toEqual({});
  await w.to('16:00');
  expect(w.arrived()).toEqual({ 'Ben Okoro': [SOON] });
  const said = text(CHAIR);
  expect(said).toContain('Who answers tomorrow as attendance officer?');
  expect(said).toContain('Attendance officer: 6 questions from 09:00');
  expect(said).toContain('Amira Khan does not have Waymark in Teams.');
  expect(said).toContain('If nobody is chosen, you are asked.');
  expect(said).not.toContain('Zofia');

  const pressed = await w.press(w.ben, w.card(w.ben, CHAIR), await askFor(w, 'Ewa Nowak'));
  const line =
    'Ewa Nowak is asked as attendance officer tomorrow. Somebody can be reached for every question tomorrow.';
  expect(textOf(pressed.card ?? {})).toContain(line);
  w.ben.reload();
  expect(text(CHAIR)).toContain(line);
  expect(w.arrived()).toEqual({ 'Ewa Nowak': ['You cover as attendance officer'] });
  await w.to('2026-11-24 09:00');
  expect(w.arrived()).toEqual({ 'Ewa Nowak': [ASKED] });
  await w.press(w.ewa, w.card(w.ewa, ASKED), 'All here');
  await w.to('13:00');
  expect(w.arrived()).toEqual({ 'Ewa Nowak': [ASKED] });
  await w.to('2026-11-25 09:00');
  expect(w.arrived()['Ben Okoro']).toContain(ASKED);
});

test('everybody can be reached: everybody who would be asked was asked about, and there is no card', async () => {
  w = await world();
  await through('09:00', '13:00');
  await w.to('20:00');
  expect(w.arrived()).toEqual({});
  // The attendance officer and whoever is further up the ladder, or stands in: not the pastoral lead.
  expect(probes()).toBe(5);
});

test('somebody else is chosen from the list that unfolds', async () => {
  w = await world();
  await through('09:00', '13:00');
  w.amira.expel();
  await w.to('16:00');
  const card = w.card(w.ben, CHAIR);
  const finn = { 'instead-attendance-officer': await idOf('Finn Doyle') };
  await w.press(w.ben, card, OTHERS, finn);
  expect(text(CHAIR)).toContain('Finn Doyle is asked as attendance officer tomorrow.');
  await w.to('2026-11-24 09:00');
  expect(w.arrived()['Finn Doyle']).toEqual(['You cover as attendance officer', ASKED]);
});

test('nothing chosen: the card says so and nobody is asked', async () => {
  w = await world();
  await through('09:00', '13:00');
  w.amira.expel();
  await w.to('16:00');
  const pressed = await w.press(w.ben, w.card(w.ben, CHAIR), OTHERS);
  expect(textOf(pressed.card ?? {})).toContain(
    'Nobody was asked yet: choose one of the people on this card.',
  );
  expect(await w.database.client.cover.count()).toBe(0);
});

test('somebody away is an empty chair, unless somebody covers them', async () => {
  w = await world();
  await through('09:00', '13:00');
  await away('Amira Khan', '2026-11-24 00:00', '2026-11-25 00:00', 'Finn Doyle');
  await w.to('16:00');
  expect(w.arrived()).toEqual({});
  await away('Amira Khan', '2026-11-25 00:00', '2026-11-26 00:00');
  await w.to('2026-11-24 09:00');
  await w.press(w.finn, w.card(w.finn, ASKED), 'All here');
  await w.to('13:00');
  await w.press(w.finn, w.card(w.finn, ASKED), 'All here');
  w.arrived();
  await w.to('16:00');
  expect(w.arrived()).toEqual({ 'Ben Okoro': [SOON] });
  expect(text(CHAIR)).toContain('Amira Khan is away.');
});

test('away for the afternoon alone: only that is given to somebody else', async () => {
  w = await world();
  await through('09:00', '13:00');
  await away('Amira Khan', '2026-11-24 12:00', '2026-11-25 00:00');
  await w.to('16:00');
  expect(text(CHAIR)).toContain('Attendance officer: 3 questions from 13:00');
  await w.press(w.ben, w.card(w.ben, CHAIR), await askFor(w, 'Ewa Nowak'));
  w.arrived();
  await w.to('2026-11-24 09:00');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
  await w.press(w.amira, w.card(w.amira, ASKED), 'All here');
  await w.to('13:00');
  expect(w.arrived()).toEqual({ 'Ewa Nowak': [ASKED] });
});

test('nobody on the whole ladder: said louder, and before the rest', async () => {
  w = await world({ installed: ['amira', 'ben', 'finn'] });
  await through('09:00', '13:00');
  for (const name of ['Amira Khan', 'Ben Okoro']) await away(name, '2026-11-24 00:00', '2026-11-25 00:00');
  await w.to('16:00');
  const said = text(CHAIR);
  expect(said).toContain('⚠ Nobody at all');
  expect(said).toContain('Nobody further up can be reached either: as things stand, nobody is asked.');
  expect(buttonsOf(w.card(w.ben, CHAIR).card ?? {})).toMatchObject([
    { data: { staff: await idOf('Finn Doyle') } },
  ]);
  await w.press(w.ben, w.card(w.ben, CHAIR), await askFor(w, 'Finn Doyle'));
  await w.to('2026-11-24 09:00');
  expect(w.arrived()['Finn Doyle']).toContain(ASKED);
});

test('several chairs: what nobody at all answers first; a role of those who safeguard is theirs to give', async () => {
  w = await world({ packText: SEVERAL, staff: [...STAFF, staffRow('Gil Torres', 'sendco')] });
  await w.to('15:00');
  w.amira.expel();
  for (const person of [w.cara, w.dev]) person.expel();
  await w.to('16:00');
  const said = text(CHAIR);
  expect(said).toContain('Who answers tomorrow in these 3 roles?');
  const order = [
    'SENDCO: 1 question at 11:00',
    'Attendance officer: 1 question at 09:00',
    'DSL: 1 question at 10:00',
  ];
  const places = order.map((line) => said.indexOf(line));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(said).toContain('Cara Lindqvist does not have Waymark in Teams.');

  const dsl = { day: '2026-11-24', role: 'dsl', staff: await idOf('Ewa Nowak') };
  await w.ben.invoke(forged('ask-instead', { ...dsl, staff: await idOf('Finn Doyle') }));
  expect((await w.ben.invoke(forged('ask-instead', dsl))).words).toContain(
    'Your role does not include this.',
  );
  expect(await w.database.client.cover.count()).toBe(0);
  await w.ewa.type('forecast');
  await w.press(w.ewa, w.card(w.ewa, CHAIR), await askFor(w, 'Ewa Nowak', 'dsl'));
  expect(await w.database.client.cover.findMany()).toMatchObject([{ role: 'dsl', staffId: dsl.staff }]);
  expect(text(CHAIR)).toContain('Who answers tomorrow in these 2 roles?');
  expect(text(CHAIR)).toContain('Ewa Nowak is asked as DSL tomorrow.');
});

test('what an event has planned for the day counts', async () => {
  w = await world();
  await through('09:00', '13:00');
  const { client: db } = w.database;
  const { subjectId } = await db.prompt.findFirstOrThrow({ where: { schoolId: w.school } });
  const later = {
    id: 'later',
    duty: 'absence-follow-up',
    kind: 'absence-follow-up',
    occurrence: 'later',
    event: 'pupil-not-there',
  };
  const when = { day: '2026-11-24', status: 'planned', opensAt: at('2026-11-24 07:30') };
  await db.prompt.create({
    data: { ...later, ...when, schoolId: w.school, subjectType: 'placement', subjectId },
  });
  w.amira.expel();
  await w.to('16:00');
  expect(text(CHAIR)).toContain('Attendance officer: 7 questions from 07:30');
  await db.prompt.delete({ where: { schoolId_id: { schoolId: w.school, id: 'later' } } });
});

test('Teams throttles the question: nobody is taken to be gone, and it is asked again', async () => {
  w = await world();
  await through('09:00', '13:00');
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
  await through('09:00', '13:00');
  w.teams.failNext({ on: 'members', person: w.cara }, { status: 500, times: 100 });
  w.amira.expel();
  await w.to('16:10');
  expect(w.arrived()).toEqual({ 'Ben Okoro': [SOON] });
  expect(text(CHAIR)).not.toContain('Cara');
});

test('whoever is back is healed by the question, and has what is open for them; a block only a send tells', async () => {
  w = await world();
  await answered('09:00');
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
  await through('09:00', '13:00');
  w.amira.deleteChat();
  await w.to('16:00');
  expect(w.arrived()).toEqual({});
  expect(w.amira.messages()).toEqual([]);
  await w.to('2026-11-24 09:00');
  expect(w.arrived()['Amira Khan']).toEqual([ASKED]);
});

test('Friday looks ahead to Monday, and the last day of term to the first of the next', async () => {
  w = await world({ at: '2026-12-11 08:50' });
  await through('09:00', '13:00');
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

test('a forged choice gives nobody a role: another school, nobody, who is away, or by somebody who may not', async () => {
  w = await world({ staff: [...STAFF, staffRow('Gil Torres', 'governor')] });
  const gil = w.teams.person({ name: 'Gil Torres', aadObjectId: 'aad-gil' });
  await gil.install();
  await through('09:00', '13:00');
  w.amira.expel();
  await away('Finn Doyle', '2026-11-24 00:00', '2026-11-25 00:00');
  const { client: db } = w.database;
  await db.staff.create({
    data: { schoolId: 'other', id: 'olga', email: 'olga@elm.example', name: 'Olga Brandt' },
  });
  await w.to('16:00');
  const chair = { day: '2026-11-24', role: 'attendance-officer' };
  const press = async (person: typeof w.ben, data: JsonObject) => person.invoke(forged('ask-instead', data));
  for (const staff of [
    'olga',
    'nobody',
    await idOf('Finn Doyle'),
    await idOf('Amira Khan'),
    await idOf('Gil Torres'),
  ]) {
    const { card } = await press(w.ben, { ...chair, staff });
    expect(textOf(card ?? {})).toContain('Nobody was asked yet: choose one of the people on this card.');
    expect(textOf(card ?? {})).not.toContain('Olga');
  }
  const staff = await idOf('Ewa Nowak');
  for (const person of [w.amira, w.finn, gil]) {
    expect((await press(person, { ...chair, staff })).words).toContain('Your role does not include this.');
  }
  const old = await press(w.ben, { ...chair, day: '2026-11-23', staff });
  expect(old.words).toContain('This card is out of date.');
  await press(w.ben, { ...chair, role: 'dsl', staff });
  expect(await db.cover.count()).toBe(0);
});

test('two taps at once: the first stands, and both are shown it', async () => {
  w = await world();
  await through('09:00', '13:00');
  w.amira.expel();
  await w.to('16:00');
  const card = w.card(w.ben, CHAIR);
  const second = (await w.ewa.type('forecast'))[0];
  if (!second) throw new Error('no card');
  const shown = await Promise.all([
    w.ben.press(card, await askFor(w, 'Ben Okoro')),
    w.ewa.press(second, await askFor(w, 'Ewa Nowak')),
  ]);
  await w.settled();
  const covers = await w.database.client.cover.findMany();
  expect(covers).toHaveLength(1);
  const name = covers[0]?.staffId === (await idOf('Ben Okoro')) ? 'Ben Okoro' : 'Ewa Nowak';
  for (const { card: after } of shown)
    expect(textOf(after ?? {})).toContain(`${name} is asked as attendance officer tomorrow.`);
});

test('down at 16:00: it comes the same evening, once, whatever stops and however many there are', async () => {
  w = await world();
  await through('09:00', '13:00');
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
  await through('09:00', '13:00');
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
  await through('09:00', '13:00');
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

test('forecast, typed: the same at any time, without buttons for whoever may not arrange', async () => {
  w = await world();
  await w.to('09:00');
  expect(text('', w.amira)).toBeDefined();
  const typed = async (person: typeof w.ben) => {
    const [said] = await person.type('/forecast');
    return said?.card ?? {};
  };
  expect(textOf(await typed(w.ben))).toContain('Somebody can be reached for every question tomorrow.');
  await away('Amira Khan', '2026-11-24 00:00', '2026-11-25 00:00');
  expect(textOf(await typed(w.ben))).toContain('Attendance officer: 6 questions from 09:00');
  expect(buttonsOf(await typed(w.amira))).toEqual([]);
  expect(textOf(await typed(w.amira))).toContain('Amira Khan is away.');
  const [said] = await w.finn.type('forecast');
  expect(said?.text).toContain('Your role does not include this.');
});
