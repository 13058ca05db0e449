import { authorityStage, forged, type Stage } from '../support/authority-stage';
import { buttonsOf, inputsOf, type Message, textOf, type World, world } from '../support/world';

let w: World;
let stage: Stage | undefined;
afterEach(async () => {
  await (stage ?? w).end();
  stage = undefined;
});

const ASKED = 'Who has arrived at Oak Farm?';

async function type(person: World['amira'], text: string): Promise<Message> {
  const [answer] = await person.type(text);
  await w.settled();
  if (!answer) throw new Error('nothing was said');
  return answer;
}

const idOf = async (name: string) => (await w.database.client.staff.findFirstOrThrow({ where: { name } })).id;
const roleChoices = (card: Message): string =>
  JSON.stringify(inputsOf(card.card ?? {}).find(({ label }) => label === 'Role'));

test('the deputy says who covers as DSL: that person is told, asked first, and the card has it, with Remove', async () => {
  w = await world();
  const card = await type(w.dev, 'cover');
  const days = { from: '2026-11-23', until: '2026-11-24' };
  const saved = await w.press(w.dev, card, 'Save', { role: 'dsl', who: await idOf('Finn Doyle'), ...days });
  expect(textOf(saved.card ?? {})).toContain('Finn Doyle covers as DSL until the end of tomorrow.');
  expect(w.arrived()['Finn Doyle']).toEqual(['You cover as DSL']);
  await w.to('10:30');
  expect(w.arrived()['Finn Doyle']).toEqual([ASKED]);
  const again = await type(w.dev, 'cover');
  const removed = await w.press(w.dev, again, 'Remove');
  expect(textOf(removed.card ?? {})).toContain('That cover is taken back.');
  await w.to('14:30');
  expect(w.arrived()['Finn Doyle']).toBeUndefined();
});

test('cover dsl says who is on duty now and as each day starts', async () => {
  const turn = (who: string, ...days: string[]) => ({ days, who });
  w = await world({ rota: { dsl: [turn('cara@larch.example', 'mon', 'tue', 'wed', 'thu', 'fri')] } });
  await type(w.cara, 'away tomorrow');
  const text = textOf((await type(w.ben, 'cover dsl')).card ?? {});
  expect(text).toContain('Who is DSL now?');
  expect(text).toMatch(/Now\s+Cara Lindqvist/);
  expect(text).toMatch(/Tomorrow\s+Dev Patel \(deputy DSL\)/);
  expect(text).toMatch(/Wed 25 Nov\s+Cara Lindqvist/);
  const deputy = textOf((await type(w.ben, 'cover deputy')).card ?? {});
  expect(deputy).toMatch(/Now\s+Dev Patel/);
  expect(textOf((await type(w.ben, 'cover cook')).card ?? {})).toContain('Waymark asks no such role');
});

test('the AP lead gives no role that sees concerns, not even by a forged press; whoever only covers passes nothing on', async () => {
  stage = await authorityStage();
  w = stage.w;
  const card = await type(w.ben, 'cover');
  expect(roleChoices(card)).toContain('attendance-officer');
  for (const role of ['dsl', 'deputy-dsl', 'headteacher'])
    expect(roleChoices(card)).not.toContain(`"${role}"`);
  const days = { from: '2026-12-01', until: '2026-12-02' };
  const ben = await idOf('Ben Okoro');
  for (const role of ['dsl', 'deputy-dsl', 'headteacher']) {
    const pressed = await w.ben.invoke(forged('cover', { role, who: ben, ...days }));
    expect(pressed.words).toContain('Your role does not include this.');
  }
  const finn = await idOf('Finn Doyle');
  await w.cara.invoke(forged('cover', { role: 'dsl', who: finn, ...days }));
  expect(await w.database.client.cover.count()).toBe(1);
  const longer = { from: '2026-12-01', until: '2026-12-20' };
  const pressed = await w.finn.invoke(forged('cover', { role: 'dsl', who: finn, ...longer }));
  expect(pressed.words).toContain('Your role does not include this.');
  const { id } = await w.database.client.cover.findFirstOrThrow();
  expect(buttonsOf((await type(w.ben, 'cover')).card ?? {}).map(({ title }) => title)).not.toContain(
    'Remove',
  );
  for (const person of [w.ben, stage.people.get('other-school')])
    expect((await person?.invoke(forged('cover-remove', { id })))?.words).toContain('out of date');
});

test('somebody of another school, days that are over and a field left empty: said on the card, and nothing is kept', async () => {
  stage = await authorityStage();
  w = stage.w;
  const who = await idOf('Finn Doyle');
  const days = { from: '2026-12-01', until: '2026-12-02' };
  const press = async (over: object) =>
    textOf((await w.cara.invoke(forged('cover', { role: 'dsl', who, ...days, ...over }))).card ?? {});
  expect(await press({ who: await idOf('Olga Brandt') })).toContain(
    'That person is not on the staff list now',
  );
  expect(await press({ from: '2026-11-02', until: '2026-11-03' })).toContain('Those days are over');
  expect(await press({ until: '2027-11-30' })).toContain('That is longer than 100 days');
  expect(await press({ who: '' })).toContain('Choose the role, and who covers it.');
  expect(await press({ role: 'cook' })).toContain('Choose the role, and who covers it.');
  expect(await w.database.client.cover.count()).toBe(0);
});
