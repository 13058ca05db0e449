import { buttonsOf, textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

test('a normal morning is one tap', async () => {
  w = await world();

  await w.to('09:00');
  expect(w.arrived()).toEqual({ 'Amira Khan': ['Who has arrived at Oak Farm?'] });

  const card = w.card(w.amira, 'Who has arrived at Oak Farm?');
  const pressed = await w.press(w.amira, card, 'All here');
  expect(textOf(pressed.card ?? {})).toContain('Oak Farm: all 3 here. Amira Khan, 09:00.');

  await w.to('12:30');
  expect(w.arrived()).toEqual({});
  expect(textOf(card.card ?? {})).toContain('Oak Farm: all 3 here. Amira Khan, 09:00.');
  expect(await w.books()).toMatchObject({ expected: 3, answered: 3, open: 0 });
});

test('the register code is proposed with its reason, and a person confirms it', async () => {
  w = await world();
  await w.to('09:00');
  const card = w.card(w.amira, 'Who has arrived');
  await w.press(w.amira, card, 'All here');
  expect(textOf(card.card ?? {})).toContain('Register: B, educated off site');
  expect(textOf(card.card ?? {})).toContain('the school arranged it');

  await w.press(w.amira, card, 'Confirm codes');
  expect(textOf(card.card ?? {})).toContain('Codes confirmed by Amira Khan.');
  const marks = await w.database.client.attendanceMark.findMany();
  expect(marks.map(({ mark, code, confirmed }) => [mark, code, confirmed])).toEqual(
    Array(3).fill(['here', 'B', 'B']),
  );
});

test('silence is never B: nobody answers, and no mark is written', async () => {
  w = await world();
  await w.to('15:30');
  expect(await w.database.client.attendanceMark.count()).toBe(0);
});

test('nobody answers: a reminder, the AP lead, the DSL, each once', async () => {
  w = await world();
  await w.to('09:00');
  expect(w.arrived()).toEqual({ 'Amira Khan': ['Who has arrived at Oak Farm?'] });
  await w.to('09:29');
  expect(w.arrived()).toEqual({});
  await w.to('09:30');
  expect(w.arrived()).toEqual({ 'Amira Khan': ['Who has arrived at Oak Farm?'] });
  await w.to('10:00');
  expect(w.arrived()).toEqual({ 'Ben Okoro': ['Who has arrived at Oak Farm?'] });
  await w.to('10:30');
  expect(w.arrived()).toEqual({ 'Cara Lindqvist': ['Who has arrived at Oak Farm?'] });
  await w.to('12:59');
  expect(w.arrived()).toEqual({});

  const climbed = w.card(w.cara, 'Who has arrived');
  expect(textOf(climbed.card ?? {})).toContain('Waiting 1 h 30 min');
  expect(textOf(climbed.card ?? {})).toContain(
    'Amira Khan (attendance officer) was asked at 09:00, again at 09:30.',
  );

  await w.press(w.cara, climbed, 'All here');
  for (const person of [w.amira, w.ben, w.cara]) {
    for (const card of person.cards().filter((c) => textOf(c).includes('Oak Farm'))) {
      expect(textOf(card)).toContain('Oak Farm: all 3 here. Cara Lindqvist, 12:59.');
      expect(buttonsOf(card).map(({ title }) => title)).not.toContain('All here');
    }
  }
  expect(await w.books()).toMatchObject({ answered: 0, escalatedAndResolved: 3, open: 0 });
});
