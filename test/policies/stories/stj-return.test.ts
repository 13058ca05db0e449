import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow, pupilRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
/** Zofia has been at the Kiln since October, on Monday and Tuesday mornings. */
const zofia = (over: Record<string, string> = {}) =>
  placementRow(0, {
    provider_id: 'kiln',
    start_date: '2026-10-05',
    timetable: 'Mon AM;Tue AM',
    basis: 'other',
    ...over,
  });

test('STJ-9.1a, STJ-9.1b, STJ-9.2, STJ-9.3, STJ-9.4, STJ-9.5, STJ-9.6 and STJ-6.AP5: the return, step by step, and support after it', async () => {
  const STEPS = [
    'return-decision',
    'return-meeting',
    'final-report',
    'pupil-talk',
    'return-plan',
    'return-plan-semh',
    'return-start',
    'return-objectives',
    'return-check-in',
  ];
  s = await PolicyStage.start('stj', {
    at: '2026-11-02 07:00',
    pupils: [pupilRow(0, { semh: 'yes' })],
    providers: [KILN],
    placements: [zofia()],
  });

  // The half-termly meeting thinks that she could come back; the headteacher decides.
  await s.to('2026-11-20 10:00');
  await s.settle('ben', 'routine-review', { progress: 'good', return_possible: 'yes' });
  expect(await s.news(...STEPS)).toEqual({ 'return-decision': ['ewa', 'ben'] });
  await s.settle('ewa', 'return-decision', { return_possible: 'yes', reason: 'She asks for it' });

  // Five people's work at once. The plan is not put into effect yet: there is no report.
  expect(await s.news(...STEPS)).toEqual({
    'return-meeting': ['gita', 'ewa'],
    'final-report': ['ewa'],
    'pupil-talk': ['gita', 'ewa'],
    'return-plan': ['ben', 'ewa'],
    'return-plan-semh': ['ben', 'ewa'],
  });
  await s.settle('gita', 'return-meeting', {
    meeting_arranged_on: '2026-11-20',
    meeting_on: '2026-11-20',
    attendees: 'Assistant headteacher, tutor',
  });
  const alone = await s.send('ben', 'return-plan', {
    plan_ref: 'RP-1',
    return_on: '2026-12-07',
    school_contributor: 'AP lead',
  });
  expect(alone.text).toContain('Still missing: Who wrote it for the provider? The role.');
  await s.settle('ben', 'return-plan', { provider_contributor: 'Tutor' });
  expect(await s.record('return-plan')).toMatchObject({
    by: 'ben',
    fields: { return_on: '2026-12-07', school_contributor: 'AP lead', provider_contributor: 'Tutor' },
  });

  // Nobody has talked with the pupil, and no report has come: the headteacher again, and for the talk the headteacher too.
  await s.to('2026-11-27 10:05');
  expect(await s.news(...STEPS)).toEqual({
    'final-report': ['ewa again', 'gita too'],
    'pupil-talk': ['ewa too'],
    'return-plan-semh': ['ben again', 'ewa too'],
  });
  const thin = await s.send('ewa', 'final-report', {
    report_received_on: '2026-11-27',
    attainment: 'yes',
    progress: 'yes',
    report_ref: 'FR-1',
  });
  expect(thin.text).toContain('It covers attendance, and shows how behaviour has changed');
  expect(await s.news(...STEPS)).toEqual({});
  await s.settle('ewa', 'final-report', { behaviour_change_evidence: 'yes' });
  expect(await s.news(...STEPS)).toEqual({ 'return-start': ['ewa'] });

  // What the pupil says is part of it: without it the plan is not in effect.
  const deaf = await s.send('ewa', 'return-start', { final_report_id: 'yes', plan_started_on: '2026-12-07' });
  expect(deaf.text).toContain('Still missing: It rests on what the pupil said.');
  expect(await s.news(...STEPS)).toEqual({});
  await s.settle('gita', 'pupil-talk', { pupil_conversation_on: '2026-11-27', pupil_view: 'partly' });
  expect(await s.record('pupil-talk')).toMatchObject({
    by: 'gita',
    fields: { spoken_by_role: 'slt', pupil_view: 'partly' },
  });
  await s.to('2026-11-30 10:00');
  await s.settle('ben', 'return-plan-semh');
  await s.settle('ewa', 'return-start', { pupil_view_id: 'yes' });
  expect(await s.record('return-start')).toMatchObject({
    by: 'ewa',
    fields: { final_report_id: 'yes', pupil_view_id: 'yes', plan_started_on: '2026-12-07' },
  });

  // In effect: objectives, with the parents, and looks at how it goes in weeks 1, 2, 4 and 8.
  expect(await s.news(...STEPS)).toEqual({ 'return-objectives': ['ewa'] });
  await s.settle('ewa', 'return-objectives', {
    target_type: 'attendance',
    objectives: 'Every morning by nine',
    target_value: '95',
    review_on: '2026-12-14',
    parent_discussion_on: '2026-11-30',
  });
  expect((await s.prompts('return-check-in')).map(({ day }) => day)).toEqual([
    '2026-12-07',
    '2026-12-14',
    '2027-01-05',
    '2027-01-25',
  ]);

  // The school ends the placement in its own file. Support goes on: she has not settled, and the headteacher hears at once.
  await s.import({ placements: [zofia({ expected_end_date: '2026-12-04' })] });
  await s.to('2026-12-07 09:00');
  expect(await s.news('return-check-in', 'session-attendance')).toMatchObject({ 'return-check-in': ['ben'] });
  const CHECK = { support_in_place: 'yes', rating: 'not-settled', objectives: 'no' };
  const unsettled = await s.send('ben', 'return-check-in', CHECK);
  expect(unsettled.text).toContain('Has the pupil settled? does not settle this yet');
  expect(await s.news('return-check-in')).toEqual({ 'return-check-in': ['ewa too'] });
  await s.settle('ben', 'return-check-in', { rating: 'getting-there' });
  await s.to('2026-12-14 09:05');
  expect(await s.news('return-check-in', 'session-attendance')).toEqual({ 'return-check-in': ['ben'] });
  await s.settle('ben', 'return-check-in', { rating: 'settled', objectives: 'yes' });
  expect(await s.record('return-check-in')).toMatchObject({
    by: 'ben',
    fields: { check_on: '2026-12-14', support_in_place: 'yes', rating: 'settled', objectives: 'yes' },
  });
});

