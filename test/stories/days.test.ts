import { placementRow, pupilRow } from '../support/school-folder';
import { inputsOf, textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const ASKED = 'Who has arrived at Oak Farm?';

test('a day of two sessions: each is asked at its own time', async () => {
  w = await world();
  await w.to('09:00');
  await w.press(w.amira, w.card(w.amira, ASKED), 'All here');
  w.arrived();
  await w.to('13:00');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
  expect(textOf(w.card(w.amira, ASKED).card ?? {})).toContain('Attendance · afternoon · Mon 23 Nov');
});

test('a weekend, a holiday and a closure day: nobody is asked anything', async () => {
  w = await world({ at: '2026-11-20 16:00', closures: [{ date: '2026-11-23', reason: 'INSET day' }] });
  await w.to('2026-11-23 17:00');
  expect(w.arrived()).toEqual({});
  await w.to('2026-11-24 09:00');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
});

test('the school closes while questions are open: they are excused and every card says so', async () => {
  w = await world();
  await w.to('10:00');
  w.arrived();
  await w.reimport({ closures: [{ date: '2026-11-23', reason: 'Snow' }] });
  await w.to('10:31');
  expect(w.arrived()).toEqual({});
  for (const person of [w.amira, w.ben]) {
    expect(textOf(w.card(person, 'The school is closed.').card ?? {})).toContain(
      'no longer asked about 3 pupils',
    );
  }
  expect(await w.books()).toMatchObject({ excused: 3, open: 0 });
});

test('a pupil who leaves mid-ladder is no longer asked about; the others still are', async () => {
  w = await world();
  await w.to('09:40');
  w.arrived();
  const placements = [0, 1, 2].map((n) =>
    placementRow(n, n === 0 ? { expected_end_date: '2026-11-20' } : {}),
  );
  await w.reimport({ placements });
  await w.to('10:00');
  expect(w.arrived()).toEqual({ 'Ben Okoro': [ASKED] });
  const form = inputsOf(w.card(w.ben, ASKED).card ?? {}).filter(({ visible }) => visible);
  expect(form.map(({ label }) => label)).toEqual(['Mia T.', 'Yusuf A.']);
  expect(await w.books()).toMatchObject({ expected: 3, withdrawn: 1, open: 2 });
});

test('an end and a closure that were mistakes are put right: everybody taken back is asked about again', async () => {
  w = await world();
  await w.to('09:10');
  w.arrived();
  await w.reimport({
    placements: [0, 1, 2].map((n) => placementRow(n, n === 0 ? { expected_end_date: '2026-11-20' } : {})),
  });
  await w.to('09:15');
  expect(await w.books()).toMatchObject({ withdrawn: 1, open: 2 });
  await w.reimport({ closures: [{ date: '2026-11-23', reason: 'Boiler' }] });
  await w.to('09:20');
  expect(await w.books()).toMatchObject({ excused: 2, open: 0 });
  w.arrived();

  await w.reimport({});
  await w.to('09:25');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
  await w.press(w.amira, w.card(w.amira, ASKED), 'All here');
  expect(await w.books()).toMatchObject({ expected: 3, answered: 3, open: 0, unaccounted: 0 });
});

test.each([
  ['back', '2026-10-16 08:00', '2026-11-02', '2026-11-02T09:00:00.000Z'],
  ['forward', '2027-03-26 16:00', '2027-03-29', '2027-03-29T08:00:00.000Z'],
])(
  'the clocks go %s: nine o’clock is still nine o’clock, and the ladder counts true minutes',
  async (_way, at, day, instant) => {
    w = await world({ at });
    await w.to(`${day} 08:59`);
    w.arrived();
    await w.to(`${day} 09:00`);
    expect(w.clock.now().toISOString()).toBe(instant);
    expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
    await w.to(`${day} 10:29`);
    expect(Object.keys(w.arrived())).toEqual(['Amira Khan', 'Ben Okoro']);
    await w.to(`${day} 10:30`);
    expect(w.arrived()).toEqual({ 'Cara Lindqvist': [ASKED] });
  },
);

test('the bot was down over a session start: the session is asked late, with its whole ladder', async () => {
  w = await world();
  w.clock.set(new Date('2026-11-23T10:40:00Z'));
  await w.restart();
  await w.to('10:40');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED] });
  await w.to('11:40');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED], 'Ben Okoro': [ASKED] });
});

test('the bot was down for days: today is asked, the days before are told to the AP lead', async () => {
  w = await world();
  w.clock.set(new Date('2026-11-26T09:10:00Z'));
  await w.restart();
  await w.to('2026-11-26 09:10');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED], 'Ben Okoro': ['Sessions could not be asked about'] });
  const told = textOf(w.card(w.ben, 'could not be asked about').card ?? {});
  expect(told).toContain('Tue 24 Nov: 6 sessions not asked about.');
  expect(await w.books('2026-11-24')).toMatchObject({ expected: 6, escalatedAndResolved: 6, unaccounted: 0 });
});

test('down in the middle of a ladder: every rung that passed is taken once at the restart', async () => {
  w = await world();
  await w.to('09:10');
  w.arrived();
  w.clock.set(new Date('2026-11-23T10:05:00Z'));
  await w.restart();
  await w.to('10:05');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED], 'Ben Okoro': [ASKED] });
});

test('a provider with 60 pupils: three cards, numbered, each small enough, all answered in three taps', async () => {
  w = await world({ pupils: 60 });
  await w.to('09:00');
  expect(w.arrived()).toEqual({ 'Amira Khan': [ASKED, ASKED, ASKED] });
  for (const part of ['card 1 of 3', 'card 2 of 3', 'card 3 of 3']) {
    const card = w.card(w.amira, part);
    expect(Buffer.byteLength(JSON.stringify(card.card))).toBeLessThan(25_000);
    await w.press(w.amira, card, 'All here');
  }
  expect(await w.books()).toMatchObject({ expected: 60, answered: 60 });
});

test('two pupils of one name are told apart', async () => {
  const twins = [
    pupilRow(0),
    pupilRow(1, { first_name: 'Zofia', last_name: 'Ostrowska', year_group: '10' }),
    pupilRow(2),
  ];
  w = await world({ pupils: twins });
  await w.to('09:00');
  const labels = inputsOf(w.card(w.amira, ASKED).card ?? {}).map(({ label }) => label);
  expect(labels).toEqual(
    expect.arrayContaining(['Zofia Ostrowska (year 9)', 'Zofia Ostrowska (year 10)', 'Mia T.']),
  );
});

test('names and notes with Markdown, HTML and templates are shown as they are', async () => {
  const odd = '**Bo** <b>x</b> [link](https://example.com) ${1+1}';
  const note = 'see [here](https://example.com) ${name} `x`';
  w = await world({ pupils: [pupilRow(0, { first_name: odd, last_name: 'Odd' })], theirWords: [odd, note] });
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  const label = inputsOf(card.card ?? {})[0]?.label ?? '';
  expect(label).toBe(`${odd} O.`);
  const { id } = inputsOf(card.card ?? {})[1] ?? { id: '' };
  await w.press(w.amira, card, 'All here', { [id]: note });
  const mark = await w.database.client.attendanceMark.findFirstOrThrow();
  expect(mark.note).toBe(note);
  expect(textOf(w.card(w.amira, 'Oak Farm:').card ?? {})).toContain(`${odd} O.: ${note}`);
});
