import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

/** Zofia is to start at the Kiln on Monday 30 November. */
const school = () =>
  PolicyStage.start('stj', {
    at: '2026-11-05 07:00',
    providers: [providerRow('kiln', 'The Kiln', { type: 'registered' })],
    placements: [
      placementRow(0, {
        provider_id: 'kiln',
        start_date: '2026-11-30',
        timetable: 'Mon AM;Tue AM',
        basis: 'other',
      }),
    ],
  });

test('STJ-4.6, STJ-4.7, STJ-6.DSL1, STJ-6.DSL2 and STJ-6.DSL3: no pupil starts before the DSL has cleared the provider, and "not registered" reaches the headteacher at once', async () => {
  const CARDS = ['registration', 'provider-policies', 'staff-clearance', 'provider-sign-off'];
  s = await school();
  await s.to('2026-11-13 09:00');
  expect(await s.news(...CARDS)).toEqual({
    registration: ['cara'],
    'provider-policies': ['cara'],
    'staff-clearance': ['cara'],
  });

  // Not registered: kept, with the headteacher at once, who is asked about the provider as well. Nobody waves it through.
  const not = await s.send('cara', 'registration', { registration_status: 'not-registered' });
  expect(not.text).toContain('Is it registered? does not settle this yet: it needs “registered”.');
  expect(await s.news(...CARDS)).toEqual({
    registration: ['ewa too'],
    'provider-sign-off': ['ewa', 'cara'],
  });
  for (const who of ['cara', 'ewa'] as const)
    for (const card of ['registration', 'provider-policies', 'staff-clearance']) {
      const override = await s.press(who, card, 'override', { override_reason: 'We trust them' });
      expect(override.taken).toBe(false);
    }

  // Registered, and not approved, is not cleared. The headteacher is one of those who may say that both are there.
  await s.to('2026-11-16 08:30');
  const unapproved = await s.send('ewa', 'registration', {
    registration_status: 'registered',
    registration_ref: 'R-11',
    approval_status: 'not-approved',
    approving_body: 'Council',
  });
  expect(unapproved.text).toContain('Is it approved? does not settle this yet: it needs “approved”.');
  expect(await s.missing()).toContain('registration');
  await s.settle('ewa', 'registration', { approval_status: 'approved' });
  expect(await s.record('registration')).toMatchObject({
    by: 'ewa',
    escalated: true,
    fields: {
      registration_status: 'registered',
      registration_ref: 'R-11',
      approval_status: 'approved',
      checked_by_role: 'headteacher',
      checked_on: '2026-11-16',
    },
  });

  // The policies: silence for two and five school days; three clear ones before the start the headteacher hears.
  await s.news();
  await s.to('2026-11-17 09:00');
  expect(await s.news('provider-policies')).toEqual({ 'provider-policies': ['cara again'] });
  await s.to('2026-11-20 09:00');
  expect(await s.news('provider-policies')).toEqual({ 'provider-policies': ['cara again'] });
  await s.to('2026-11-24 09:00');
  expect(await s.news('provider-policies')).toEqual({ 'provider-policies': ['ewa too'] });

  // Everything else is in place; the day comes, and she is not expected.
  await s.prepare('provider-policies', 'staff-clearance');
  expect(await s.missing()).toEqual(['provider-policies', 'staff-clearance']);
  await s.to('2026-11-30 09:05');
  expect(await s.placement()).toMatchObject({ activeFrom: null });
  expect(await s.prompts('session-attendance')).toEqual([]);

  // Two of three policies, then all three and not good enough, then good enough.
  const POLICIES = {
    safeguarding_policy: 'yes',
    health_safety_policy: 'yes',
    safeguarding_policy_seen: 'yes',
    health_safety_policy_seen: 'yes',
    policy_dates: 'September 2026',
    policy_review_dates: 'September 2027',
    adequate: 'no',
  };
  const two = await s.send('cara', 'provider-policies', POLICIES);
  expect(two.text).toContain('It has a child protection policy');
  expect(two.text).toContain('Are they good enough? does not settle this yet');
  expect(await s.missing()).toContain('provider-policies');
  await s.settle('cara', 'provider-policies', { child_protection_policy: 'yes', adequate: 'yes' });
  expect(await s.record('provider-policies')).toMatchObject({
    by: 'cara',
    fields: { ...POLICIES, child_protection_policy: 'yes', adequate: 'yes', checked_on: '2026-11-30' },
  });

  // The last of it: every adult is cleared. She is expected from the next morning on.
  const some = await s.send('cara', 'staff-clearance', {
    written_confirmation_ref: 'L-3',
    covers_all_adults: 'no',
    dbs_confirmed_on: '2026-11-30',
    next_check_on: '2027-11-29',
  });
  expect(some.text).toContain('Does it cover every adult there? does not settle this yet');
  expect(await s.placement()).toMatchObject({ activeFrom: null });
  await s.settle('cara', 'staff-clearance', { covers_all_adults: 'yes' });
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-12-01' });
  await s.news();
  await s.to('2026-12-01 09:05');
  expect(await s.news('session-attendance')).toEqual({ 'session-attendance': ['ben'] });
});

