import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow, pupilRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
/** Zofia has been at the Kiln on Mondays, Tuesdays and Wednesdays since October. */
const ZOFIA = placementRow(0, {
  provider_id: 'kiln',
  start_date: '2026-10-05',
  timetable: 'Mon AM;Tue AM;Wed AM',
  basis: 'other',
});

const PART_TIME = [
  'part-time-proposal',
  'part-time-approval',
  'part-time-authority',
  'part-time-social-worker',
  'part-time-virtual-school',
  'part-time-report',
  'part-time-review',
  'welfare-check',
];

const PROPOSAL = {
  proposed_by_role: 'pastoral-staff',
  exceptional_reason: 'Return after a long illness',
  best_interest_reason: 'The consultant advises half weeks',
  underlying_need: 'Fatigue',
  start_on: '2026-11-05',
  target_full_time_on: '2026-12-18',
  steps: 'One more half day each week',
  days_with_on_site: '2',
  days_without_on_site: '3',
};

test('EMET-9.3, EMET-9.4, EMET-9.5, EMET-9.6.1, EMET-9.6.2, EMET-9.6.3, EMET-9.6.4, EMET-9.6.6, EMET-9.6.7, EMET-9.6.8 and EMET-9.7b: anybody proposes a part-time timetable, one person approves it, and only then does it count as one', async () => {
  const flags = { ehcp: 'yes', looked_after: 'yes', social_worker: 'yes' };
  s = await PolicyStage.start('emet', {
    at: '2026-11-03 07:00',
    pupils: [pupilRow(0, flags)],
    providers: [KILN],
    placements: [ZOFIA],
  });
  await s.to('10:00');
  await s.news();

  // The pastoral lead proposes it. Not for behaviour, and with a last day, or it is not taken further.
  await s.begin('finn', 'part-time-proposal', 'p0');
  const endless = await s.send('finn', 'part-time-proposal', {
    ...PROPOSAL,
    not_for_behaviour_confirmed: 'no',
  });
  expect(endless.text).toContain('Still missing: Ends on.');
  expect(endless.text).toContain('It is not used to manage behaviour does not settle this yet');
  const past = await s.send('finn', 'part-time-proposal', {
    not_for_behaviour_confirmed: 'yes',
    end_on: '2026-11-02',
  });
  expect(past.text).toContain('Ends on: that day has passed.');
  expect(await s.news(...PART_TIME)).toEqual({ 'part-time-proposal': ['ben', 'finn'] });
  await s.settle('finn', 'part-time-proposal', { end_on: '2026-12-11' });

  // The AP lead is to approve; authority, social worker and virtual school are asked, each of whoever speaks with them.
  expect(await s.news(...PART_TIME)).toEqual({
    'part-time-approval': ['ben', 'finn'],
    'part-time-authority': ['hanna', 'finn'],
    'part-time-social-worker': ['cara', 'finn'],
    'part-time-virtual-school': ['ben', 'finn'],
  });
  expect(await s.placement()).toMatchObject({ learnt: [] });
  await s.settle('hanna', 'part-time-authority', { la_view: 'Agrees until Christmas' });
  await s.settle('cara', 'part-time-social-worker', { social_worker_informed_on: '2026-11-03' });
  expect(await s.record('part-time-authority')).toMatchObject({
    by: 'hanna',
    fields: { la_discussed_on: '2026-11-03', la_view: 'Agrees until Christmas' },
  });

  // Nobody answers for the AP lead: three school days, five.
  await s.to('2026-11-06 10:05');
  expect(await s.news('part-time-approval')).toEqual({ 'part-time-approval': ['ben again'] });
  await s.to('2026-11-10 10:05');
  expect(await s.news('part-time-approval', 'welfare-check', 'part-time-review')).toEqual({
    'part-time-approval': ['ewa too'],
  });
  await s.settle('ben', 'part-time-approval', {
    approved: 'yes',
    parent_agreed_on: '2026-11-09',
    agreement_ref: 'PT-4',
    support_plan_ref: 'SP-4',
    plan_updated_on: '2026-11-09',
    timetable_ref: 'TT-4',
  });
  expect(await s.record('part-time-approval')).toMatchObject({
    by: 'ben',
    fields: {
      approved: 'yes',
      resident_parent_confirmed: 'yes',
      parent_agreed_on: '2026-11-09',
      school_agreed_on: '2026-11-10',
      proposed_on: '2026-11-03',
      support_plan_ref: 'SP-4',
    },
  });

  // Now it is part time: told to the authority, reviewed every two weeks, the pupil looked after on free days.
  expect(await s.placement()).toMatchObject({ learnt: ['part-time'] });
  expect(await s.news(...PART_TIME)).toEqual({ 'part-time-report': ['ben'] });
  await s.to('2026-11-12 09:00');
  expect(await s.news('welfare-check')).toEqual({ 'welfare-check': ['ivo'] });
  await s.settle('ivo', 'welfare-check');
  await s.to('2026-11-16 09:00');
  expect(await s.news('part-time-review')).toEqual({ 'part-time-review': ['ben'] });

  // The review ends it: back to full time, no further reviews, no further checks.
  await s.settle('ben', 'part-time-review', { outcome: 'end', pupil_view: 'Ready', parent_view: 'Ready' });
  expect(await s.placement()).toMatchObject({ learnt: [] });
  expect(await s.news('part-time-social-worker')).toEqual({ 'part-time-social-worker': ['cara', 'ben'] });
  await s.news();
  await s.to('2026-11-20 16:00');
  expect(await s.news('welfare-check', 'part-time-review')).toEqual({});
});

