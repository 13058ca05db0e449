import { DateTime } from 'luxon';
import type { Role } from '../../src/domain/roles';
import { recordCover, removeCover } from '../../src/services/cover/cover';
import { importSchool } from '../../src/services/import/import-school';
import { schoolFolder, staffRow } from '../support/school-folder';
import { textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const ASKED = 'Who has arrived at Oak Farm?';
const TOLD = 'You cover as DSL';
const NOT_YOURS = 'This card is out of date or for somebody else, so nothing was changed.';

const at = (when: string): Date =>
  DateTime.fromFormat(when, 'yyyy-MM-dd HH:mm', { zone: 'Europe/London' }).toJSDate();

const idOf = async (name: string) => (await w.database.client.staff.findFirstOrThrow({ where: { name } })).id;

const cover = async (role: Role, name: string, from: string, until: string) =>
  recordCover(w.waymark.deps, {
    schoolId: w.school,
    role,
    staffId: await idOf(name),
    from: at(`2026-11-23 ${from}`),
    until: at(`2026-11-23 ${until}`),
    by: null,
  });

test('a cover comes first: what is open for the role comes to them at once, and what climbs later too', async () => {
  w = await world();
  await w.to('10:40');
  expect(w.arrived()['Cara Lindqvist']).toEqual([ASKED]);
  expect(await cover('dsl', 'Finn Doyle', '10:40', '15:00')).toMatchObject({ ok: true, name: 'Finn Doyle' });
  await w.settled();
  expect(w.arrived()).toEqual({ 'Finn Doyle': [ASKED, TOLD] });
  await w.to('14:30');
  const { 'Cara Lindqvist': cara, 'Finn Doyle': finn } = w.arrived();
  expect([cara, finn]).toEqual([undefined, [ASKED]]);
  await w.press(w.finn, w.card(w.finn, ASKED), 'All here');
  expect((await w.books()).escalatedAndResolved).toBe(3);
});

test('the rights of a cover end with it: a minute later the card and the command are refused', async () => {
  w = await world();
  await cover('dsl', 'Finn Doyle', '10:15', '11:00');
  const safeguards = async () => {
    const [said] = await w.finn.type('dsl');
    return said?.card !== undefined;
  };
  expect(await safeguards()).toBe(false);
  await w.to('10:30');
  expect(w.arrived()['Finn Doyle']).toContain(ASKED);
  expect(await safeguards()).toBe(true);
  const asItWas = structuredClone(w.card(w.finn, ASKED).card ?? {});
  await w.to('11:01');
  expect((await w.finn.press(asItWas, 'All here')).words).toBe(NOT_YOURS);
  expect(await safeguards()).toBe(false);
  expect((await w.books()).open).toBe(3);
});

test('at the end of a cover what is open goes to who is next, and the copies of whoever covered say that it is over', async () => {
  w = await world();
  await cover('dsl', 'Finn Doyle', '10:15', '11:00');
  await w.to('10:59');
  w.arrived();
  await w.to('11:00');
  expect(w.arrived()).toEqual({ 'Cara Lindqvist': [ASKED] });
  expect(w.card(w.finn, 'Your cover has ended, and somebody else is asked now.')).toBeDefined();
  expect(w.finn.messages().filter(({ card }) => card && textOf(card).includes(ASKED))).toEqual([]);
  await cover('dsl', 'Finn Doyle', '11:00', '12:00');
  await w.settled();
  expect(w.arrived()['Finn Doyle']).toEqual([ASKED, TOLD]);
  await w.press(w.finn, w.card(w.finn, ASKED), 'All here');
  expect((await w.books()).open).toBe(0);
});

test('two covers at once: each has the role it was given; of one role the newest stands, also when both are set at the same instant', async () => {
  w = await world();
  await cover('dsl', 'Finn Doyle', '09:00', '12:00');
  await cover('ap-lead', 'Ewa Nowak', '09:00', '12:00');
  expect(await cover('dsl', 'Dev Patel', '10:00', '11:00')).toMatchObject({ ok: true, replaced: 1 });
  await w.to('10:30');
  const arrived = w.arrived();
  expect([arrived['Ewa Nowak'], arrived['Dev Patel']]).toEqual([
    ['You cover as AP lead', ASKED],
    [TOLD, ASKED],
  ]);
  expect([arrived['Ben Okoro'], arrived['Finn Doyle'], arrived['Cara Lindqvist']]).toEqual([
    undefined,
    [TOLD],
    undefined,
  ]);
  await Promise.all(['Finn Doyle', 'Ben Okoro'].map((name) => cover('dsl', name, '12:00', '13:00')));
  const stands = await w.database.client.cover.count({
    where: { role: 'dsl', until: { gt: at('2026-11-23 12:30') } },
  });
  expect(stands).toBe(1);
});

test('taken back, it ends at that instant, with its rights', async () => {
  w = await world();
  await w.to('10:40');
  const set = await cover('dsl', 'Finn Doyle', '10:40', '15:00');
  if (!set.ok) throw new Error(set.problems.join());
  await w.settled();
  const asItWas = structuredClone(w.card(w.finn, ASKED).card ?? {});
  expect(await removeCover(w.waymark.deps, { schoolId: w.school, id: set.id, by: null })).toBe(true);
  expect(await removeCover(w.waymark.deps, { schoolId: w.school, id: set.id, by: null })).toBe(false);
  expect((await w.finn.press(asItWas, 'All here')).words).toBe(NOT_YOURS);
  await w.to('14:30');
  expect(w.arrived()['Cara Lindqvist']).toContain(ASKED);
});

test('a cover who is away or unreachable is passed over, and the AP lead is told', async () => {
  w = await world();
  await cover('dsl', 'Finn Doyle', '09:00', '15:00');
  await w.finn.uninstall();
  await w.to('10:30');
  expect(w.arrived()['Cara Lindqvist']).toEqual([ASKED]);
  expect(textOf(w.card(w.ben, 'Cover').card ?? {})).toContain('Waymark asks Cara Lindqvist instead.');
});

test('who is not on the list, of another school or nobody, and a time that cannot be: refused in sentences', async () => {
  w = await world();
  const staff = [
    staffRow('Olga Brandt', 'attendance-officer;ap-lead;dsl;deputy-dsl', { email: 'olga@elm.example' }),
  ];
  await importSchool(w.waymark.deps, schoolFolder({ urn: '999102', staff }));
  const times = { from: at('2026-11-23 09:00'), until: at('2026-11-23 10:00') };
  const say = async (over: object) => {
    const wish = {
      schoolId: w.school,
      role: 'dsl' as const,
      staffId: await idOf('Finn Doyle'),
      ...times,
      by: null,
    };
    const result = await recordCover(w.waymark.deps, { ...wish, ...over });
    return result.ok ? [] : result.problems;
  };
  const nobody = ['That person is not on the staff list now: choose somebody who is.'];
  expect(await say({ staffId: await idOf('Olga Brandt') })).toEqual(nobody);
  expect(await say({ staffId: 'nobody' })).toEqual(nobody);
  await w.database.client.staff.updateMany({ where: { name: 'Ewa Nowak' }, data: { active: false } });
  expect(await say({ staffId: await idOf('Ewa Nowak') })).toEqual(nobody);
  expect(await say({ until: times.from })).toEqual([
    'The end comes before the start: change one of the two.',
  ]);
  expect(await say({ from: at('2026-11-20 09:00'), until: at('2026-11-20 10:00') })).toEqual([
    'That time is over already: choose an end that is still to come.',
  ]);
  expect(await say({ until: at('2027-06-01 09:00') })).toEqual([
    'That is longer than 100 days: give them the role in staff.csv instead, and import it.',
  ]);
  expect(await w.database.client.cover.count()).toBe(0);
});
