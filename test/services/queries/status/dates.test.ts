import { type QueryWorld, queryWorld, sectionIn } from '../world';

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

test('the next dates: session, half term and the end of the placement', async () => {
  await w.clear();
  zofia = await w.rows.pupil('Zofia', 'Ostrowska');
  await w.rows.placement(zofia, 'oak', {
    timetable: ['Mon AM', 'Fri PM', 'Tue PM'],
    expectedEndDate: '2026-12-11',
  });
  expect(sectionIn(await card(), 'Next')).toEqual([
    'Next session: tomorrow afternoon 13:00, Oak Farm',
    'Autumn 2 ends: Fri 18 Dec',
    'Oak Farm expected to end: Fri 11 Dec',
  ]);
  w.setTime('16:00', '2026-11-24');
  expect(sectionIn(await card(), 'Next')[0]).toBe('Next session: Mon 30 Nov morning 09:00, Oak Farm');
});

test('in a holiday the half term ahead is named', async () => {
  w.setTime('10:00', '2026-10-27');
  expect(sectionIn(await card(), 'Next')).toContain('Autumn 2 starts: Mon 2 Nov');
});

test('code N counts its five school days, the oldest first, past the weekend and the INSET day', async () => {
  await w.rows.answered(placement, zofia, 'not-there', { date: '2026-11-24' });
  await w.rows.answered(placement, zofia, 'not-there', { date: '2026-11-25' });
  await w.rows.answered(placement, zofia, 'not-there', { date: '2026-11-20', confirmed: 'I', code: 'I' });
  w.setTime('16:00', '2026-11-30');
  expect(sectionIn(await card(), 'Next')[0]).toBe(
    'N, reason not yet established, Tue 24 Nov morning: school day 4 of 5, replace it by Wed 2 Dec; 2 sessions in all',
  );
  w.setTime('16:00', '2026-12-02');
  expect(sectionIn(await card(), 'Next')[0]).toContain('its 5 school days are over: replace it now');
});
