import { packOf, rowButton, rowsOf } from '../support/routine-pack';
import { placementRow, providerRow, pupilRow } from '../support/school-folder';
import { buttonsOf, inputsOf, textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const CHECK = {
  id: 'provider-check',
  use: 'provider-check',
  fields: [{ name: 'cleared', label: 'Is it cleared?', type: 'yes-no', must: ['yes'] }],
};
const RISK = {
  id: 'pupil-risk',
  use: 'pupil-risk',
  override: 'headteacher',
  fields: [{ name: 'finished', label: 'Is it finished?', type: 'yes-no', must: ['yes'] }],
};
const ATTENDANCE = { id: 'session-attendance', use: 'session-attendance' };
const TODAY = 'AP today';
const ASKED = 'Who has arrived at The Kiln?';

/** Waymark begins on Mon 23 Nov; Zofia is to start at The Kiln three weeks later. */
const school = (duties: Parameters<typeof packOf>[0] = [ATTENDANCE, CHECK, RISK]) =>
  world({
    at: '2026-11-23 07:00',
    packText: packOf(duties),
    pupils: [pupilRow(0)],
    providers: [providerRow('kiln', 'The Kiln')],
    placements: [placementRow(0, { provider_id: 'kiln', start_date: '2026-12-14' })],
  });

/** Answers a line of Ben's newest card. */
async function answer(words: string, typed: Record<string, string>) {
  const card = w.card(w.ben, TODAY);
  await w.press(w.ben, card, rowButton(card.card, words));
  return w.press(w.ben, card, 'Send', typed);
}

const placement = () => w.database.client.placement.findFirstOrThrow();
const attendanceAsked = () => w.database.client.prompt.count({ where: { duty: 'session-attendance' } });
const status = async () =>
  textOf((await w.ben.type('status Zofia')).at(-1)?.card ?? {}).replaceAll(': \n', ': ');

test('what must be in place is asked ahead of the start, and attendance once it is', async () => {
  w = await school();
  await w.to('2026-11-26 20:00');
  expect(w.arrived()).toEqual({});
  await w.to('2026-11-27 09:00');
  expect(w.arrived()).toEqual({ 'Ben Okoro': ['1 thing to do'] });
  expect(rowsOf(w.card(w.ben, TODAY).card).map(({ text }) => text)).toEqual(['The Kiln · due Fri 4 Dec']);
  await w.to('2026-12-01 09:00');
  expect(rowsOf(w.card(w.ben, TODAY).card).map(({ title }) => title)).toEqual([
    'Provider check before use',
    "Pupil's risk assessment",
  ]);

  await answer('Provider check before use', { cleared: 'yes' });
  expect(await placement()).toMatchObject({ activeFrom: null });
  await answer('Zofia O.', { finished: 'yes' });
  await w.to('09:01');
  expect(await placement()).toMatchObject({ activeFrom: '2026-12-14' });
  expect(await w.database.client.event.count({ where: { type: 'placement-active' } })).toBe(1);

  w.arrived();
  await w.to('2026-12-14 08:59');
  expect(await attendanceAsked()).toBe(2);
  expect(w.arrived()).toEqual({});
  await w.to('09:00');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
});

test('on the first day it is not complete: nobody asks who has arrived, and those who must know are told once', async () => {
  w = await school();
  await w.to('2026-12-01 09:00');
  await answer('Provider check before use', { cleared: 'yes' });
  await w.to('2026-12-13 20:00');
  w.arrived();
  await w.to('2026-12-14 09:30');
  const told = 'A placement does not start yet';
  const news = w.arrived();
  expect(news['Ben Okoro']).toEqual([told, expect.stringContaining('thing')]);
  expect(news['Amira Khan']).toEqual([told]);
  for (const person of [w.ben, w.amira]) {
    const text = textOf(w.card(person, 'does not start').card ?? {}).replaceAll(': \n', ': ');
    expect(text).toContain('Zofia O. does not start at The Kiln yet');
    expect(text).toContain('Zofia O. was to start at The Kiln today');
    expect(text).toContain('expected at school: 1 thing is missing.');
    expect(text).toMatch(/Pupil's risk assessment: with .*Ben Okoro \(AP lead\)/u);
    expect(text).not.toContain('Provider check');
  }
  expect(await attendanceAsked()).toBe(0);
  await w.to('2026-12-16 12:00');
  expect(Object.values(w.arrived()).flat()).not.toContain(told);
  const held = await w.database.client.event.findMany({ where: { type: 'placement-held' } });
  expect(held.map(({ data }) => data)).toEqual([{ placement: 'p0', missing: 1 }]);
});

test('a list that is complete before the morning starts the pupil that day, later the next', async () => {
  w = await school();
  await w.to('2026-12-01 09:00');
  await answer('Provider check before use', { cleared: 'yes' });
  await w.to('2026-12-14 08:45');
  await answer('Zofia O.', { finished: 'yes' });
  w.arrived();
  await w.to('09:00');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
  await w.end();

  w = await school();
  await w.to('2026-12-01 09:00');
  await answer('Provider check before use', { cleared: 'yes' });
  await w.to('2026-12-14 10:15');
  await answer('Zofia O.', { finished: 'yes' });
  await w.to('23:00');
  expect(await attendanceAsked()).toBe(0);
  await w.to('2026-12-15 09:00');
  expect(w.arrived()['Amira Khan']).toContain(ASKED);
});

test('the status of a pupil says what a start waits for and who holds it', async () => {
  w = await school();
  await w.to('2026-11-27 09:00');
  const ahead = await status();
  expect(ahead).toContain('No placement yet: starts at The Kiln on Mon 14 Dec, once 2 things are in place');
  expect(ahead).toContain('Before the start');
  expect(ahead).toMatch(/Provider check before use: due .*With Ben Okoro \(AP lead\)/u);
  expect(ahead).toContain("Pupil's risk assessment: not asked yet (AP lead)");

  await w.to('2026-12-14 10:00');
  const held = await status();
  expect(held).toContain(
    "No placement yet: The Kiln waits for “Provider check before use” and “Pupil's risk assessment”. Expected at school",
  );
  expect(held).toContain('Was to start\nMon 14 Dec 2026');

  await answer('Provider check', { cleared: 'yes' });
  await answer('Zofia O.', { finished: 'yes' });
  await w.to('10:01');
  const ready = await status();
  expect(ready).not.toContain('Before the start');
  expect(ready).toContain('No placement yet: starts at The Kiln on Tue 15 Dec');
  await w.to('2026-12-15 09:30');
  expect(await status()).toContain('At The Kiln this morning until 12:00');
});

test('the headteacher may let it start without what the pack says may be missing, with a reason', async () => {
  w = await school();
  await w.to('2026-12-01 09:00');
  await answer('Provider check before use', { cleared: 'yes' });
  await w.to('2026-12-09 09:00');
  const card = w.card(w.ewa, 'Is the pupil’s own risk assessment finished?'.replace('’', "'"));
  expect(buttonsOf(card.card ?? {}).map(({ title }) => title)).toContain('Start without it');
  const refused = await w.press(w.ewa, card, 'Start without it');
  expect(textOf(refused.card ?? {})).toContain('why it may start without this');
  await w.press(w.ewa, card, 'Start without it', { override_reason: 'The meeting is on Tuesday' });
  expect(textOf(card.card ?? {})).toContain('started without it. Ewa Nowak');
  await w.to('2026-12-14 09:00');
  expect(w.arrived()['Amira Khan']).toContain(ASKED);
  const reply = await w.database.client.reply.findFirstOrThrow({ orderBy: { seq: 'desc' } });
  expect(reply.answer).toMatchObject({ override_reason: 'The meeting is on Tuesday' });
});

test('where the pack lets nobody, there is no such button, and a made-up press is refused', async () => {
  w = await school();
  await w.to('2026-12-07 09:00');
  const bens = w.card(w.ben, TODAY);
  const form = await w.press(w.ben, bens, rowButton(bens.card, 'Zofia O.'));
  expect(buttonsOf(form.card ?? {}).map(({ title }) => title)).toEqual(['Send', 'Back']);
  const ewas = w.card(w.ewa, 'Is this provider cleared for use?');
  expect(buttonsOf(ewas.card ?? {}).map(({ title }) => title)).toEqual(['Send']);
  expect(inputsOf(ewas.card ?? {}).map(({ id }) => id)).toEqual(['cleared']);
  const { id: ask } = await w.database.client.ask.findFirstOrThrow({ where: { duty: 'provider-check' } });
  const data = { ask, override_reason: 'Never mind' };
  await w.ewa.invoke({ action: { type: 'Action.Execute', verb: 'override', data }, trigger: 'manual' });
  expect(await w.database.client.reply.count()).toBe(0);
});

test('a flag that an answer switches on or off switches duties with it', async () => {
  const yesNo = { name: 'agreed', label: 'Is it part-time?', type: 'yes-no' };
  const timetable = {
    id: 'timetable',
    title: 'Timetable',
    kind: 'part-time',
    subject: 'placement',
    when: { each: 'week', at: '08:00' },
    due: 'P1D',
    fields: [{ ...yesNo, raises: { yes: 'part-time-approved', no: 'part-time-ended' } }],
  };
  const home = {
    id: 'home-call',
    title: 'Call home',
    kind: 'contact',
    subject: 'placement',
    when: { each: 'school-day', at: '08:00' },
    only: ['part-time'],
    due: 'P1D',
    fields: [{ name: 'well', label: 'Is all well?', type: 'yes-no' }],
  };
  w = await world({ at: '2026-11-23 07:00', packText: packOf([timetable, home]), pupils: 1 });
  const calls = () => w.database.client.prompt.count({ where: { duty: 'home-call' } });
  await w.to('2026-11-24 09:00');
  expect(await calls()).toBe(0);
  await answer('Timetable', { agreed: 'yes' });
  await w.to('2026-11-26 09:00');
  expect(await calls()).toBe(3);
  await w.to('2026-11-30 09:00');
  const before = await calls();
  await answer('Timetable Zofia O., Oak Farm · due', { agreed: 'no' });
  await w.to('2026-12-03 09:00');
  expect(await calls()).toBe(before);
});

test('a start that moves takes back what is not due yet, and asks it again in time', async () => {
  w = await school();
  await w.to('2026-12-01 09:00');
  await answer('Provider check before use', { cleared: 'yes' });
  const moved = (start_date: string) => ({
    packText: packOf([ATTENDANCE, CHECK, RISK]),
    pupils: [pupilRow(0)],
    providers: [providerRow('kiln', 'The Kiln')],
    placements: [placementRow(0, { provider_id: 'kiln', start_date })],
  });
  const risk = () => w.database.client.prompt.findFirstOrThrow({ where: { duty: 'pupil-risk' } });
  await w.reimport(moved('2027-01-25'));
  await w.to('09:05');
  expect(await risk()).toMatchObject({ status: 'withdrawn' });

  await w.to('2027-01-12 09:00');
  expect(await risk()).toMatchObject({ status: 'open', day: '2027-01-12' });
  expect(rowsOf(w.card(w.ben, TODAY).card).map(({ title }) => title)).toEqual(["Pupil's risk assessment"]);
  await answer('Zofia O.', { finished: 'yes' });
  await w.to('09:10');
  expect(await placement()).toMatchObject({ activeFrom: '2027-01-25' });
});
