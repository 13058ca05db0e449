import { cardSize } from '../../../../src/cards/size';
import { buttonsOf } from '../../../support/fake-teams';
import { buttonsIn, cardOf, type QueryWorld, queryWorld, sectionIn, textIn } from '../world';

let w: QueryWorld;
beforeAll(async () => {
  w = await queryWorld();
});
beforeEach(() => w.clear());
afterAll(() => w.close());

/** Pupils of one provider, answered with these marks; null waits on the ask. */
async function morning(providerId: string, marks: readonly (string | null)[], askId?: string): Promise<void> {
  for (const mark of marks) {
    const pupil = await w.rows.pupil('Sam', `Adams-${providerId}`);
    const placement = await w.rows.placement(pupil, providerId);
    if (mark) await w.rows.answered(placement, pupil, mark);
    else await w.rows.prompt(placement, { askId: askId ?? null });
  }
}

test('counts by session and provider, then what is open and with whom', async () => {
  const ask = await w.rows.ask();
  await w.rows.copy(ask, 'amira');
  await morning('oak', ['here', 'here', 'late', 'not-there', null, null], ask);
  const result = await w.type('today');
  expect(textIn(result)).toContain('2 answers still to come');
  expect(sectionIn(result, 'Morning', 'Afternoon')).toEqual([
    'Oak Farm: 2 here, 1 late, 1 not there, 2 waiting',
  ]);
  expect(sectionIn(result, 'Afternoon', 'Still open')).toEqual(['Not asked yet, starts 13:00.']);
  expect(sectionIn(result, 'Still open', 'Register codes to confirm')).toEqual([
    'Attendance, 2 pupils, Oak Farm, this morning: overdue for 45 min. With Amira Khan (attendance officer)',
  ]);
});

test('the books of the day: expected is the sum of what became of it', async () => {
  const ask = await w.rows.ask();
  await w.rows.copy(ask, 'amira');
  await morning('oak', ['here', 'here', null], ask);
  expect(textIn(await w.type('today'))).toContain(
    '3 expected: 2 answered, 1 still open. Nothing unaccounted for.',
  );
});

test('what nobody was asked about is unaccounted for, and the card warns of it', async () => {
  await w.rows.placement(await w.rows.pupil('Sam', 'Adams'));
  const text = textIn(await w.type('today'));
  expect(text).toContain('⚠ 1 unaccounted for');
  expect(text).toContain('Not everything is accounted for');
  expect(text).toContain('1 expected. 1 unaccounted for.');
});

test('a pupil who is not known counts as unsafe at the top until the follow-up is settled', async () => {
  const pupil = await w.rows.pupil('Sam', 'Adams');
  const placement = await w.rows.placement(pupil);
  const asked = await w.rows.answered(placement, pupil, 'not-known');
  expect(textIn(await w.type('today'))).toContain('1 pupil not known: counts as unsafe');
  await w.rows.followUp(placement, asked, { status: 'answered' });
  expect(textIn(await w.type('today'))).not.toContain('unsafe');
});

test('open follow-ups are counted, and name the pupil as shortly as can be', async () => {
  const zofia = await w.rows.pupil('Zofia', 'Ostrowska');
  const placement = await w.rows.placement(zofia);
  const asked = await w.rows.answered(placement, zofia, 'not-there', { date: '2026-11-20' });
  const ask = await w.rows.ask({ kind: 'absence-follow-up' });
  await w.rows.copy(ask, 'amira');
  await w.rows.followUp(placement, asked, { day: '2026-11-20', askId: ask });
  expect(sectionIn(await w.type('today'), 'Still open (1 follow-up)')[0]).toMatch(
    /^An absence to follow up, Zofia O., Oak Farm, Fri 20 Nov morning: overdue/,
  );
});

test('what became of other questions is said in words', async () => {
  const placement = await w.rows.placement(await w.rows.pupil('Sam', 'Adams'));
  await w.rows.prompt(placement, { status: 'excused', closedWhy: 'school-closed' });
  await w.rows.prompt(placement, { status: 'planned', session: 'pm' });
  const result = await w.type('today');
  expect(sectionIn(result, 'Morning', 'Afternoon')).toEqual(['Oak Farm: 1 excused: the school was closed']);
  expect(sectionIn(result, 'Afternoon').slice(0, 1)).toEqual(['Oak Farm: 1 not asked yet']);
});

