import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow, type Row } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
/** Zofia has been at the Kiln since October, on Monday mornings. */
const ZOFIA: Row = placementRow(0, {
  provider_id: 'kiln',
  start_date: '2026-10-05',
  expected_end_date: '2027-03-26',
  timetable: 'Mon AM',
  basis: 'other',
  reason: 'poor-attendance',
});

const CHAIN = [
  'absence-follow-up',
  'absence-steps',
  'unexplained-absence',
  'attendance-support',
  'agency-referral',
  'formal-meeting',
  'breakdown-meeting',
  'end-notice',
];

test('INV-5.4a, INV-5.4b, INV-5.4c, INV-5.4d, INV-5.6a, INV-5.6b, INV-3.16a and INV-3.16b: an absence that nobody can mend becomes help, an agency, a formal meeting, and a way back', async () => {
  s = await PolicyStage.start('inv', { at: '2026-11-02 07:00', providers: [KILN], placements: [ZOFIA] });
  await s.to('09:05');
  await s.news();
  await s.mark('amira', { p0: 'not-there' });
  expect(await s.news(...CHAIN)).toEqual({ 'absence-follow-up': ['amira'], 'absence-steps': ['amira'] });

  // Safe, the parents say: refused. What provider and school did about it stands in the other card.
  const follow = { parent: 'spoke', safe: 'heard', by: 'mother', reason: 'refused', next: 'meeting' };
  expect(await s.send('amira', 'absence-follow-up', follow)).toMatchObject({ taken: true });
  const early = await s.send('amira', 'absence-steps', {
    provider_called_at: '09:02',
    received_by: 'nobody',
    attendance_policy_step: 'call-home',
    outcome: 'does-not-want-to-go',
    resolved: 'no',
  });
  expect(early.text).toContain('Still missing: When did the school contact the parents?');
  await s.settle('amira', 'absence-steps', {
    provider_contacted_parent_at: '09:10',
    parent_contacted_on: '2026-11-02',
  });
  expect(await s.record('absence-steps')).toMatchObject({
    by: 'amira',
    fields: {
      absence_on: '2026-11-02',
      provider_called_at: '09:02',
      provider_contacted_parent_at: '09:10',
      parent_contacted_on: '2026-11-02',
      attendance_policy_step: 'call-home',
      resolved: 'no',
    },
  });

  // Not settled: the attendance team helps; two school days later it is the AP lead's as well.
  expect(await s.news(...CHAIN)).toEqual({ 'attendance-support': ['amira'] });
  await s.to('2026-11-04 09:10');
  expect(await s.news(...CHAIN)).toEqual({ 'attendance-support': ['amira again', 'ben too'] });
  await s.settle('amira', 'attendance-support', { advice_given: 'mentor', next_step: 'agency' });

  // The agency is asked, and the question stays until it has answered.
  expect(await s.news(...CHAIN)).toEqual({ 'agency-referral': ['amira'] });
  const asked = await s.send('amira', 'agency-referral', {
    agency: 'early-help',
    referred_on: '2026-11-04',
    reference: 'EH-5',
  });
  expect(asked.text).toContain('Still missing: What did it do?');

  // A week on she is away again; help now means a meeting: within five school days, school, parents, pupil.
  await s.to('2026-11-09 09:05');
  await s.news();
  await s.mark('amira', { p0: 'not-there' });
  await s.settle('amira', 'absence-steps', { resolved: 'no' });
  await s.settle('amira', 'attendance-support', { next_step: 'meeting' });
  expect(await s.news('formal-meeting')).toEqual({ 'formal-meeting': ['ben', 'amira'] });
  const unsaid = await s.send('ben', 'formal-meeting', {
    trigger_reason: 'not-attending',
    meeting_on: '2026-11-09',
    attendees: 'AP lead, parent, pupil, tutor',
    alternatives_considered: 'Another day, a mentor at the Kiln',
    decision: 'Try until Christmas',
  });
  expect(unsaid.text).toContain('Still missing: What was expected from the start was said again');
  expect(unsaid.text).toContain('What came of it?');
  await s.to('2026-11-16 09:10');
  expect(await s.news('formal-meeting')).toEqual({ 'formal-meeting': ['ben again', 'ewa too'] });
  await s.settle('ben', 'formal-meeting', { outcome: 'breaking-down' });
  expect(await s.record('formal-meeting')).toMatchObject({
    by: 'ben',
    escalated: true,
    fields: { expectations_restated: 'yes', meeting_on: '2026-11-09', outcome: 'breaking-down' },
  });

  // Breaking down: a meeting about that, and if it does not mend it, a way back and a letter.
  expect(await s.news('breakdown-meeting', 'end-notice')).toEqual({ 'breakdown-meeting': ['ben'] });
  await s.to('2026-11-17 09:15');
  expect(await s.news('breakdown-meeting')).toEqual({ 'breakdown-meeting': ['gita too'] });
  const noWay = await s.send('ben', 'breakdown-meeting', {
    meeting_on: '2026-11-17',
    attendees: 'AP lead, parent, pupil',
    outcome: 'Back to school',
    resolved: 'no',
  });
  expect(noWay.text).toContain(
    'Still missing: To which Trust school does the pupil return? and From which day?',
  );
  await s.settle('ben', 'breakdown-meeting', { return_school: 'Larch', return_on: '2026-11-23' });
  expect(await s.record('breakdown-meeting')).toMatchObject({
    fields: { breakdown_reported_on: '2026-11-16', return_school: 'Larch', return_on: '2026-11-23' },
  });
  expect(await s.news('end-notice')).toEqual({ 'end-notice': ['ben'] });
  expect(await s.placement()).toMatchObject({ expectedEndDate: '2027-03-26' });
});

test('INV-3.21 and INV-3.22a: an absence that nobody can explain is the DSL’s at once', async () => {
  s = await PolicyStage.start('inv', { at: '2026-11-02 07:00', providers: [KILN], placements: [ZOFIA] });
  await s.to('09:05');
  await s.mark('amira', { p0: 'not-known' });
  await s.news();
  await s.settle('amira', 'absence-steps', { resolved: 'not-explained', outcome: 'nobody-reached' });
  expect(await s.news('unexplained-absence', 'attendance-support')).toEqual({
    'unexplained-absence': ['cara', 'dev too', 'amira'],
  });
  await s.to('09:20');
  expect(await s.news('unexplained-absence')).toEqual({
    'unexplained-absence': ['cara again', 'ewa too'],
  });
  await s.send('cara', 'unexplained-absence', { minutes_unresolved: '15', welfare_outcome: 'still-looking' });
  expect((await s.prompts('unexplained-absence')).map(({ status }) => status)).toEqual(['open']);
  await s.settle('cara', 'unexplained-absence', { welfare_outcome: 'concern' });
  expect(await s.record('unexplained-absence')).toMatchObject({
    by: 'cara',
    escalated: true,
    fields: {
      minutes_unresolved: '15',
      dsl_alerted_at: '2026-11-02T09:05:00.000Z',
      dsl_acknowledged_at: '2026-11-02T09:20:00.000Z',
    },
  });
  expect(await s.news('concern')).toEqual({ concern: ['cara', 'dev too'] });
});