test('EMET-9.6.5b and EMET-4.3.11: on each day without time at school the pupil is seen or heard; neither, and it climbs at once', async () => {
  const WELFARE = ['welfare-check', 'concern', 'headteacher-informed'];
  s = await PolicyStage.start('emet', {
    at: '2026-11-02 07:00',
    providers: [KILN],
    placements: [{ ...ZOFIA, flags: 'part-time' }],
  });
  // Monday to Wednesday she is at the Kiln: nobody is asked. Thursday is free.
  await s.to('2026-11-05 07:55');
  expect(await s.news(...WELFARE)).toEqual({});
  await s.to('08:35');
  expect(await s.news(...WELFARE)).toEqual({ 'welfare-check': ['ivo'] });
  expect(s.chat('ivo').at(-1)).toContain('Welfare check');

  // Neither seen nor heard: kept, and the AP lead hears now, not at two o'clock.
  const neither = await s.send('ivo', 'welfare-check', { method: 'phone', child_seen_or_heard: 'neither' });
  expect(neither.text).toContain('Kept, but not settled yet.');
  expect(neither.text).toContain('Seen or heard does not settle this yet: it needs “heard” or “seen”.');
  expect(await s.news(...WELFARE)).toEqual({ 'welfare-check': ['ben too'] });

  // The AP lead does not know that she is safe: that is a concern, and the DSL has it at once.
  await s.to('09:00');
  await s.send('ben', 'welfare-check', { safe_and_well: 'no' });
  expect(await s.news(...WELFARE)).toEqual({
    concern: ['cara', 'dev too'],
    'headteacher-informed': ['ewa', 'ben'],
  });
  await s.to('15:05');
  expect(await s.news('welfare-check')).toEqual({ 'welfare-check': ['cara too'] });
  await s.settle('ben', 'welfare-check', {
    method: 'home-visit',
    child_seen_or_heard: 'seen',
    safe_and_well: 'yes',
    welfare_outcome: 'At home, had overslept',
  });
  expect(await s.record('welfare-check')).toMatchObject({
    by: 'ben',
    escalated: true,
    fields: {
      method: 'home-visit',
      child_seen_or_heard: 'seen',
      safe_and_well: 'yes',
      welfare_check_on: '2026-11-05',
    },
  });

  // The next free day is another check. Silence: reminded at noon, the AP lead at two, the DSL at three.
  await s.to('2026-11-06 08:30');
  expect(await s.news('welfare-check')).toEqual({ 'welfare-check': ['ivo'] });
  await s.to('12:05');
  expect(await s.news('welfare-check')).toEqual({ 'welfare-check': ['ivo again'] });
  await s.to('14:05');
  expect(await s.news('welfare-check')).toEqual({ 'welfare-check': ['ben too'] });
  await s.to('15:05');
  expect(await s.news('welfare-check')).toEqual({ 'welfare-check': ['cara too'] });
  expect((await s.prompts('welfare-check')).map(({ day, status }) => [day, status])).toEqual([
    ['2026-11-05', 'answered'],
    ['2026-11-06', 'open'],
  ]);
});
