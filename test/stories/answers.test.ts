import { buttonsOf, inputsOf, textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const ASKED = 'Who has arrived at Oak Farm?';

/** Fills the form: `marks(card, { 'Zofia O.': 'here' })`. */
function marks(message: { card: object | undefined }, said: Record<string, string>) {
  const card = (message.card ?? {}) as Parameters<typeof inputsOf>[0];
  return Object.fromEntries(Object.entries(said).map(([name, mark]) => [w.field(card, name), mark]));
}

test('partial answers are kept and the rest stays open', async () => {
  w = await world();
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  await w.press(w.amira, card, 'Send', marks(card, { 'Zofia O.': 'here' }));

  const shown = w.card(w.amira, ASKED).card ?? {};
  expect(textOf(shown)).toContain('1 here.');
  expect(
    inputsOf(shown)
      .filter(({ visible }) => visible)
      .map(({ label }) => label),
  ).toEqual(['Mia T.', 'Yusuf A.']);
  expect(await w.books()).toMatchObject({ expected: 3, answered: 1, open: 2 });

  await w.to('10:00');
  expect(w.arrived()).toMatchObject({ 'Ben Okoro': [ASKED] });
  await w.press(w.ben, w.card(w.ben, ASKED), 'All others here');
  expect(await w.books()).toMatchObject({ answered: 1, escalatedAndResolved: 2, open: 0 });
});

test('All here counts what was chosen on the same card: a chosen absence is never overwritten', async () => {
  w = await world();
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  await w.press(w.amira, card, 'All here', marks(card, { 'Mia T.': 'late' }));
  expect(textOf(card.card ?? {})).toContain('Oak Farm: 2 here, 1 late (Mia T.).');
});

test('a change of mind on the same day is stored, the history is kept, and what it opened is withdrawn', async () => {
  w = await world();
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  await w.press(w.amira, card, 'All here', marks(card, { 'Zofia O.': 'not-there' }));
  expect(w.arrived()['Amira Khan']).toContain('A pupil is not at provision');

  await w.to('09:20');
  const form = await w.press(w.amira, card, 'Change');
  expect(textOf(form.card ?? {})).toContain(ASKED);
  const said = { 'Zofia O.': 'late', 'Why is this changed?': 'new-information' };
  await w.press(w.amira, card, 'Save changes', marks({ card: form.card }, said));

  expect(textOf(card.card ?? {})).toContain('Oak Farm: 2 here, 1 late (Zofia O.). Amira Khan, 09:20.');
  expect(textOf(w.card(w.amira, 'Zofia O.: no longer asked').card ?? {})).toContain(
    'The attendance was changed.',
  );
  const replies = await w.database.client.reply.findMany({ orderBy: { seq: 'asc' } });
  expect(replies.map(({ answer }) => (answer as { mark?: string }).mark)).toEqual([
    'here',
    'here',
    'not-there',
    'late',
  ]);
  await w.to('11:00');
  expect(w.arrived()).toEqual({});
  expect(await w.books()).toMatchObject({ expected: 4, answered: 3, withdrawn: 1, open: 0 });
});

test('the next day only who may correct records can change anything, and the card says whom to ask', async () => {
  w = await world();
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  await w.press(w.amira, card, 'All here');
  const data = buttonsOf(card.card ?? {}).find(({ verb }) => verb === 'change')?.data ?? {};
  await w.to('2026-11-24 08:00');
  const pressed = await w.cara.invoke({
    action: { type: 'Action.Execute', verb: 'change', data },
    trigger: 'manual',
  });
  expect(textOf(pressed.card ?? {})).toContain(
    'The day is over, so you can no longer change this. Ask the attendance officer or the AP lead.',
  );
  expect(await w.database.client.reply.count()).toBe(3);
});

test('two people at once: the first answer stands, the second is told', async () => {
  w = await world();
  await w.to('10:00');
  const officers = w.card(w.amira, ASKED);
  const leads = w.card(w.ben, ASKED);
  const [first, second] = await Promise.all([
    w.amira.press(officers, 'All here'),
    w.ben.press(leads, 'Send', marks(leads, { 'Zofia O.': 'not-there' })),
  ]);
  await w.settled();
  expect([first.statusCode, second.statusCode]).toEqual([200, 200]);
  const mark = await w.database.client.attendanceMark.findFirstOrThrow({ where: { placementId: 'p0' } });
  const replies = await w.database.client.reply.count({ where: { promptId: mark.promptId } });
  expect(replies).toBe(1);
  // Whichever came first stands; the lead's absence, when it came second, is said back to the lead.
  const told =
    mark.mark === 'here' ? 'Zofia O. was answered already and stays as it is.' : '1 not there (Zofia O.)';
  expect(textOf(second.card ?? {})).toContain(told);
  expect(textOf(officers.card ?? {})).toBe(textOf(w.card(w.amira, 'Oak Farm:').card ?? {}));
});

test('the same press twice is stored once', async () => {
  w = await world();
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  const allHere = buttonsOf(card.card ?? {}).find(({ verb }) => verb === 'all-here');
  const again = {
    action: { type: 'Action.Execute', verb: 'all-here', data: allHere?.data ?? {} },
    trigger: 'manual',
  };
  const [one, two] = await Promise.all([w.amira.invoke(again, card), w.amira.invoke(again, card)]);
  await w.settled();
  for (const pressed of [one, two]) expect(textOf(pressed.card ?? {})).toContain('Oak Farm: all 3 here.');
  expect(await w.database.client.reply.count()).toBe(3);
});

test('a foreign card: somebody who is on no ladder changes nothing', async () => {
  w = await world();
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  const pressed = await w.finn.press(card, 'All here');
  expect(pressed.words).toBe('This card is out of date or for somebody else, so nothing was changed.');
  expect(await w.database.client.reply.count()).toBe(0);
});

test('a card that Waymark does not know gets a clear answer', async () => {
  w = await world();
  const action = { type: 'Action.Execute', verb: 'all-here', data: { ask: 'nosuchask' } };
  const pressed = await w.amira.invoke({ action, trigger: 'manual' });
  expect(pressed.words).toContain('This card is out of date or for somebody else');
});

test('nothing chosen: the card says so and stays', async () => {
  w = await world();
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  const pressed = await w.press(w.amira, card, 'Send');
  expect(textOf(pressed.card ?? {})).toContain(
    'Choose here, late, not there or not known for at least one pupil.',
  );
  expect(await w.books()).toMatchObject({ open: 3 });
});

test.each([
  ['ten thousand characters', 'x'.repeat(10_000), 'The note on Zofia O. has more than 300 characters.'],
  [
    'a note with no choice beside it',
    'bus was late',
    'Zofia O.: choose here, late, not there or not known. There is a note, but no choice.',
  ],
])('a note of %s: said back, and what was typed is still there', async (_what, note, words) => {
  w = await world();
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  const [here, there] = [w.field(card.card ?? {}, 'Mia T.'), w.field(card.card ?? {}, 'Note on Zofia O.')];
  const pressed = await w.press(w.amira, card, 'Send', { [here]: 'here', [there]: note });
  expect(textOf(pressed.card ?? {})).toContain(words);
  const entered = Object.fromEntries(inputsOf(pressed.card ?? {}).map(({ id, value }) => [id, value]));
  expect(entered[here]).toBe('here');
  expect(note.startsWith(String(entered[there]).slice(0, 290))).toBe(true);
  expect(await w.database.client.reply.count()).toBe(0);
});

test('a note with half a character in it, which no database stores, is kept without that half', async () => {
  w = await world();
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  const [mark, note] = [w.field(card.card ?? {}, 'Zofia O.'), w.field(card.card ?? {}, 'Note on Zofia O.')];
  await w.press(w.amira, card, 'Send', { [mark]: 'late', [note]: 'bus \ud83d late\u0000' });
  const kept = await w.database.client.attendanceMark.findFirstOrThrow({ where: { mark: 'late' } });
  expect(kept.note).toBe('bus late');
});

test('I’m on it holds the ladder for twenty minutes, then it climbs and the holder is asked again', async () => {
  w = await world();
  await w.to('09:50');
  w.arrived();
  await w.press(w.amira, w.card(w.amira, ASKED), 'I’m on it');
  expect(textOf(w.card(w.amira, ASKED).card ?? {})).toContain('Amira Khan is on it until 10:10.');
  await w.to('10:09');
  expect(w.arrived()).toEqual({});
  await w.to('10:10');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED], 'Ben Okoro': [ASKED] });
  const again = w.card(w.amira, ASKED).card ?? {};
  expect(buttonsOf(again).map(({ title }) => title)).not.toContain('I’m on it');
  await w.to('10:30');
  expect(w.arrived()).toEqual({ 'Cara Lindqvist': [ASKED] });
});
