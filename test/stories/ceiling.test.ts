import { toDos } from '../../src/services/outbox/ap-today';
import { loadSchool } from '../../src/services/school';
import { packOf, ROUTINE, rowsOf } from '../support/routine-pack';
import { placementRow, providerRow } from '../support/school-folder';
import { textOf, type World, world } from '../support/world';

const { CALL, PLAN, VISIT } = ROUTINE;

let w: World;
afterEach(() => w.end());

/** The most messages that anybody got on one day. */
async function mostInADay(): Promise<number> {
  const sent = await w.database.client.delivery.findMany({
    where: { sentAt: { not: null }, purpose: { not: 'welcome' } },
  });
  const counts = new Map<string, number>();
  for (const { staffId, sentAt } of sent) {
    const key = `${staffId} ${sentAt?.toISOString().slice(0, 10)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return Math.max(...counts.values());
}

/** Open questions that stand neither on a card of their own nor on anybody's list. */
async function lost(): Promise<string[]> {
  const { client: db } = w.database;
  const open = await db.ask.findMany({ where: { closed: false } });
  const copies = await db.delivery.findMany({ where: { state: 'live', superseded: false, bundled: false } });
  const school = await loadSchool(db, w.school);
  const listed = new Set(copies.flatMap(({ askId, sentAt }) => (sentAt ? (askId ?? []) : [])));
  for (const { id } of await db.staff.findMany()) {
    for (const { askId } of await toDos(db, school, id, w.clock.now())) listed.add(askId);
  }
  return open.map(({ id }) => id).filter((id) => !listed.has(id));
}

test('a ceiling of three: nobody gets more than three cards a day, and nothing is lost', async () => {
  const farms = ['oak-farm', 'kiln', 'mill', 'forge'];
  const school = {
    packText: packOf([{ id: 'session-attendance', use: 'session-attendance' }, CALL, PLAN, VISIT], {
      ceiling: 3,
    }),
    pupils: 8,
    providers: farms.map((id) => providerRow(id, `The ${id}`)),
    placements: Array.from({ length: 8 }, (_, n) => placementRow(n, { provider_id: farms[n % 4] ?? '' })),
  };
  w = await world({ at: '2026-11-23 07:00', ...school });
  for (const day of ['2026-11-23', '2026-11-24', '2026-11-25']) {
    await w.to(`${day} 13:30`);
    expect(await lost()).toEqual([]);
    await w.to(`${day} 18:00`);
    expect(await w.books(day)).toMatchObject({ unaccounted: 0 });
  }
  expect(await mostInADay()).toBe(3);
  const amiras = w.card(w.amira, 'AP today');
  expect(rowsOf(amiras.card).length).toBeGreaterThan(5);
  await w.press(w.amira, amiras, 'Open');
  const answered = await w.press(w.amira, amiras, 'All here');
  expect(textOf(answered.card ?? {})).toContain('Done today');
  expect(await lost()).toEqual([]);
});
