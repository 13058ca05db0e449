import { authorityStage, forged, type Stage } from '../support/authority-stage';
import { inputsOf, type Message, textOf, type World, world } from '../support/world';

let w: World;
/** Schools and a tenant beside it, where a story has them. */
let stage: Stage | undefined;
afterEach(async () => {
  await (stage ?? w).end();
  stage = undefined;
});

const ASKED = 'Who has arrived at Oak Farm?';

const said = (message: Message | undefined): string =>
  message?.card ? textOf(message.card) : (message?.text ?? '');

async function type(person: World['amira'], text: string): Promise<Message> {
  const [answer] = await person.type(text);
  await w.settled();
  if (!answer) throw new Error('nothing was said');
  return answer;
}

const absences = async () => {
  const rows = await w.database.client.away.findMany({ orderBy: { from: 'asc' } });
  return rows.map(({ from, until }) => [from.toISOString(), until.toISOString()]);
};

test('away today: what is open moves to whoever covers at once, and the line says to whom', async () => {
  w = await world();
  await w.to('09:05');
  w.arrived();
  const answer = await type(w.amira, 'away today');
  expect(said(answer)).toContain(
    'You are away today. Asked instead: Ben Okoro (as attendance officer). 1 open question of yours has moved.',
  );
  expect(w.arrived()['Ben Okoro']).toContain(ASKED);
  await w.press(w.ben, w.card(w.ben, ASKED), 'All here');
  expect(await w.books()).toMatchObject({ answered: 3 });
});

test('back early: from then on the person is asked again, also what came up while they were away', async () => {
  w = await world();
  const answer = await type(w.amira, 'away today');
  await w.to('09:05');
  expect(w.arrived()['Amira Khan']).toEqual(['You are away']);
  const { id } = await w.database.client.away.findFirstOrThrow();
  const back = await w.press(w.amira, answer, 'Back early');
  expect(textOf(back.card ?? {})).toContain('You are not away any more');
  expect(w.arrived()['Amira Khan']).toContain(ASKED);
  expect((await w.amira.invoke(forged('away-back', { id }))).words).toContain('out of date');
});

test('away from tomorrow: nothing moves today, and at that midnight what is open does', async () => {
  w = await world();
  await w.to('14:45');
  w.arrived();
  const answer = await type(w.amira, '/away tomorrow');
  expect(said(answer)).toContain('You are away tomorrow. Asked instead: Ben Okoro (as attendance officer).');
  expect(w.arrived()).toEqual({ 'Amira Khan': ['You are away'] });
  expect(await absences()).toEqual([['2026-11-24T00:00:00.000Z', '2026-11-25T00:00:00.000Z']]);
  await w.to('2026-11-24 09:05');
  const arrived = w.arrived();
  expect(arrived['Amira Khan'] ?? []).not.toContain(ASKED);
  expect(arrived['Ben Okoro']).toContain(ASKED);
});

test('away by itself asks on a card: days, and who covers, of whom only those who may', async () => {
  w = await world();
  const answer = await type(w.cara, 'away');
  const who = inputsOf(answer.card ?? {}).find(({ label }) => label === 'Who covers');
  expect(JSON.stringify(who)).toContain('Dev Patel');
  expect(JSON.stringify(who)).toContain('Ewa Nowak');
  for (const name of ['Ben Okoro', 'Finn Doyle', 'Cara Lindqvist'])
    expect(JSON.stringify(who)).not.toContain(name);
  const ewa = await w.database.client.staff.findFirstOrThrow({ where: { name: 'Ewa Nowak' } });
  const days = { from: '2026-11-23', until: '2026-11-24' };
  const saved = await w.press(w.cara, answer, 'Save', { ...days, cover: ewa.id });
  expect(textOf(saved.card ?? {})).toContain('until the end of tomorrow. Asked instead: Ewa Nowak (as DSL).');
  await w.to('10:30');
  expect(w.arrived()['Ewa Nowak']).toEqual([ASKED]);
});

test('what is not surely a day, days that are over or the wrong way round, and a cover who may not: the card says so', async () => {
  w = await world();
  const answer = await type(w.amira, 'away Mon');
  expect(said(answer)).toContain('Waymark is not sure which day “Mon” is: choose the days here.');
  const save = async (typed: object) =>
    textOf((await w.press(w.amira, answer, 'Save', { cover: 'next', ...typed })).card ?? {});
  expect(await save({ from: '2026-11-24', until: '2026-11-23' })).toContain(
    'The last day comes before the first',
  );
  expect(await save({ from: '2026-11-19', until: '2026-11-20' })).toContain('Those days are over');
  expect(await save({ from: '2026-11-24', until: '2206-11-25' })).toContain('longer than a year');
  expect(await save({ from: '', until: '' })).toContain('Choose the first day and the last day.');
  const finn = await w.database.client.staff.findFirstOrThrow({ where: { name: 'Finn Doyle' } });
  const days = { from: '2026-11-24', until: '2026-11-24' };
  const pressed = await w.amira.invoke(forged('away', { ...days, cover: finn.id }));
  expect(textOf(pressed.card ?? {})).toContain('Choose who covers from the list.');
  expect(await absences()).toEqual([]);
});

test('nobody is left to ask: the line says so', async () => {
  w = await world();
  await w.ben.uninstall();
  await w.ewa.uninstall();
  await w.settled();
  expect(said(await type(w.amira, 'away tomorrow'))).toContain(
    'Nobody can be asked as attendance officer: tell the AP lead now.',
  );
});

test('nobody ends another’s absence, and a cover of another school is none', async () => {
  stage = await authorityStage();
  w = stage.w;
  await type(w.amira, 'away Fri');
  const { id } = await w.database.client.away.findFirstOrThrow();
  for (const person of [w.ben, stage.people.get('other-school')]) {
    const pressed = await person?.invoke(forged('away-back', { id }));
    expect(pressed?.words).toContain('out of date');
  }
  const olga = await w.database.client.staff.findFirstOrThrow({ where: { name: 'Olga Brandt' } });
  const days = { from: '2026-12-02', until: '2026-12-02' };
  const pressed = await w.amira.invoke(forged('away', { ...days, cover: olga.id }));
  expect(textOf(pressed.card ?? {})).toContain('Choose who covers from the list.');
  expect(await w.database.client.away.count()).toBe(1);
});
