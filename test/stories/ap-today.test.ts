import { CORRECTION_FIELD } from '../../src/domain/corrections';
import { packOf, ROUTINE, rowButton, rowsOf } from '../support/routine-pack';
import { buttonsOf, inputsOf, type Message, textOf, type World, world } from '../support/world';

const { CALL, PLAN, VISIT } = ROUTINE;
const TODAY = 'AP today';

let w: World;
afterEach(() => w.end());

/** A Monday, before anything is due. */
const monday = (duties = [CALL, PLAN, VISIT], more: object = {}) =>
  world({ at: '2026-11-23 07:00', packText: packOf(duties, more) });

const saying = (message: Message): string => textOf(message.card ?? {});
const linesOf = (message: Message): string[] =>
  rowsOf(message.card).map(({ title, text }) => `${title}: ${text}`);

test('what is routine comes on one card, at the pack’s time on a school day', async () => {
  w = await monday();
  await w.to('08:29');
  expect(w.arrived()).toEqual({});
  await w.to('08:30');
  expect(w.arrived()).toEqual({ 'Ben Okoro': ['4 things to do'] });
  expect(linesOf(w.card(w.ben, TODAY)).sort()).toEqual([
    'Plan for the week: Mia T., Oak Farm · due tomorrow',
    'Plan for the week: Yusuf A., Oak Farm · due tomorrow',
    'Plan for the week: Zofia O., Oak Farm · due tomorrow',
    'Weekly call: Oak Farm · due Thu 26 Nov',
  ]);
  await w.to('20:00');
  expect(w.arrived()).toEqual({});
});

test('the next day’s card replaces the older one, and what is overdue stands first', async () => {
  w = await monday();
  await w.to('08:30');
  const older = w.card(w.ben, TODAY);
  w.arrived();
  await w.to('2026-11-24 08:30');
  expect(w.arrived()).toEqual({ 'Ben Okoro': ['4 things to do, 3 overdue'] });
  const newer = w.card(w.ben, TODAY);
  expect(newer.id).not.toBe(older.id);
  expect(textOf(older.card ?? {}).split('\n')).toEqual([
    'AP today · Mon 23 Nov',
    'What is left stands on the newer card.',
  ]);
  expect(buttonsOf(older.card ?? {})).toEqual([]);
  expect(linesOf(newer).slice(0, 3).sort()).toEqual([
    'Plan for the week: Mia T., Oak Farm · since today 08:00',
    'Plan for the week: Yusuf A., Oak Farm · since today 08:00',
    'Plan for the week: Zofia O., Oak Farm · since today 08:00',
  ]);
  expect(linesOf(newer).slice(3)).toEqual(['Weekly call: Oak Farm · due Thu 26 Nov']);
});

test('a weekend has no card', async () => {
  w = await monday([CALL]);
  await w.to('2026-11-27 08:30');
  w.arrived();
  await w.to('2026-11-29 20:00');
  expect(w.arrived()).toEqual({});
  await w.to('2026-11-30 08:30');
  expect(w.arrived()).toMatchObject({ 'Ben Okoro': ['2 things to do, 1 overdue'] });
});

test('Open turns the card into the form, Send records it and the card comes back', async () => {
  w = await monday();
  await w.to('08:30');
  const card = w.card(w.ben, TODAY);
  const form = await w.press(w.ben, card, rowButton(card.card, 'Weekly call'));
  expect(textOf(form.card ?? {})).toContain('How did the call with the provider go?');
  expect(buttonsOf(form.card ?? {}).map(({ title }) => title)).toEqual(['Send', 'Back']);
  expect(saying(card)).toContain('4 things to do');

  const sent = await w.press(w.ben, card, 'Send', { calm: 'yes', summary: 'Calm and busy' });
  for (const seen of [sent.card ?? {}, card.card ?? {}]) {
    expect(textOf(seen)).toContain('3 things to do');
    expect(textOf(seen)).toContain('Done today\nWeekly call\nOak Farm · recorded 08:30');
  }
  w.arrived();
  await w.to('12:00');
  expect(w.arrived()).toEqual({});
  expect(await w.books()).toMatchObject({ answered: 1, open: 3 });
});

