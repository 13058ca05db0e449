import { addSchool, at } from './school';
import { buttonsIn, type QueryWorld, queryWorld, sectionIn, textIn } from './world';

let w: QueryWorld;
beforeAll(async () => {
  w = await queryWorld();
});
beforeEach(() => w.clear());
afterAll(() => w.close());

const lines = async () => sectionIn(await w.type('overdue'), 'Oldest first');

async function asked(
  firstName: string,
  more: Parameters<QueryWorld['rows']['ask']>[0] = {},
): Promise<string> {
  const ask = await w.rows.ask(more);
  await w.rows.copy(ask, 'amira');
  await w.rows.prompt(await w.rows.placement(await w.rows.pupil(firstName, 'Adams')), { askId: ask });
  return ask;
}

test('nothing late is one line', async () => {
  await asked('Ann', { dueAt: at('10:30') });
  await asked('Ben', { closed: true });
  const result = await w.type('overdue');
  expect(textIn(result)).toContain('Nothing is overdue.');
  expect(buttonsIn(result)).toEqual(['Look again']);
});

test('what is late comes oldest first, with who holds it and for how long', async () => {
  await asked('Ann', { dueAt: at('10:00') });
  await asked('Ben', { dueAt: at('09:30', '2026-11-20') });
  expect(textIn(await w.type('overdue'))).toContain('2 answers overdue');
  expect(await lines()).toEqual([
    'Attendance, Ben A., Oak Farm, this morning: overdue for 3 days. With Amira Khan (attendance officer)',
    'Attendance, Ann A., Oak Farm, this morning: overdue for 15 min. With Amira Khan (attendance officer)',
  ]);
});

test('several pupils on one card are one line, counted; those answered are not', async () => {
  const ask = await asked('Ann');
  for (const status of ['open', 'answered']) {
    await w.rows.prompt(await w.rows.placement(await w.rows.pupil('Ben', 'Best')), { askId: ask, status });
  }
  expect(await lines()).toEqual([expect.stringMatching(/^Attendance, 2 pupils, Oak Farm, this morning/)]);
});

test('names are as short as the whole school allows, not only this list', async () => {
  await asked('Zofia');
  await w.rows.pupil('Zofia', 'Abbott');
  expect((await lines())[0]).toMatch(/^Attendance, Zofia Ad., Oak Farm/);
});

test('fifteen lines at most, then how many more', async () => {
  for (let i = 0; i < 19; i += 1) await asked(`Pupil${i}`);
  const all = await lines();
  expect(all).toHaveLength(16);
  expect(all[15]).toBe('and 4 more');
});

test('another school’s are not listed', async () => {
  await addSchool(w.db, '900002', 'Otherside School');
  await asked('Ann');
  expect(textIn(await w.type('overdue', 'ben', '900002'))).toContain('Nothing is overdue.');
});
