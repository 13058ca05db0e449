import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow, pupilRow, type Row } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
const at = (n: number, over: Row): Row =>
  placementRow(n, {
    provider_id: 'kiln',
    timetable: 'Mon AM',
    basis: 'other',
    reason: 'poor-attendance',
    ...over,
  });

test('INV-7.2, INV-7.3 and INV-7.4: the notice has eleven items and two clear school days; too late, it says the earliest start, and nobody starts', async () => {
  const start = (day: string) => [at(0, { start_date: day, expected_end_date: '2027-03-26' })];
  s = await PolicyStage.start('inv', {
    at: '2026-11-16 07:00',
    providers: [KILN],
    placements: start('2026-11-30'),
  });
  await s.to('2026-11-17 08:35');
  expect(await s.news('start-notice')).toEqual({ 'start-notice': ['ben'] });
  const card = await s.card('ben', 'start-notice');
  expect(card).toContain('Send it by Wed 25 Nov at the latest: 2 clear school days before Mon 30 Nov.');
  for (const item of [
    'Why the pupil is placed',
    'What the placement is to achieve',
    'How long it lasts',
    'The day it starts',
    'The time it starts',
    'The address',
    'Whom to report to on the first day',
    'When the morning starts',
    'When the morning ends',
    'When the afternoon starts',
    'When the afternoon ends',
  ])
    expect(card).toContain(item);

  // Four school days, five, six: the AP lead, the headteacher while there is still a day, the AP lead on the last.
  await s.to('2026-11-23 09:00');
  expect(await s.news('start-notice')).toEqual({ 'start-notice': ['ben again'] });
  await s.to('2026-11-24 09:00');
  expect(await s.news('start-notice')).toEqual({ 'start-notice': ['ewa too'] });
  await s.to('2026-11-25 09:00');
  expect(await s.news('start-notice')).toEqual({ 'start-notice': ['ben again'] });
  expect(await s.card('ben', 'start-notice')).toContain('Send it today at the latest');

  // It goes a day late and without the address: neither settles it, and both are said.
  await s.to('2026-11-26 09:00');
  await s.prepare('start-notice');
  expect(await s.card('ben', 'start-notice')).toContain('Sent today, it allows a start on Tue 1 Dec.');
  const LETTER = { notice_sent_on: '2026-11-26', method: 'letter', letter_ref: 'N-30' };
  const ITEMS = ['reasons', 'aims', 'period', 'start_date', 'start_time', 'address', 'report_to'];
  const TIMES = ['am_start', 'am_end', 'pm_start', 'pm_end'];
  const ticked = Object.fromEntries([...ITEMS, ...TIMES].map((name) => [name, 'yes']));
  const noAddress = await s.send('ben', 'start-notice', { ...ticked, ...LETTER, address: 'no' });
  expect(noAddress.text).toContain('The address does not settle this yet');
  const late = await s.send('ben', 'start-notice', { address: 'yes' });
  expect(late.text).toContain('it leaves 1 clear school day before the start on Mon 30 Nov: 2 are needed.');
  expect(late.text).toContain('The earliest start this notice allows is Tue 1 Dec.');
  expect(await s.missing()).toEqual(['start-notice']);

  // The start moves to the Tuesday: the same notice is in time.
  await s.import({ placements: start('2026-12-01') });
  await s.settle('ben', 'start-notice');
  expect(await s.record('start-notice')).toMatchObject({
    by: 'ben',
    escalated: true,
    fields: {
      ...ticked,
      ...LETTER,
      sent_by_role: 'ap-lead',
      placement_start_on: '2026-12-01',
      days_before_start: '2',
    },
  });
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-12-01' });
});