test('what was recorded can be looked at and changed from the card, on the same day', async () => {
  w = await monday([CALL]);
  await w.to('08:30');
  const card = w.card(w.ben, TODAY);
  await w.press(w.ben, card, 'Open');
  await w.press(w.ben, card, 'Send', { calm: 'yes', summary: 'Calm' });
  expect(saying(card)).toContain('Nothing is left for you today.');
  const look = await w.press(w.ben, card, 'Look');
  expect(textOf(look.card ?? {})).toContain('Weekly call, Oak Farm: recorded. Ben Okoro, 08:30.');
  await w.press(w.ben, card, 'Change');
  await w.to('08:40');
  const saved = await w.press(w.ben, card, 'Save changes', {
    summary: 'Calm and busy',
    [CORRECTION_FIELD]: 'mistake',
  });
  expect(textOf(saved.card ?? {})).toContain('recorded 08:40');
  const replies = await w.database.client.reply.findMany({ orderBy: { seq: 'asc' } });
  expect(replies.map(({ answer }) => answer)).toEqual([
    { calm: 'yes', summary: 'Calm' },
    { calm: 'yes', summary: 'Calm and busy' },
  ]);
});

test('Back leaves the form without an answer', async () => {
  w = await monday();
  await w.to('08:30');
  const card = w.card(w.ben, TODAY);
  await w.press(w.ben, card, 'Open');
  const back = await w.press(w.ben, card, 'Back');
  expect(textOf(back.card ?? {})).toContain('4 things to do');
  expect(saying(card)).toContain('4 things to do');
  expect(await w.database.client.reply.count()).toBe(0);
});

test('an incomplete form stays where it is, with what was typed', async () => {
  w = await monday();
  await w.to('08:30');
  const card = w.card(w.ben, TODAY);
  await w.press(w.ben, card, rowButton(card.card, 'Weekly call'));
  const kept = await w.press(w.ben, card, 'Send', { calm: 'yes' });
  expect(textOf(kept.card ?? {})).toContain('Kept, but not settled yet.');
  expect(textOf(kept.card ?? {})).toContain('Still missing: In a line.');
  expect(inputsOf(kept.card ?? {}).find(({ id }) => id === 'calm')?.value).toBe('yes');
  await w.press(w.ben, card, 'Back');
  expect(saying(card)).toContain('4 things to do');
  const again = await w.press(w.ben, card, rowButton(card.card, 'Weekly call'));
  expect(inputsOf(again.card ?? {}).find(({ id }) => id === 'calm')?.value).toBe('yes');
});

test('an empty form is refused in its place', async () => {
  w = await monday([CALL]);
  await w.to('08:30');
  const card = w.card(w.ben, TODAY);
  await w.press(w.ben, card, 'Open');
  const refused = await w.press(w.ben, card, 'Send');
  expect(textOf(refused.card ?? {})).toContain('Fill in at least one line first.');
  expect(buttonsOf(refused.card ?? {}).map(({ title }) => title)).toEqual(['Send', 'Back']);
});

test('the card is not drawn over while somebody fills in a form on it', async () => {
  w = await monday();
  await w.to('08:30');
  const card = w.card(w.ben, TODAY);
  const ask = rowButton(card.card, 'Zofia O.');
  await w.press(w.ben, card, rowButton(card.card, 'Yusuf A.'));
  const { updates } = card;

  await w.to('08:35');
  const { id } = await w.database.client.ask.findFirstOrThrow({ where: { duty: 'weekly-call' } });
  await w.ewa.invoke({
    action: { type: 'Action.Execute', verb: 'send', data: { ask: id, calm: 'yes', summary: 'Rang them' } },
    trigger: 'manual',
  });
  await w.settled();
  await w.to('08:44');
  expect(card.updates).toBe(updates);
  expect(textOf(card.answered ?? {})).toContain('Is the week planned?');

  await w.to('08:46');
  expect(card.updates).toBeGreaterThan(updates);
  expect(saying(card)).toContain('3 things to do');
  expect(buttonsOf(card.card ?? {}).some(ask)).toBe(true);
});