test('STJ-7.7: not coming is an absence from school: the attendance policy’s steps, one card for them, and repeated absence with headteacher and DSL', async () => {
  const ABSENCE = ['absence-follow-up', 'absence-steps', 'repeated-absence', 'formal-review'];
  s = await PolicyStage.start('stj', { at: '2026-11-02 07:00', providers: [KILN], placements: [zofia()] });
  await s.to('2026-11-09 09:05');
  await s.news();
  await s.mark('ben', { p0: 'not-there' });
  expect(await s.news(...ABSENCE)).toEqual({ 'absence-follow-up': ['ben'], 'absence-steps': ['ben'] });

  // First of all, is she safe? Three quarters of an hour: the office. An hour: the DSL.
  await s.to('09:35');
  expect(await s.news(...ABSENCE)).toEqual({ 'absence-follow-up': ['ben again'] });
  await s.to('09:50');
  expect(await s.news(...ABSENCE)).toEqual({ 'absence-follow-up': ['amira too'] });
  await s.to('10:05');
  expect(await s.news(...ABSENCE)).toEqual({ 'absence-follow-up': ['cara too'] });
  const SAFE = { parent: 'spoke', safe: 'heard', by: 'mother', reason: 'refused', next: 'back-next' };
  expect(await s.send('cara', 'absence-follow-up', SAFE)).toMatchObject({ taken: true });

  // Tuesday again: another child to find, and still one card for the steps.
  await s.to('2026-11-10 09:05');
  await s.news();
  await s.mark('ben', { p0: 'not-there' });
  expect(await s.news(...ABSENCE)).toEqual({ 'absence-follow-up': ['ben'] });
  expect(await s.send('ben', 'absence-follow-up', SAFE)).toMatchObject({ taken: true });
  expect(await s.prompts('absence-steps')).toEqual([{ subjectId: 'p0', day: '2026-11-09', status: 'open' }]);
  await s.to('2026-11-11 09:10');
  expect(await s.news(...ABSENCE)).toEqual({ 'absence-steps': ['amira too'] });
  await s.to('2026-11-12 09:10');
  expect(await s.news(...ABSENCE)).toEqual({ 'absence-steps': ['ewa too'] });

  // The office says what was done: not authorised, a letter, and it is not the first time.
  const STEP = { authorised: 'no', attendance_policy_step: 'letter', step_taken_on: '2026-11-12' };
  await s.settle('amira', 'absence-steps', { ...STEP, repeated: 'yes' });
  expect(await s.record('absence-steps')).toMatchObject({
    by: 'amira',
    escalated: true,
    fields: { ...STEP, absence_on: '2026-11-09', repeated: 'yes' },
  });
  expect(await s.news(...ABSENCE)).toEqual({ 'repeated-absence': ['ewa', 'cara too', 'amira'] });

  // The headteacher wants it looked at formally.
  await s.settle('ewa', 'repeated-absence', { attendance_policy_step: 'formal-review' });
  expect(await s.news(...ABSENCE)).toEqual({ 'formal-review': ['ben', 'ewa too'] });

  // An absence that is not the first, and is authorised, asks nothing further.
  await s.to('2026-11-16 09:05');
  await s.news();
  await s.mark('ben', { p0: 'not-there' });
  await s.settle('ben', 'absence-steps', {
    authorised: 'yes',
    attendance_policy_step: 'none-needed',
    repeated: 'no',
  });
  expect(await s.news('absence-steps', 'repeated-absence')).toEqual({ 'absence-steps': ['ben'] });
});
