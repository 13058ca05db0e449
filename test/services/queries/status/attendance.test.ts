import { cardOf, type QueryWorld, queryWorld, sectionIn, textIn } from '../world';

let w: QueryWorld;
let zofia: string;
let placement: string;
beforeAll(async () => {
  w = await queryWorld();
});
beforeEach(async () => {
  await w.clear();
  zofia = await w.rows.pupil('Zofia', 'Ostrowska');
  placement = await w.rows.placement(zofia);
});
afterAll(() => w.close());

const card = () => w.press('status', { pupil: zofia });

test('attendance is told by session, unanswered sessions apart, with a chart and the last half term', async () => {
  for (const date of ['2026-11-02', '2026-11-03', '2026-11-09'])
    await w.rows.answered(placement, zofia, 'here', { date });
  await w.rows.answered(placement, zofia, 'not-there', { date: '2026-11-10' });
  await w.rows.answered(placement, zofia, 'late', { date: '2026-11-02', session: 'pm' });
  await w.rows.prompt(placement, { day: '2026-11-03', session: 'pm', status: 'expired' });
  await w.rows.answered(placement, zofia, 'here', { date: '2026-10-20' });
  const result = await card();
  expect(sectionIn(result, 'Attendance, Autumn 2', 'Oak Farm')).toEqual([
    'Morning',
    '3 of 4 (75%)',
    'Afternoon',
    '1 of 1 (100%), 1 not confirmed',
    'Autumn 1',
    'Morning 1 of 1 (100%); afternoon nothing recorded',
    'Sessions attended. 19 Oct: 1 of 1 · 2 Nov: 3 of 3 · 9 Nov: 1 of 2',
  ]);
  expect(JSON.stringify(cardOf(result).content)).toContain('Chart.');
});

test('the chart keeps to the latest eight weeks', async () => {
  const mondays = ['09-07', '09-14', '09-21', '09-28', '10-05', '10-12', '10-19', '11-02', '11-09', '11-16'];
  for (const monday of mondays) await w.rows.answered(placement, zofia, 'here', { date: `2026-${monday}` });
  const text = textIn(await card());
  expect(text).toContain('Sessions attended. 21 Sep: 1 of 1 ·');
  expect(text).toContain('· 16 Nov: 1 of 1');
});

test('a pupil of whom nothing was asked yet has no attendance section', async () => {
  expect(textIn(await card())).not.toContain('Attendance');
});