test('a form that is open on yesterday’s card as the new one comes is finished there, and leaves one line', async () => {
  w = await monday([CALL]);
  await w.to('2026-11-24 08:20');
  const older = w.card(w.ben, TODAY);
  await w.press(w.ben, older, 'Open');
  const { updates } = older;
  await w.to('08:31');
  const newer = w.card(w.ben, TODAY);
  expect(newer.id).not.toBe(older.id);
  expect(older.updates).toBe(updates);
  await w.press(w.ben, older, 'Send', { calm: 'yes', summary: 'Rang them' });
  expect(saying(older)).toContain('What is left stands on the newer card.');
  expect(saying(newer)).toContain('Nothing is left for you today.');
});

test('a question that climbs comes at once as a card of its own, and an answer there takes the line away', async () => {
  w = await monday([CALL]);
  await w.to('2026-11-26 12:00');
  w.arrived();
  await w.to('2026-11-27 07:59');
  expect(w.arrived()).toEqual({});
  await w.to('2026-11-27 08:00');
  expect(w.arrived()).toEqual({ 'Ewa Nowak': ['Weekly call'] });
  await w.to('2026-11-27 09:00');
  const bens = w.card(w.ben, TODAY);
  expect(linesOf(bens)).toEqual(['Weekly call: Oak Farm · since yesterday']);

  const ewas = w.card(w.ewa, 'How did the call');
  expect(saying(ewas)).toContain('Ben Okoro (AP lead) was asked at');
  await w.press(w.ewa, ewas, 'Send', { calm: 'yes', summary: 'Rang them' });
  expect(saying(ewas)).toContain('Weekly call, Oak Farm: recorded. Ewa Nowak, 09:00.');
  expect(saying(bens)).toContain('Nothing is left for you today.');
  expect(rowsOf(bens.card)).toEqual([]);
});

test('a routine question that is raised at noon gets a card then, or a line on the card that is there', async () => {
  w = await monday();
  await w.to('12:00');
  w.arrived();
  const card = w.card(w.ben, TODAY);
  await w.press(w.ben, card, rowButton(card.card, 'Weekly call'));
  await w.press(w.ben, card, 'Send', { calm: 'no', summary: 'A gate is broken' });
  await w.to('12:01');
  expect(w.arrived()).toEqual({ 'Finn Doyle': ['1 thing to do'] });
  expect(linesOf(w.card(w.finn, TODAY))).toEqual(['Visit to the provider: Oak Farm · due Wed 25 Nov']);
  expect(saying(card)).toContain('Visit to the provider');

  const finns = w.card(w.finn, TODAY);
  await w.press(w.finn, finns, 'Open');
  await w.press(w.finn, finns, 'Send', { findings: 'It is mended' });
  expect(saying(card)).not.toContain('Visit to the provider');
  expect(saying(finns)).toContain('Nothing is left for you today.');
});

test('a card that was deleted comes again when something on it changes', async () => {
  w = await monday([CALL]);
  await w.to('08:30');
  w.card(w.ben, TODAY).deleted = true;
  w.arrived();
  const { id } = await w.database.client.ask.findFirstOrThrow();
  await w.ewa.invoke({
    action: { type: 'Action.Execute', verb: 'send', data: { ask: id, calm: 'yes' } },
    trigger: 'manual',
  });
  await w.settled();
  expect(w.arrived()).toMatchObject({ 'Ben Okoro': ['1 thing to do'] });
});

test('somebody who could not be reached in the morning gets the card once they can', async () => {
  w = await monday([CALL]);
  w.ben.block();
  await w.to('09:00');
  w.arrived();
  w.ben.unblock();
  await w.ben.type('hello');
  await w.settled();
  await w.to('09:10');
  expect(Object.values(w.arrived()).flat()).toContain('1 thing to do');
});
