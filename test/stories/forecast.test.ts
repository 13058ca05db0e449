import type { JsonObject } from '../../src/domain/json';
import { forged } from '../support/authority-stage';
import { ASKED, askFor, at, away, CHAIR, idOf, OTHERS, SEVERAL, SOON, through } from '../support/chairs';
import { STAFF, staffRow } from '../support/school-folder';
import { buttonsOf, textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const text = (words: string, person = w.ben): string => textOf(w.card(person, words).card ?? {});

test('an attendance officer who removed Waymark unseen is found at 16:00; one tap, and somebody else has the morning', async () => {
  w = await world();
  await through(w, '09:00', '13:00');
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

test('somebody else is chosen from the list that unfolds', async () => {
  w = await world();
  await through(w, '09:00', '13:00');
  w.amira.expel();
  await w.to('16:00');
  const card = w.card(w.ben, CHAIR);
  const finn = { 'instead-attendance-officer': await idOf(w, 'Finn Doyle') };
  await w.press(w.ben, card, OTHERS, finn);
  expect(text(CHAIR)).toContain('Finn Doyle is asked as attendance officer tomorrow.');
  await w.to('2026-11-24 09:00');
  expect(w.arrived()['Finn Doyle']).toEqual(['You cover as attendance officer', ASKED]);
});

test('nothing chosen: the card says so and nobody is asked', async () => {
  w = await world();
  await through(w, '09:00', '13:00');
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
  await through(w, '09:00', '13:00');
  await away(w, 'Amira Khan', '2026-11-24 00:00', '2026-11-25 00:00', 'Finn Doyle');
  await w.to('16:00');
  expect(w.arrived()).toEqual({});
  await away(w, 'Amira Khan', '2026-11-25 00:00', '2026-11-26 00:00');
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
  await through(w, '09:00', '13:00');
  await away(w, 'Amira Khan', '2026-11-24 12:00', '2026-11-25 00:00');
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
  await through(w, '09:00', '13:00');
  for (const name of ['Amira Khan', 'Ben Okoro']) await away(w, name, '2026-11-24 00:00', '2026-11-25 00:00');
  await w.to('16:00');
  const said = text(CHAIR);
  expect(said).toContain('⚠ Nobody at all');
  expect(said).toContain('Nobody further up can be reached either: as things stand, nobody is asked.');
  expect(buttonsOf(w.card(w.ben, CHAIR).card ?? {})).toMatchObject([
    { data: { staff: await idOf(w, 'Finn Doyle') } },
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

  const dsl = { day: '2026-11-24', role: 'dsl', staff: await idOf(w, 'Ewa Nowak') };
  await w.ben.invoke(forged('ask-instead', { ...dsl, staff: await idOf(w, 'Finn Doyle') }));
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
  await through(w, '09:00', '13:00');
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

test('a forged choice gives nobody a role: another school, nobody, who is away, or by somebody who may not', async () => {
  w = await world({ staff: [...STAFF, staffRow('Gil Torres', 'governor')] });
  const gil = w.teams.person({ name: 'Gil Torres', aadObjectId: 'aad-gil' });
  await gil.install();
  await through(w, '09:00', '13:00');
  w.amira.expel();
  await away(w, 'Finn Doyle', '2026-11-24 00:00', '2026-11-25 00:00');
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
    await idOf(w, 'Finn Doyle'),
    await idOf(w, 'Amira Khan'),
    await idOf(w, 'Gil Torres'),
  ]) {
    const { card } = await press(w.ben, { ...chair, staff });
    expect(textOf(card ?? {})).toContain('Nobody was asked yet: choose one of the people on this card.');
    expect(textOf(card ?? {})).not.toContain('Olga');
  }
  const staff = await idOf(w, 'Ewa Nowak');
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
  await through(w, '09:00', '13:00');
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
  const name = covers[0]?.staffId === (await idOf(w, 'Ben Okoro')) ? 'Ben Okoro' : 'Ewa Nowak';
  for (const { card: after } of shown)
    expect(textOf(after ?? {})).toContain(`${name} is asked as attendance officer tomorrow.`);
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
  await away(w, 'Amira Khan', '2026-11-24 00:00', '2026-11-25 00:00');
  expect(textOf(await typed(w.ben))).toContain('Attendance officer: 6 questions from 09:00');
  expect(buttonsOf(await typed(w.amira))).toEqual([]);
  expect(textOf(await typed(w.amira))).toContain('Amira Khan is away.');
  const [said] = await w.finn.type('forecast');
  expect(said?.text).toContain('Your role does not include this.');
});
