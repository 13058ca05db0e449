import { cardSize } from '../../../../src/cards/size';
import { buttonsOf } from '../../../support/fake-teams';
import { at, SCHOOL } from '../school';
import { buttonsIn, cardOf, type QueryWorld, queryWorld, sectionIn, textIn } from '../world';

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
const today = async () => sectionIn(await card(), 'Today').slice(0, 2);

test('says where the pupil should be and when they were last confirmed', async () => {
  await w.rows.answered(placement, zofia, 'here');
  const text = textIn(await card());
  expect(text).toContain('Now\nAt Oak Farm this morning until 12:00');
  expect(text).toContain('Last confirmed\nhere today 09:04 by Amira K. (Oak Farm)');
  expect(await today()).toEqual([
    'Morning, Oak Farm: here, 09:04 (Amira K.)',
    'Afternoon, Oak Farm: not asked yet, starts 13:00',
  ]);
});

test('a pupil confirmed on an earlier day is confirmed as of that day', async () => {
  await w.rows.answered(placement, zofia, 'late', { date: '2026-11-20' });
  await w.rows.answered(placement, zofia, 'not-there', { date: '2026-11-23' });
  expect(textIn(await card())).toContain('Last confirmed\nlate Fri 20 Nov 09:04 by Amira K. (Oak Farm)');
});

test('a pupil never confirmed is said to be so', async () => {
  expect(textIn(await card())).toContain('Last confirmed\nnot in this half term or the last');
});

test('a session that waits says since when and with whom, and an overdue one warns at the top', async () => {
  const ask = await w.rows.ask();
  await w.rows.copy(ask, 'amira');
  await w.rows.prompt(placement, { askId: ask });
  w.setTime('09:20');
  expect(await today()).toContain(
    'Morning, Oak Farm: waiting since 09:00 with Amira Khan (attendance officer)',
  );
  expect(textIn(await card())).not.toContain('No answer yet');
  w.setTime('10:15');
  expect(textIn(await card())).toContain('No answer yet');
});

test('a note is shown as it was written', async () => {
  const note = 'came by **taxi** ${cost} <i>';
  await w.rows.answered(placement, zofia, 'here', { note });
  expect(textIn(await card(), [note])).toContain(`here, 09:04 (Amira K.) “${note}”`);
});

test('not known counts as unsafe until somebody has settled it', async () => {
  const asked = await w.rows.answered(placement, zofia, 'not-known');
  const text = textIn(await card());
  expect(text).toContain('Not known: counts as unsafe');
  expect(text).toContain('Morning, Oak Farm: not known, 09:04 (Amira K.): counts as unsafe until answered');
  await w.rows.followUp(placement, asked, { status: 'answered' });
  expect(textIn(await card())).not.toContain('unsafe');
});

test('not there is followed up: open, then done; a follow-up taken back does not count', async () => {
  const asked = await w.rows.answered(placement, zofia, 'not-there');
  await w.rows.followUp(placement, asked, { id: 'first', status: 'withdrawn' });
  expect(await today()).toContain('Morning, Oak Farm: not there, 09:04 (Amira K.)');
  await w.rows.followUp(placement, asked, { id: 'second', occurrence: 'again' });
  expect(await today()).toContain('Morning, Oak Farm: not there, 09:04 (Amira K.). Being followed up');
  await w.db.prompt.updateMany({ where: { id: 'second' }, data: { status: 'answered' } });
  expect(await today()).toContain('Morning, Oak Farm: not there, 09:04 (Amira K.). Followed up');
  expect(textIn(await card())).not.toContain('⚠');
});

test.each([
  [{ status: 'planned' }, 'not asked yet, starts 09:00'],
  [{ status: 'excused', closedWhy: 'school-closed' }, 'excused: the school was closed'],
  [{ status: 'withdrawn', closedWhy: 'not-expected' }, 'no longer expected there'],
  [{ status: 'expired', closedWhy: 'missed' }, 'not asked: Waymark was not running'],
  [{ status: 'expired' }, 'not answered'],
])('a question that is %j reads: %s', async (row, words) => {
  await w.rows.prompt(placement, row);
  expect(await today()).toContain(`Morning, Oak Farm: ${words}`);
});

test('open questions say who holds them, who reached last first, and who is on it until when', async () => {
  const ask = await w.rows.ask({ heldBy: 'dana', heldUntil: at('10:30') });
  await w.rows.copy(ask, 'amira', { superseded: true });
  await w.rows.copy(ask, 'amira', { purpose: 'remind', createdAt: at('10:10') });
  await w.rows.copy(ask, 'dana', { purpose: 'escalate', role: 'dsl', createdAt: at('10:00') });
  await w.rows.copy(ask, 'pete', { state: 'failed', role: 'pastoral-lead' });
  await w.rows.prompt(placement, { askId: ask });
  expect(sectionIn(await card(), 'Still open', 'Attendance, Autumn 2')).toEqual([
    'Attendance, Oak Farm, this morning: overdue for 45 min. Dana Lewis is on it until 10:30. ' +
      'With Dana Lewis (DSL) and Amira Khan (attendance officer)',
  ]);
});

test('a question that reached nobody says so', async () => {
  await w.rows.prompt(placement, { askId: await w.rows.ask({ dueAt: at('10:30') }) });
  expect(textIn(await card())).toContain('due 10:30. With nobody: no one could be reached');
});

