import { importSchool } from '../../src/services/import/import-school';
import { REPORT } from '../support/concern-answers';
import { schoolFolder } from '../support/school-folder';
import { textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const ASKED = 'Who has arrived at Oak Farm?';
const WAITS = 'Waymark asks nothing yet';
const school = () => w.database.client.school.findUniqueOrThrow({ where: { id: w.school } });

test('a school asks nothing before its DSL and its deputy can both be reached; from then on it does, and owes nothing of before', async () => {
  w = await world({ waits: true, installed: ['amira', 'ben', 'cara'] });
  await w.to('09:30');
  expect(w.arrived()).toEqual({});
  expect(await w.books()).toMatchObject({ expected: 0, unaccounted: 0 });
  const told = w.log.filter((line) => line.includes('not live'));
  expect(told.length).toBeGreaterThan(0);
  expect(told.at(-1)).toContain('["deputy-dsl"]');
  expect(told.join()).not.toContain('Dev');

  await w.dev.install();
  await w.settled();
  await w.to('13:00');
  expect((await school()).liveFrom.toISOString()).toBe('2026-11-23T09:30:00.000Z');
  expect(w.arrived()['Amira Khan']).toContain(ASKED);
  expect((await w.books()).unaccounted).toBe(0);
});

test('everybody who installs is told once what is missing; their greeting says so when it is not', async () => {
  w = await world({ waits: true, installed: ['amira'] });
  const greeting = () => textOf(w.card(w.amira, 'Hello Amira').card ?? {});
  expect(greeting()).toContain(
    `${WAITS}: first the DSL (Cara Lindqvist) and the deputy DSL (Dev Patel) must install it in Teams.`,
  );
  await w.cara.install();
  await w.settled();
  expect(textOf(w.card(w.cara, 'Hello Cara').card ?? {})).toContain(
    `${WAITS}: first the deputy DSL (Dev Patel)`,
  );
  await w.dev.install();
  await w.settled();
  expect(textOf(w.card(w.dev, 'Hello Dev').card ?? {})).not.toContain(WAITS);
  expect(greeting()).not.toContain(WAITS);
  expect(greeting()).toContain('Waymark is live since Mon 23 Nov 08:50');
});

test('one person who is both DSL and deputy is not two', async () => {
  const staff = [
    {
      email: 'amira@larch.example',
      name: 'Amira Khan',
      aad_object_id: 'aad-amira',
      roles: 'attendance-officer',
    },
    { email: 'ben@larch.example', name: 'Ben Okoro', aad_object_id: 'aad-ben', roles: 'ap-lead' },
    {
      email: 'cara@larch.example',
      name: 'Cara Lindqvist',
      aad_object_id: 'aad-cara',
      roles: 'dsl;deputy-dsl',
    },
  ];
  w = await world({ waits: true, staff, installed: ['amira', 'ben', 'cara'] });
  await w.to('09:30');
  expect((await school()).live).toBe(false);
  expect(textOf(w.card(w.cara, 'Hello Cara').card ?? {})).toContain(
    'first the deputy DSL (nobody else is named in staff.csv)',
  );
  await w.reimport({
    staff: [
      ...staff,
      { email: 'dev@larch.example', name: 'Dev Patel', aad_object_id: 'aad-dev', roles: 'deputy-dsl' },
    ],
  });
  await w.dev.install();
  await w.settled();
  expect((await school()).live).toBe(true);
});

test('once live it stays live: whoever loses the app is passed over, and nothing stops', async () => {
  w = await world({ waits: true });
  expect((await school()).live).toBe(true);
  await w.cara.uninstall();
  await w.dev.uninstall();
  await w.reimport({ pupils: 4 });
  await w.to('09:00');
  expect(w.arrived()['Amira Khan']).toContain(ASKED);
  expect((await school()).live).toBe(true);
});

test('a concern raised before the school is live goes to whoever can be reached, and climbs', async () => {
  w = await world({ policy: 'inv', at: '2026-11-23 07:30', waits: true, installed: ['finn', 'dev', 'ewa'] });
  await w.finn.type('/concern zofia o');
  await w.settled();
  const card = w.finn.messages().findLast((message) => message.card);
  if (!card) throw new Error('nothing was said');
  await w.press(w.finn, card, 'Send', REPORT);
  expect(w.arrived()['Dev Patel']).toContain('Concern passed to the DSL');
  await w.to('08:00');
  expect(w.arrived()['Ewa Nowak']).toContain('Concern passed to the DSL');
  expect((await w.books()).unaccounted).toBe(0);
});

test('an import says what the school waits for, until it is live', async () => {
  w = await world({ waits: true, installed: ['amira'] });
  const warnings = async () => {
    const result = await importSchool(w.waymark.deps, schoolFolder());
    return result.ok ? result.warnings.map(({ message }) => message) : ['refused'];
  };
  expect(await warnings()).toContain(
    'this school asks nothing yet: first the DSL (Cara Lindqvist) and the deputy DSL (Dev Patel) must install Waymark in Teams',
  );
  await w.cara.install();
  await w.dev.install();
  await w.settled();
  expect((await warnings()).join()).not.toContain('asks nothing yet');
});

test('the process stopped between the installation and going live: the next tick does it', async () => {
  w = await world();
  await w.database.client.school.update({ where: { id: w.school }, data: { live: false } });
  await w.to('09:00');
  expect((await school()).live).toBe(true);
  expect(w.arrived()['Amira Khan']).toContain(ASKED);
});