test('a day without school says why', async () => {
  w.setTime('10:00', '2026-11-27');
  expect(textIn(await w.type('today'))).toContain('No school today: INSET day');
  w.setTime('10:00', '2026-11-28');
  expect(textIn(await w.type('today'))).toContain('No school today: it is the weekend');
});

test('half a day without school says why in its place', async () => {
  w.setTime('14:00', '2026-12-02');
  const result = await w.type('today');
  expect(sectionIn(result, 'Morning', 'Afternoon')).toEqual(['Nobody was expected at AP.']);
  expect(sectionIn(result, 'Afternoon')[0]).toBe('No school: Staff training.');
});

test('nine providers and sixty pupils stay readable: those where all are here share a line', async () => {
  const ask = await w.rows.ask();
  await w.rows.copy(ask, 'amira');
  for (let i = 1; i <= 9; i += 1) {
    await w.rows.provider(`p${i}`, `Provider ${i}`);
    const marks = Array.from({ length: i === 9 ? 4 : 7 }, () => 'here');
    await morning(`p${i}`, i === 3 ? [...marks.slice(1), null] : marks, ask);
  }
  const result = await w.type('today');
  expect(sectionIn(result, 'Morning', 'Afternoon')).toEqual([
    'Provider 3: 6 here, 1 waiting',
    'All here: Provider 1 (7), Provider 2 (7), Provider 4 (7), Provider 5 (7), Provider 6 (7), Provider 7 (7), Provider 8 (7) and Provider 9 (4)',
  ]);
  expect(cardSize(cardOf(result).content)).toBeLessThan(10_000);
});

test('more open cards than fit are counted', async () => {
  for (let i = 0; i < 13; i += 1) {
    const placement = await w.rows.placement(await w.rows.pupil('Sam', `Adams${i}`));
    await w.rows.prompt(placement, { askId: await w.rows.ask() });
  }
  const open = sectionIn(await w.type('today'), 'Still open');
  expect(open[9]).toMatch(/^Attendance, Sam/);
  expect(open[10]).toBe('and 3 more');
});

test('provider names are shown as they are written', async () => {
  await w.rows.provider('odd', '**Oak** [x](http://evil.example) ${n} <b>');
  const pupil = await w.rows.pupil('Sam', 'Adams');
  await w.rows.answered(await w.rows.placement(pupil, 'odd'), pupil, 'here');
  expect(textIn(await w.type('today'), ['${'])).toContain(
    '**Oak** [x](http://evil.example) ${n} <b>: 1 here',
  );
});

test('an earlier day is shown for its codes, and leads back to today', async () => {
  const pupil = await w.rows.pupil('Sam', 'Adams');
  const placement = await w.rows.placement(pupil);
  await w.rows.answered(placement, pupil, 'here', { date: '2026-11-19' });
  await w.rows.answered(placement, pupil, 'here', { date: '2026-11-20' });
  const now = await w.type('today');
  expect(buttonsIn(now)).toEqual(['Codes of Thu 19 Nov', 'Overdue']);
  const [earlier] = buttonsOf(cardOf(now).content);
  const then = await w.press('today', earlier?.data ?? {});
  expect(textIn(then).split('\n')).toContain('Thu 19 Nov');
  expect(sectionIn(then, 'Register codes to confirm')[0]).toBe('B, educated off site: 1');
  expect(buttonsIn(then)).toEqual(['Confirm 1 code', 'Today']);
});

test('another school’s day is not in the picture', async () => {
  const pupil = await w.rows.pupil('Sam', 'Adams');
  await w.rows.answered(await w.rows.placement(pupil), pupil, 'here');
  await w.db.attendanceMark.updateMany({ data: { schoolId: '900009' } });
  expect(sectionIn(await w.type('today'), 'Morning', 'Afternoon')).toEqual(['Oak Farm: 1 answered']);
});