test('a question of an earlier day is still shown, with its day', async () => {
  const asked = await w.rows.answered(placement, zofia, 'not-there', { date: '2026-11-20' });
  await w.rows.followUp(placement, asked, {
    day: '2026-11-20',
    askId: await w.rows.ask({ kind: 'absence-follow-up' }),
  });
  expect(textIn(await card())).toContain('An absence to follow up, Oak Farm, Fri 20 Nov morning: overdue');
});

test('escalations say who, since when, and whether it was answered since', async () => {
  const [climbing, done] = [await w.rows.ask(), await w.rows.ask({ closed: true })];
  await w.rows.prompt(placement, { askId: climbing, session: 'pm' });
  await w.rows.prompt(placement, { askId: done, status: 'answered', escalated: true });
  const event = (askId: string, time: string, type: string, data: object, staffId?: string) =>
    w.db.event.create({
      data: { schoolId: SCHOOL, at: at(time), type, askId, data, staffId: staffId ?? null },
    });
  await event(done, '10:00', 'escalated', { role: 'ap-lead', to: 'ap-lead' }, 'ben');
  await event(climbing, '10:05', 'nobody-available', { role: 'ap-lead' });
  await event(climbing, '10:06', 'escalated', { role: 'dsl', to: 'dsl' }, 'dana');
  expect(sectionIn(await card(), 'Escalated', 'Attendance, Autumn 2')).toEqual([
    'Attendance, Oak Farm, this morning: Ben Okoro (AP lead) since 10:00, answered since',
    'Attendance, Oak Farm, this afternoon: Nobody could be reached as AP lead at 10:05',
    'Attendance, Oak Farm, this afternoon: Dana Lewis (DSL) since 10:06',
  ]);
});

test('the placement is told with a number that dials', async () => {
  const result = await card();
  expect(sectionIn(result, 'Oak Farm', 'Next')).toEqual([
    'Ring',
    '[01632 960123](tel:01632960123)',
    'Address',
    '1 Farm Lane, ZZ1 1ZZ',
    'Basis',
    'Direction off site (s29A)',
    'Since',
    'Wed 2 Sep 2026',
    'Days',
    'Mon to Fri, all day',
  ]);
});

test('a pupil at two providers has both placements, and both sessions of today', async () => {
  await w.clear();
  await w.rows.provider('river', 'Riverside', { type: 'online' });
  zofia = await w.rows.pupil('Zofia', 'Ostrowska');
  await w.rows.placement(zofia, 'oak', { timetable: ['Mon AM', 'Tue AM', 'Tue PM'] });
  await w.rows.placement(zofia, 'river', { timetable: ['Mon PM'], basis: 'other' });
  await w.rows.placement(zofia, 'river', { startDate: '2026-09-02', expectedEndDate: '2026-10-23' });
  const result = await card();
  expect(sectionIn(result, 'Today').slice(0, 2)).toEqual([
    'Morning, Oak Farm: not asked yet, starts 09:00',
    'Afternoon, Riverside: not asked yet, starts 13:00',
  ]);
  expect(sectionIn(result, 'Oak Farm', 'Riverside')).toContain('Mon morning and Tue');
  expect(sectionIn(result, 'Riverside', 'Next')).toEqual([
    'Basis',
    'Other',
    'Since',
    'Wed 2 Sep 2026',
    'Days',
    'Mon afternoon',
  ]);
});

test('the card can be looked at again, and leads on only to what the person may see', async () => {
  const result = await card();
  expect(buttonsOf(cardOf(result).content)[0]).toMatchObject({ verb: 'status', data: { pupil: zofia } });
  expect(buttonsIn(result)).toEqual(['Look again', 'Contacts', 'Today']);
  expect(buttonsIn(await w.press('status', { pupil: zofia }, 'pete'))).toEqual(['Look again', 'Contacts']);
});

test('no name is in the summary, which shows on a locked phone', async () => {
  expect(cardOf(await card()).summary).toBe('The status of a pupil');
});

test('a pupil with everything on record fits on a card', async () => {
  await w.clear();
  zofia = await w.rows.pupil('Zofia'.repeat(8), 'Ostrowska'.repeat(8));
  for (const n of [1, 2, 3, 4]) {
    await w.rows.provider(`p${n}`, `A provider with a long name ${n} `.repeat(3), {
      address: 'A long road, '.repeat(8),
    });
    placement = await w.rows.placement(zofia, `p${n}`, { expectedEndDate: '2026-12-11' });
    const ask = await w.rows.ask({ heldBy: 'dana', heldUntil: at('11:00') });
    for (const id of ['amira', 'ben', 'dana']) await w.rows.copy(ask, id, { purpose: 'escalate' });
    await w.rows.prompt(placement, { askId: ask });
    for (const day of [2, 9, 16, 17, 18, 19, 20]) {
      const date = `2026-11-${String(day).padStart(2, '0')}`;
      const asked = await w.rows.answered(placement, zofia, 'not-there', { date, note: 'n'.repeat(300) });
      await w.rows.followUp(placement, asked, { day: date, askId: ask });
    }
    for (const role of ['ap-lead', 'dsl']) {
      const data = {
        schoolId: SCHOOL,
        at: at('10:00'),
        type: 'escalated',
        askId: ask,
        data: { role },
        staffId: 'dana',
      };
      await w.db.event.createMany({ data: [data, data, data] });
    }
  }
  expect(cardSize(cardOf(await card()).content)).toBeLessThan(25_000);
});