test('STJ-6.AP1, STJ-7.2 and STJ-7.4: a meeting with the parents, a signed agreement, and support measures to which AP lead and DSL both agree come before the start', async () => {
  const REFERRAL = ['needs-assessment', 'parents-meeting', 'parents-visit'];
  const START = ['parent-agreement', 'support-measures', 'dsl-ready'];
  s = await school();
  const { pupilId } = await s.placement();

  // A referral leads to an assessment, and that to a meeting that a senior leader holds.
  await s.to('10:00');
  await s.begin('ben', 'referral', pupilId);
  await s.settle('ben', 'referral', { decision: 'explore' });
  expect(await s.news(...REFERRAL)).toEqual({ 'needs-assessment': ['ben'] });
  await s.settle('ben', 'needs-assessment');
  expect(await s.news(...REFERRAL)).toEqual({ 'parents-meeting': ['gita', 'ben'] });
  const MEETING = {
    meeting_on: '2026-11-05',
    led_by_role: 'assistant-headteacher',
    parents_present: 'yes',
    options_discussed: 'The Kiln, and a mentor in school',
  };
  const thinking = await s.send('gita', 'parents-meeting', {
    ...MEETING,
    parent_view: 'Not sure',
    involved_in_decision: 'yes',
    outcome: 'thinking-it-over',
  });
  expect(thinking.text).toContain('Do the parents want to go on? does not settle this yet');
  expect(await s.news(...REFERRAL)).toEqual({ 'parents-meeting': ['ewa too'] });
  await s.settle('gita', 'parents-meeting', { outcome: 'go-on' });
  expect(await s.record('parents-meeting')).toMatchObject({ by: 'gita', fields: MEETING });
  expect(await s.news(...REFERRAL)).toEqual({ 'parents-visit': ['ben', 'gita'] });

  // Eight clear school days before the start: the agreement is the headteacher's to bring, the measures the AP lead's.
  await s.to('2026-11-17 09:00');
  expect(await s.news(...START)).toEqual({ 'parent-agreement': ['ewa'], 'support-measures': ['ben'] });
  const unsigned = await s.send('ewa', 'parent-agreement', {
    meeting_on: '2026-11-05',
    agreement_ref: 'A-5',
    school_signed_on: '2026-11-17',
    review_due_on: '2026-12-11',
  });
  expect(unsigned.text).toContain('Still missing: When did the parents sign?.');
  await s.settle('ben', 'support-measures', { measures_agreed: 'A quiet room', agreed_with_role: 'dsl' });

  // The DSL has a card of her own, and does not agree: the headteacher hears at once.
  await s.to('2026-11-20 09:00');
  expect(await s.news(...START)).toEqual({ 'parent-agreement': ['ewa again'], 'dsl-ready': ['cara'] });
  await s.send('cara', 'dsl-ready', { measures_agreed: 'no' });
  expect(await s.news(...START)).toEqual({ 'dsl-ready': ['ewa too'] });
  await s.prepare('parent-agreement', 'dsl-ready');
  expect(await s.missing()).toEqual(['parent-agreement', 'dsl-ready']);

  // Without the parents' signature it goes to a senior leader as well; neither card can be waved through.
  await s.to('2026-11-24 09:00');
  expect(await s.news('parent-agreement')).toEqual({ 'parent-agreement': ['ewa again', 'gita too'] });
  for (const card of ['parent-agreement', 'dsl-ready'])
    expect(await s.press('ewa', card, 'override', { override_reason: 'In haste' })).toMatchObject({
      taken: false,
    });
  await s.settle('ewa', 'parent-agreement', { parent_signed_on: '2026-11-24' });
  expect(await s.record('parent-agreement')).toMatchObject({
    by: 'ewa',
    fields: {
      meeting_on: '2026-11-05',
      agreement_ref: 'A-5',
      school_signed_on: '2026-11-17',
      parent_signed_on: '2026-11-24',
      review_due_on: '2026-12-11',
    },
  });
  expect(await s.placement()).toMatchObject({ activeFrom: null });
  await s.settle('cara', 'dsl-ready', { measures_agreed: 'yes', safeguarding_info_sent_on: '2026-11-24' });
  expect(await s.record('dsl-ready')).toMatchObject({
    by: 'cara',
    fields: { measures_agreed: 'yes', agreed_with_role: 'dsl', agreed_on: '2026-11-24' },
  });
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-11-30' });
});
