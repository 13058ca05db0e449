import { upnOf } from '../support/school-folder';
import { inputsOf, textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const ASKED = 'Who has arrived at Oak Farm?';
const MISSING = 'A pupil is not at provision';
const CONTACTS = [
  { upn: '', name: 'Piotr Ostrowski', relationship: 'father', phone: '07700 900123', email: '', order: '1' },
];

/** A morning on which Zofia is marked as told, the others here. */
async function morning(mark: string): Promise<void> {
  w = await world({ contacts: CONTACTS.map((contact) => ({ ...contact, upn: upnOf(0) })) });
  await w.to('09:00');
  w.arrived();
  const card = w.card(w.amira, ASKED);
  await w.press(w.amira, card, 'All here', { [w.field(card.card ?? {}, 'Zofia O.')]: mark });
}

test('not there opens the follow-up, with the numbers to ring', async () => {
  await morning('not-there');
  expect(w.arrived()).toEqual({ 'Amira Khan': [MISSING] });
  const text = textOf(w.card(w.amira, 'Zofia O. is not at Oak Farm').card ?? {});
  expect(text).toContain('Piotr Ostrowski (father)');
  expect(text).toContain('07700 900123');
  expect(text).toContain('Register: N, reason not yet established. School day 1 of 5.');
});

test('explained and safe: it closes, proposes the code, and nobody else is disturbed', async () => {
  await morning('not-there');
  w.arrived();
  const card = w.card(w.amira, 'Zofia O. is not at Oak Farm');
  await w.press(w.amira, card, 'Send', { safe: 'heard', parent: 'spoke', reason: 'ill', next: 'back-next' });
  expect(textOf(card.card ?? {})).toContain('Register: I, ill.');
  await w.to('12:00');
  expect(w.arrived()).toEqual({});
  const mark = await w.database.client.attendanceMark.findFirstOrThrow({ where: { placementId: 'p0' } });
  expect([mark.mark, mark.code, mark.confirmed]).toEqual(['not-there', 'I', null]);
});

test('unexplained, it reaches the DSL in an hour, with what was tried', async () => {
  await morning('not-there');
  w.arrived();
  await w.to('09:20');
  const card = w.card(w.amira, 'Zofia O. is not at Oak Farm');
  await w.press(w.amira, card, 'Send', { parent: 'no-answer', safe: 'no' });
  expect(textOf(card.card ?? {})).toContain(
    '09:20 Amira Khan: not seen or heard yet, parent or carer: no answer yet.',
  );
  await w.to('09:30');
  expect(w.arrived()).toEqual({ 'Amira Khan': [MISSING] });
  await w.to('10:00');
  expect(w.arrived()).toEqual({ 'Cara Lindqvist': [MISSING] });

  const dsl = w.card(w.cara, 'Zofia O. is not at Oak Farm');
  const text = textOf(dsl.card ?? {});
  expect(text).toContain('Waiting 1 h');
  expect(text).toContain('09:20 Amira Khan: not seen or heard yet');
  expect(text).toContain('was asked at 09:00, again at 09:30. Not settled yet.');
  await w.press(w.cara, dsl, 'Send', {
    safe: 'seen',
    by: 'the school nurse',
    reason: 'refused',
    next: 'meeting',
  });
  for (const person of [w.amira, w.cara]) {
    expect(textOf(w.card(person, 'seen safe by the school nurse').card ?? {})).toContain(
      'Cara Lindqvist, 10:00.',
    );
  }
  expect(await w.books()).toMatchObject({ expected: 4, answered: 3, escalatedAndResolved: 1, open: 0 });
});

test('not known counts as unsafe until answered, and climbs to the DSL', async () => {
  await morning('not-known');
  expect(w.arrived()).toEqual({ 'Amira Khan': [MISSING] });
  const text = textOf(w.card(w.amira, 'Where is Zofia O.?').card ?? {});
  expect(text).toContain('Counts as unsafe until answered');
  const mark = await w.database.client.attendanceMark.findFirstOrThrow({ where: { placementId: 'p0' } });
  expect(mark.code).toBeNull();
  await w.to('10:00');
  expect(w.arrived()).toMatchObject({ 'Cara Lindqvist': [MISSING] });
});

test('Tell the DSL now does not wait', async () => {
  await morning('not-there');
  w.arrived();
  await w.press(w.amira, w.card(w.amira, 'Zofia O. is not at Oak Farm'), 'Tell the DSL now', {
    parent: 'no-answer',
  });
  expect(w.arrived()).toEqual({ 'Cara Lindqvist': [MISSING] });
  await w.press(w.amira, w.card(w.amira, 'Zofia O. is not at Oak Farm'), 'Send', {
    parent: 'no-answer',
    next: 'visit',
  });
  expect(w.arrived()).toEqual({});
});

test('has arrived since closes it and makes the mark late', async () => {
  await morning('not-there');
  await w.press(w.amira, w.card(w.amira, 'Zofia O. is not at Oak Farm'), 'Send', {
    reason: 'arrived',
    safe: 'seen',
  });
  const mark = await w.database.client.attendanceMark.findFirstOrThrow({ where: { placementId: 'p0' } });
  expect([mark.mark, mark.code]).toEqual(['late', null]);
  expect(await w.books()).toMatchObject({ open: 0 });
});

test('answers that do not fit together are said back, and nothing typed is lost', async () => {
  await morning('not-there');
  const card = w.card(w.amira, 'Zofia O. is not at Oak Farm');
  const pressed = await w.press(w.amira, card, 'Send', { reason: 'other', parent: 'spoke' });
  expect(textOf(pressed.card ?? {})).toContain('You chose another reason. Say it in the note.');
  const entered = Object.fromEntries(inputsOf(pressed.card ?? {}).map(({ id, value }) => [id, value]));
  expect(entered).toMatchObject({ reason: 'other', parent: 'spoke' });
});

test('code N has five school days: a reminder on day three, the AP lead on day five, and O is offered', async () => {
  await morning('not-there');
  await w.press(w.amira, w.card(w.amira, 'Zofia O. is not at Oak Farm'), 'Send', {
    safe: 'seen',
    parent: 'no-answer',
  });
  await w.to('2026-11-26 08:59');
  w.arrived();
  await w.to('2026-11-26 09:00');
  expect(w.arrived()['Amira Khan']).toContain(MISSING);
  await w.to('2026-11-30 08:59');
  w.arrived();
  await w.to('2026-11-30 09:00');
  expect(w.arrived()['Ben Okoro']).toContain(MISSING);
  const card = w.card(w.ben, 'Zofia O. is not at Oak Farm');
  expect(textOf(card.card ?? {})).toContain('School day 5 of 5. Replace it now: O, absent, unauthorised');
  const { reason } = Object.fromEntries(inputsOf(card.card ?? {}).map((input) => [input.id, input]));
  expect(reason?.choices.map(({ value }) => value)).toContain('none-given');
  const mark = await w.database.client.attendanceMark.findFirstOrThrow({
    where: { placementId: 'p0', date: '2026-11-23', session: 'am' },
  });
  expect(mark.code).toBe('N');
});
