import { buttonsOf } from '../../support/fake-teams';
import { at, SCHOOL } from './school';
import { buttonsIn, cardOf, type QueryWorld, queryWorld, sectionIn, textIn } from './world';

const DAY = '2026-11-23';
let w: QueryWorld;
beforeAll(async () => {
  w = await queryWorld();
});
beforeEach(() => w.clear());
afterAll(() => w.close());

async function marked(mark: string, more: object = {}): Promise<void> {
  const pupil = await w.rows.pupil('Sam', 'Adams');
  await w.rows.answered(await w.rows.placement(pupil), pupil, mark, more);
}

const marks = () => w.db.attendanceMark.findMany({ orderBy: { promptId: 'asc' } });
const events = () => w.db.event.findMany({ where: { type: 'codes-confirmed' } });

/** Presses the button that confirms, as the card offered it. */
async function confirm(as = 'amira') {
  const button = buttonsOf(cardOf(await w.type('today', as)).content).find(
    ({ verb }) => verb === 'confirm-codes',
  );
  return w.press('confirm-codes', button?.data ?? {}, as);
}

test('codes that wait are listed with their meaning, those that need a decision with the reason', async () => {
  await marked('here');
  await marked('here');
  await marked('not-there');
  await marked('late', { codeWhy: 'late at the provider' });
  await marked('here', { code: '\\' });
  const result = await w.type('today', 'amira');
  expect(sectionIn(result, 'Register codes to confirm').slice(0, 4)).toEqual([
    '\\, present at school, afternoon: 1',
    'B, educated off site: 2',
    'N, reason not yet established: 1',
    'For you to decide: 1 (late at the provider)',
  ]);
  expect(buttonsIn(result)).toEqual(['Confirm 4 codes', 'Overdue']);
});

test('one press confirms them all in the name of who pressed, with an event', async () => {
  await marked('here');
  await marked('not-there');
  await marked('late');
  const after = await confirm();
  expect(textIn(after)).toContain('2 codes confirmed.');
  expect(buttonsIn(after)).toEqual(['Overdue']);
  const by = { confirmedBy: 'amira', confirmedAt: at('10:15') };
  expect(await marks()).toMatchObject([
    { code: 'B', confirmed: 'B', ...by },
    { code: 'N', confirmed: 'N', ...by },
    { code: null, confirmed: null, confirmedBy: null },
  ]);
  expect(await events()).toMatchObject([
    { schoolId: SCHOOL, staffId: 'amira', data: { count: 2, day: DAY } },
  ]);
});

test('confirming again changes nothing and is no event', async () => {
  await marked('here');
  await confirm();
  w.setTime('11:00');
  expect(textIn(await w.press('confirm-codes', { day: DAY }, 'ben'))).toContain(
    'Nothing was left to confirm.',
  );
  expect(await marks()).toMatchObject([{ confirmedBy: 'amira', confirmedAt: at('10:15') }]);
  expect(await events()).toHaveLength(1);
});

test('two people who confirm at once confirm each code once', async () => {
  for (let i = 0; i < 5; i += 1) await marked(i % 2 ? 'here' : 'not-there');
  await Promise.all([
    w.press('confirm-codes', { day: DAY }, 'amira'),
    w.press('confirm-codes', { day: DAY }, 'ben'),
  ]);
  expect((await events()).map(({ data }) => data)).toEqual([{ count: 5, day: DAY }]);
});

test('a code that changed after it was confirmed waits again', async () => {
  await marked('here');
  await confirm();
  await w.db.attendanceMark.updateMany({ data: { code: 'N' } });
  expect(buttonsIn(await w.type('today', 'amira'))).toContain('Confirm 1 code');
  await confirm();
  expect(await marks()).toMatchObject([{ confirmed: 'N' }]);
});

test('nobody confirms codes they were not shown', async () => {
  await marked('here');
  const shown = buttonsOf(cardOf(await w.type('today', 'amira')).content)[0]?.data ?? {};
  await marked('not-there');
  const after = await w.press('confirm-codes', shown, 'amira');
  expect(textIn(after)).toContain('The codes have changed since this card was drawn, so none was confirmed.');
  expect(await marks()).toMatchObject([{ confirmed: null }, { confirmed: null }]);
  expect(buttonsIn(after)).toContain('Confirm 2 codes');
});

test('other days and other schools keep theirs', async () => {
  await marked('here');
  await marked('here', { date: '2026-11-20' });
  await marked('here', { schoolId: '900009' });
  await confirm();
  expect((await marks()).map(({ confirmed }) => confirmed)).toEqual(['B', null, null]);
});

test('whoever may not confirm sees what waits, is offered no button, and is refused', async () => {
  await marked('here');
  const result = await w.type('today', 'dana');
  expect(sectionIn(result, 'Register codes to confirm')[0]).toBe('B, educated off site: 1');
  expect(buttonsIn(result)).toEqual(['Overdue']);
  expect(await w.press('confirm-codes', { day: DAY }, 'dana')).toEqual({
    ok: false,
    refusal: { code: 'not-allowed' },
  });
  expect(await marks()).toMatchObject([{ confirmed: null }]);
});