test('INV-7.5 and INV-7.6: before a period ends somebody decides; one letter always goes: it has ended, or everything again for the extension', async () => {
  const NOTICES = ['end-of-period', 'end-notice', 'extension-notice'];
  const placements = (zofiaEnds: string) => [
    at(0, { start_date: '2026-10-05', expected_end_date: zofiaEnds }),
    at(1, { start_date: '2026-10-05', expected_end_date: '2026-11-20' }),
  ];
  s = await PolicyStage.start('inv', {
    at: '2026-11-02 07:00',
    pupils: [pupilRow(0), pupilRow(1)],
    providers: [KILN],
    placements: placements('2026-11-20'),
  });
  // Ten clear school days before Friday 20 November, about each of them.
  await s.to('2026-11-05 08:35');
  expect(await s.news(...NOTICES)).toEqual({ 'end-of-period': ['ben', 'ben'] });

  // Yusuf's ends: the letter is asked for at once, and is short.
  await s.settle('ben', 'end-of-period', { outcome: 'end' }, 'p1');
  expect(await s.news(...NOTICES)).toEqual({ 'end-notice': ['ben'] });
  expect((await s.prompts('end-notice')).map(({ subjectId }) => subjectId)).toEqual(['p1']);
  await s.to('2026-11-10 09:00');
  expect(await s.news(...NOTICES)).toEqual({
    'end-notice': ['ben again', 'ewa too'],
    'end-of-period': ['ben again'],
  });
  await s.settle('ben', 'end-notice', { notice_sent_on: '2026-11-10', method: 'email', letter_ref: 'E-1' });
  expect(await s.record('end-notice', 'p1')).toMatchObject({
    by: 'ben',
    fields: { initial_period_end_on: '2026-11-20', notice_sent_on: '2026-11-10', letter_ref: 'E-1' },
  });

  // Nobody decides about Zofia: senior leader after five school days. Hers is extended.
  await s.to('2026-11-12 08:35');
  expect(await s.news('end-of-period')).toEqual({ 'end-of-period': ['gita too'] });
  await s.settle('ben', 'end-of-period', { outcome: 'extend' }, 'p0');
  expect(await s.news(...NOTICES)).toEqual({ 'extension-notice': ['ben'] });
  expect((await s.prompts('extension-notice')).map(({ subjectId }) => subjectId)).toEqual(['p0']);
  const draft = await s.send('ben', 'extension-notice', {
    extension_from: '2026-11-23',
    extension_to: '2026-12-18',
    reasons: 'yes',
    aims: 'yes',
    notice_sent_on: '2026-11-12',
  });
  expect(draft.text).toContain('Kept, but not settled yet.');
  expect(draft.text).toContain('When mornings and afternoons start and end');
  await s.to('2026-11-18 09:00');
  expect(await s.news('extension-notice')).toEqual({ 'extension-notice': ['ben again', 'ewa too'] });
  await s.settle('ben', 'extension-notice', { method: 'letter', letter_ref: 'X-1' });
  expect(await s.record('extension-notice', 'p0')).toMatchObject({
    fields: {
      extension_from: '2026-11-23',
      extension_to: '2026-12-18',
      session_times: 'yes',
      letter_ref: 'X-1',
    },
  });

  // The school's file says the new last day: ten school days before that one, it is asked again.
  await s.import({ placements: placements('2026-12-11') });
  await s.news();
  await s.to('2026-11-26 08:35');
  expect(await s.news(...NOTICES)).toEqual({ 'end-of-period': ['ben'] });
  expect((await s.prompts('end-of-period')).map(({ subjectId, day }) => [subjectId, day])).toContainEqual([
    'p0',
    '2026-11-26',
  ]);
});

test('INV-3.17 and INV-3.12: without an agreement that has not run out, with maths and English, nobody starts', async () => {
  s = await PolicyStage.start('inv', {
    at: '2026-11-12 07:00',
    providers: [KILN],
    placements: [at(0, { start_date: '2026-11-30', expected_end_date: '2027-03-26' })],
  });
  await s.to('2026-11-13 08:35');
  expect(await s.news('provider-agreement')).toEqual({ 'provider-agreement': ['ben'] });
  const SLA = { sla_ref: 'SLA-8', signed_on: '2025-11-20', maths_included: 'yes', english_included: 'no' };
  const noEnglish = await s.send('ben', 'provider-agreement', { ...SLA, expires_on: '2026-11-10' });
  expect(noEnglish.text).toContain('Does every course include basic English? does not settle this yet');
  expect(await s.news('provider-agreement')).toEqual({ 'provider-agreement': ['ewa too'] });
  const old = await s.send('ewa', 'provider-agreement', { english_included: 'yes' });
  expect(old.text).toContain('it has run out on Tue 10 Nov. Get a new one.');
  const override = await s.press('ewa', 'provider-agreement', 'override', {
    override_reason: 'Being renewed',
  });
  expect(override.taken).toBe(false);

  // The rest is in place; the first day passes without it.
  await s.to('2026-11-25 15:30');
  await s.prepare('provider-agreement');
  expect(await s.missing()).toEqual(['provider-agreement']);
  await s.news();
  await s.to('2026-11-30 10:00');
  expect(await s.placement()).toMatchObject({ activeFrom: null });
  expect(await s.news('session-attendance')).toEqual({});
  await s.settle('ben', 'provider-agreement', { signed_on: '2026-11-30', expires_on: '2027-11-29' });
  expect(await s.record('provider-agreement')).toMatchObject({
    by: 'ben',
    escalated: true,
    fields: {
      sla_ref: 'SLA-8',
      signed_on: '2026-11-30',
      expires_on: '2027-11-29',
      english_included: 'yes',
      confirmed_on: '2026-11-30',
    },
  });
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-12-01' });
});
