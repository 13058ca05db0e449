import { REPORT } from '../support/concern-answers';
import { STAFF, staffRow } from '../support/school-folder';
import { textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const ASKED = 'Who has arrived at Oak Farm?';
const PASSED = 'Concern passed to the DSL';

const CARA = 'cara@larch.example';
const GIL = 'gil@larch.example';
const staff = [...STAFF, staffRow('Gil Torres', 'dsl')];
const turn = (who: string, ...days: string[]) => ({ days, who });
/** Gil on Tuesdays, Sundays and Mondays; Cara, whom staff.csv names first, on the other days. */
const rota = { dsl: [turn(GIL, 'sun', 'mon', 'tue'), turn(CARA, 'wed', 'thu', 'fri', 'sat')] };

async function withGil() {
  const gil = w.teams.person({ name: 'Gil Torres', aadObjectId: 'aad-gil' });
  await gil.install();
  await w.settled();
  w.arrived();
  return gil;
}

async function concern(): Promise<void> {
  await w.finn.type('/concern zofia o');
  await w.settled();
  const card = w.finn.messages().findLast((message) => message.card);
  if (!card) throw new Error('nothing was said');
  await w.press(w.finn, card, 'Send', REPORT);
}

test.each([
  ['Monday', '2026-11-23 10:20', 'Gil Torres', 'Cara Lindqvist'],
  ['Wednesday', '2026-11-25 10:20', 'Cara Lindqvist', 'Gil Torres'],
])(
  'whoever is on duty that day is asked first, wherever they stand in staff.csv: on %s',
  async (_, at, first, other) => {
    w = await world({ staff, rota, at });
    await withGil();
    await w.to('11:50');
    const arrived = w.arrived();
    expect([arrived[first], arrived[other]]).toEqual([[ASKED], undefined]);
  },
);

test('a cover comes before the rota, and somebody on duty who cannot be reached is passed over', async () => {
  w = await world({ staff, rota });
  await w.to('10:30');
  expect(w.arrived()['Cara Lindqvist']).toEqual([ASKED]);
  expect(textOf(w.card(w.ben, 'Gil Torres (DSL)').card ?? {})).toContain(
    'Waymark asks Cara Lindqvist instead',
  );
});

test.each([
  ['winter', '2026-11-24 23:50', '2026-11-25 00:01'],
  ['the night of the last day of summer time', '2026-10-24 23:50', '2026-10-25 00:01'],
  ['the end of the day on which the clocks went back', '2026-10-27 23:50', '2026-10-28 00:01'],
  ['summer, an hour before midnight in UTC', '2027-06-08 23:50', '2027-06-09 00:01'],
])('a rota’s day ends at midnight at the school: %s', async (_, before, after) => {
  const turns = { dsl: [turn(GIL, 'sun', 'tue', 'thu'), turn(CARA, 'mon', 'wed', 'fri', 'sat')] };
  w = await world({ policy: 'inv', at: before, staff, rota: turns });
  const gil = await withGil();
  const [first, second] = before.startsWith('2026-10-24') ? [w.cara, gil] : [gil, w.cara];
  await concern();
  expect(w.arrived()[first.name]).toContain(PASSED);
  expect(second.messages().some(({ summary }) => summary === PASSED)).toBe(false);
  await w.to(after);
  expect(w.arrived()[second.name]).toContain(PASSED);
});

test('a rota’s turn asks nobody twice of the same question', async () => {
  const turns = { dsl: [turn(GIL, 'mon', 'wed'), turn(CARA, 'tue')] };
  w = await world({ staff, rota: turns, at: '2026-11-23 13:00' });
  await withGil();
  await w.to('14:45');
  expect(w.arrived()['Gil Torres']).toEqual([ASKED]);
  await w.to('2026-11-24 00:10');
  expect(w.arrived()).toEqual({ 'Cara Lindqvist': [ASKED] });
  await w.to('2026-11-25 00:10');
  const { id } = await w.database.client.staff.findFirstOrThrow({ where: { name: 'Gil Torres' } });
  const copies = await w.database.client.delivery.findMany({ where: { staffId: id, purpose: 'escalate' } });
  expect(new Set(copies.map(({ askId }) => askId)).size).toBe(copies.length);
});
