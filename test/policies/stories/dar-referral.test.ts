import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
/** Zofia is to start at the Kiln on Monday 30 November. */
const ZOFIA = placementRow(0, {
  provider_id: 'kiln',
  start_date: '2026-11-30',
  timetable: 'Mon AM;Tue AM',
  basis: 'other',
  reason: 'mental-health',
});

test('DAR-7.3a, DAR-5.AP1a, DAR-5.AP1b and DAR-7.3b: Part A within a week of the planning talk, Part B by the first review', async () => {
  const FORM = ['part-a', 'part-b', 'routine-review'];
  s = await PolicyStage.start('dar', { at: '2026-11-02 07:00', providers: [KILN], placements: [ZOFIA] });

  // The talk that plans it begins the week; a package that is not agreed yet begins nothing.
  await s.to('2026-11-03 10:00');
  const talk = await s.sample('ben', await s.ask('planning-talk'));
  await s.send('ben', 'planning-talk', { ...talk, package_agreed: 'no' });
  expect(await s.news(...FORM)).toEqual({});
  await s.settle('ben', 'planning-talk', { package_agreed: 'yes' });
  expect(await s.news(...FORM)).toEqual({ 'part-a': ['ben'] });

  // Three school days: once more. On the Tuesday the week is over: a senior leader, then the headteacher.
  await s.to('2026-11-06 10:05');
  expect(await s.news(...FORM)).toEqual({ 'part-a': ['ben again'] });
  await s.to('2026-11-10 09:55');
  expect(await s.news(...FORM)).toEqual({});
  await s.to('10:05');
  expect(await s.news(...FORM)).toEqual({ 'part-a': ['gita too'] });
  await s.to('2026-11-11 10:05');
  expect(await s.news(...FORM)).toEqual({ 'part-a': ['ewa too'] });

  // Written with the pupil and not with the family is not whole.
  const PART_A = {
    pupil_involved_on: '2026-11-09',
    form_complete: 'yes',
    part_a_completed_on: '2026-11-10',
    form_ref: 'F-7',
    submitted_on: '2026-11-11',
    submitted_to: 'Panel',
  };
  const half = await s.send('ben', 'part-a', PART_A);
  expect(half.text).toContain('Still missing: When did you go through it with the family?.');
  await s.settle('ben', 'part-a', { parent_involved_on: '2026-11-11' });
  expect(await s.record('part-a')).toMatchObject({
    by: 'ben',
    escalated: true,
    fields: { ...PART_A, parent_involved_on: '2026-11-11', days_taken: '6' },
  });

  // She starts on 30 November; six weeks later, with Christmas between, is the first review. Part B comes before it.
  await s.to('2026-11-27 09:00');
  await s.prepare();
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-11-30' });
  await s.to('2026-12-16 16:00');
  expect(await s.news(...FORM)).toEqual({});
  await s.to('2026-12-17 09:00');
  expect(await s.news(...FORM)).toEqual({ 'part-b': ['ben'] });
  await s.to('2027-01-06 09:00');
  expect(await s.news(...FORM)).toEqual({ 'part-b': ['ben again'] });
  await s.to('2027-01-08 09:00');
  expect(await s.news(...FORM)).toEqual({ 'part-b': ['gita too'] });
  await s.settle('ben', 'part-b', { part_b_completed_on: '2027-01-08', form_ref: 'F-7b' });
  expect(await s.record('part-b')).toMatchObject({
    by: 'ben',
    escalated: true,
    fields: { part_b_completed_on: '2027-01-08', form_ref: 'F-7b' },
  });
  await s.to('2027-01-11 09:00');
  expect(await s.news(...FORM)).toEqual({ 'routine-review': ['ben'] });
});

test('DAR-5.DSL2 and DAR-3.2: no pupil attends before the DSL’s own audit says "safe", and full time at a provider needs the headteacher’s reason', async () => {
  const START = ['safeguarding-audit', 'timetable'];
  s = await PolicyStage.start('dar', { at: '2026-11-05 07:00', providers: [KILN], placements: [ZOFIA] });
  await s.to('2026-11-13 09:00');
  expect(await s.news(...START)).toEqual({ 'safeguarding-audit': ['cara'], timetable: ['ben'] });

  // A week without a session in school is not part-time: kept, with the headteacher at once. Only she allows it, with a reason.
  const full = await s.send('ben', 'timetable', { school_sessions_per_week: '0', total_sessions: '2' });
  expect(full.text).toContain('Half days in school each week does not settle this yet');
  expect(await s.news(...START)).toEqual({ timetable: ['ewa too'] });
  const REASON = { override_reason: 'Six weeks, then two days in school' };
  expect((await s.press('ben', 'timetable', 'override', REASON)).taken).toBe(false);
  expect((await s.press('ewa', 'timetable', 'override', { override_reason: ' ' })).taken).toBe(false);
  expect(await s.missing()).toContain('timetable');
  expect((await s.press('ewa', 'timetable', 'override', REASON)).taken).toBe(true);
  expect(await s.record('timetable')).toMatchObject({
    by: 'ewa',
    closedWhy: 'overridden',
    fields: { school_sessions_per_week: '0', ap_sessions_per_week: '2', ...REASON },
  });
  expect(await s.missing()).not.toContain('timetable');

  // The audit: silence. Two school days, five; on the third school day before the start the headteacher hears.
  await s.to('2026-11-17 09:00');
  expect(await s.news('safeguarding-audit')).toEqual({ 'safeguarding-audit': ['cara again'] });
  await s.to('2026-11-20 09:00');
  expect(await s.news('safeguarding-audit')).toEqual({ 'safeguarding-audit': ['cara again'] });
  await s.to('2026-11-25 09:00');
  expect(await s.news('safeguarding-audit')).toEqual({ 'safeguarding-audit': ['ewa too'] });

  // Something must be done first: what, has to be said; and nobody may let her start without it.
  const AUDIT = { audit_on: '2026-11-25', audit_ref: 'AU-4', outcome: 'actions' };
  const bare = await s.send('cara', 'safeguarding-audit', AUDIT);
  expect(bare.text).toContain('Still missing: What must be done first?.');
  await s.send('cara', 'safeguarding-audit', { actions: 'A lock for the tool store' });
  expect(await s.record('safeguarding-audit')).toMatchObject({
    by: 'cara',
    status: 'open',
    fields: { ...AUDIT, actions: 'A lock for the tool store' },
  });
  for (const who of ['cara', 'ewa'] as const) {
    const override = await s.press(who, 'safeguarding-audit', 'override', { override_reason: 'In haste' });
    expect(override.taken).toBe(false);
  }
  await s.prepare('safeguarding-audit');
  expect(await s.missing()).toEqual(['safeguarding-audit']);
  await s.to('2026-11-30 09:05');
  expect(await s.placement()).toMatchObject({ activeFrom: null });
  expect(await s.prompts('session-attendance')).toEqual([]);

  // The lock is there. From the next morning on she is expected.
  await s.settle('cara', 'safeguarding-audit', { outcome: 'safe', audit_on: '2026-11-30' });
  expect(await s.record('safeguarding-audit')).toMatchObject({
    by: 'cara',
    fields: { outcome: 'safe', audit_on: '2026-11-30', audited_by: 'dsl' },
  });
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-12-01' });
  await s.to('2026-12-01 09:05');
  expect(await s.news('session-attendance')).toEqual({ 'session-attendance': ['amira'] });
});
