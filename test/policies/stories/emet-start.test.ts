import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

/** Zofia is to start at the Kiln on Monday 30 November. */
const start = (over: Record<string, string> = {}) =>
  placementRow(0, {
    provider_id: 'kiln',
    start_date: '2026-11-30',
    expected_end_date: '2027-03-26',
    timetable: 'Mon AM;Tue AM',
    basis: 'other',
    ...over,
  });
const kiln = (type: string) => [providerRow('kiln', 'The Kiln', { type })];

test('EMET-6.1, EMET-6.2, EMET-6.4 and EMET-6.5: a direction starts only with the governors’ minute and a letter to the parents in time', async () => {
  const DIRECTION = ['direction-proposal', 'governors-approval', 'direction-letter'];
  s = await PolicyStage.start('emet', {
    at: '2026-11-05 07:00',
    providers: kiln('registered'),
    placements: [start({ basis: 's29a-direction' })],
  });

  // The AP lead proposes: what has been tried, until when, and when it is looked at.
  await s.to('2026-11-06 09:00');
  expect(await s.news(...DIRECTION)).toEqual({ 'direction-proposal': ['ben'] });
  const endless = await s.send('ben', 'direction-proposal', {
    interventions_tried: 'Mentor, report card, part of the day in the hub',
    outcomes: 'Little change',
    support_package_ref: 'SP-12',
    review_dates: '2027-01-15',
    review_lead: 'ap-lead',
  });
  expect(endless.text).toContain('Still missing: The direction ends on.');
  expect(await s.news(...DIRECTION)).toEqual({});
  await s.settle('ben', 'direction-proposal', { direction_end_on: '2027-03-26' });

  // The proposal goes to the headteacher, for the governors; no minute, no direction.
  expect(await s.news(...DIRECTION)).toEqual({ 'governors-approval': ['ewa', 'ben'] });
  const noMinute = await s.send('ewa', 'governors-approval', { governors_approved_on: '2026-11-06' });
  expect(noMinute.text).toContain('Still missing: Minute reference.');
  const override = await s.press('ewa', 'governors-approval', 'override', {
    override_reason: 'Chair agrees',
  });
  expect(override.taken).toBe(false);
  await s.to('2026-11-16 09:00');
  expect(await s.news('governors-approval')).toEqual({
    'governors-approval': ['ewa again', 'gita too'],
  });
  await s.settle('ewa', 'governors-approval', { minute_ref: 'GB-2026-11-14/6' });
  expect(await s.record('governors-approval')).toMatchObject({
    by: 'ewa',
    fields: { governors_approved_on: '2026-11-06', minute_ref: 'GB-2026-11-14/6' },
  });

  // Once approved, and not before, the letter is asked for: of whoever represents the school.
  expect(await s.news(...DIRECTION)).toEqual({ 'direction-letter': ['ivo', 'ewa'] });
  expect(await s.card('ivo', 'direction-letter')).toContain('Send it by Wed 25 Nov');
  await s.to('2026-11-23 09:00');
  expect(await s.news(...DIRECTION)).toEqual({ 'direction-letter': ['ivo again', 'ben too', 'ewa too'] });

  // Everything else is in place; a letter sent on the Thursday leaves one clear school day, and does not do.
  await s.to('2026-11-26 09:00');
  await s.prepare('direction-letter');
  const LETTER = { attendance_duty_stated: 'yes', letter_ref: 'L-77' };
  const late = await s.send('ivo', 'direction-letter', { ...LETTER, letter_sent_on: '2026-11-26' });
  expect(late.text).toContain('it leaves 1 clear school day before the start on Mon 30 Nov: 2 are needed.');
  expect(late.text).toContain('The earliest start this notice allows is Tue 1 Dec.');
  expect(await s.missing()).toEqual(['direction-letter']);
  await s.to('2026-11-30 09:05');
  expect(await s.placement()).toMatchObject({ activeFrom: null });

  // The start moves by a day: the same letter is in time, and the pupil is expected on the Tuesday.
  await s.import({ placements: [start({ basis: 's29a-direction', start_date: '2026-12-01' })] });
  await s.settle('ivo', 'direction-letter');
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-12-01' });
  expect(await s.record('direction-letter')).toMatchObject({
    by: 'ivo',
    escalated: true,
    fields: { attendance_duty_stated: 'yes', letter_sent_on: '2026-11-26', letter_ref: 'L-77' },
  });
  expect(await s.news(...DIRECTION)).toEqual({});
});

test('EMET-7.11a, EMET-7.11b and EMET-7.12: the agreement has eleven items, what is there is kept, and the start waits for the rest', async () => {
  s = await PolicyStage.start('emet', {
    at: '2026-11-16 07:00',
    providers: kiln('registered'),
    placements: [start()],
  });
  await s.to('2026-11-17 09:00');
  expect(await s.news('agreement')).toEqual({ agreement: ['ben'] });
  const card = await s.card('ben', 'agreement');
  for (const item of [
    'Start date',
    'Days and times',
    'Aims and outcomes',
    'Curriculum, qualifications and careers',
    'Induction',
    'Pastoral care, attendance and safeguarding',
    'Communication',
    'Cost',
    'Reviews: how often and with whom',
    'Free school meals',
    'Exams',
  ])
    expect(card).toContain(item);

  // Seven items are in; the draft is not signed.
  const SEVEN = {
    start_on: 'yes',
    days_times: 'yes',
    aims_outcomes: 'yes',
    induction: 'yes',
    communication: 'yes',
    free_school_meals: 'in-place',
    exams: 'not-yet',
  };
  const draft = await s.send('ben', 'agreement', SEVEN);
  expect(draft.text).toContain('Kept, but not settled yet.');
  expect(draft.text).toContain('Exams does not settle this yet: it needs “in place” or “not applicable”.');
  expect(await s.record('agreement')).toMatchObject({ by: 'ben', status: 'open', fields: SEVEN });

  // A missing item reaches the headteacher at once, the rest of the ladder goes on.
  expect(await s.news('agreement')).toEqual({ agreement: ['ewa too'] });
  await s.to('2026-11-27 15:30');
  await s.prepare('agreement');
  expect(await s.missing()).toEqual(['agreement']);
  expect(await s.placement()).toMatchObject({ activeFrom: null });

  // The commissioning was settled with the rest: the authority is to hear of the placement within five school days.
  expect(await s.news('authority-notice')).toEqual({ 'authority-notice': ['ben'] });

  // The rest of the items, with both signatures: what was kept still stands, and the pupil may start.
  await s.settle('ben', 'agreement', {
    curriculum_qualifications_careers: 'yes',
    pastoral_attendance_safeguarding: 'yes',
    cost: 'yes',
    review_how_often_with_whom: 'yes',
    exams: 'not-applicable',
    agreement_ref: 'SLA-3',
    signed_by_school_on: '2026-11-26',
    signed_by_provider_on: '2026-11-27',
  });
  expect(await s.record('agreement')).toMatchObject({
    status: 'answered',
    fields: { ...SEVEN, exams: 'not-applicable', signed_by_school_on: '2026-11-26', agreement_ref: 'SLA-3' },
  });
  expect(await s.missing()).toEqual([]);
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-11-30' });
});

test('EMET-7.11a: provision on the school’s own site needs no agreement', async () => {
  s = await PolicyStage.start('emet', {
    at: '2026-11-16 07:00',
    providers: kiln('on-site'),
    placements: [start()],
  });
  await s.to('2026-11-18 09:00');
  expect(await s.prompts('agreement')).toEqual([]);
  expect(await s.missing()).not.toContain('agreement');
  expect(await s.missing()).toContain('start-checklist');
});
