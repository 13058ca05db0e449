import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow, pupilRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
const HUB = providerRow('hub', 'The Hub', { type: 'on-site' });
/** A pupil who is to start at the Kiln on Monday 30 November. */
const start = (n: number, over: Record<string, string> = {}) =>
  placementRow(n, {
    provider_id: 'kiln',
    start_date: '2026-11-30',
    timetable: 'Mon AM;Tue AM',
    basis: 'other',
    reason: 'anxiety',
    ...over,
  });

test('SEN-3.17, SEN-3.18 and SEN-3.2: nobody is taught by others without the placing authority’s consent, for this pupil, and nothing overrides it', async () => {
  s = await PolicyStage.start('sen', {
    at: '2026-11-05 07:00',
    pupils: [pupilRow(0), pupilRow(1), pupilRow(2)],
    providers: [KILN, HUB],
    placements: [start(0), start(1), start(2, { provider_id: 'hub' })],
  });
  // The headteacher is asked about Zofia and about Yusuf; not about Mia, who is taught on the school site by the school.
  await s.to('2026-11-06 09:00');
  expect(await s.news('authority-consent')).toEqual({ 'authority-consent': ['ewa', 'ewa'] });
  const about = (await s.prompts('authority-consent')).map(({ subjectId }) => subjectId);
  expect(about.sort()).toEqual(['p0', 'p1']);

  // No consent for Zofia: kept, and a senior leader hears. Nobody may start her without it.
  const CONSENT = { la_consent_on: '2026-11-06', consent_ref: 'C-1', on_roll: 'yes' };
  const no = await s.send('ewa', 'authority-consent', { la_consent: 'no' }, 'p0');
  expect(no.text).toContain('Does the placing authority consent? does not settle this yet: it needs “yes”.');
  expect(await s.news('authority-consent')).toEqual({ 'authority-consent': ['gita too'] });
  for (const who of ['ewa', 'gita'] as const) {
    const reason = { override_reason: 'It is only a form' };
    const override = await s.press(who, 'authority-consent', 'override', reason, 'p0');
    expect(override.taken).toBe(false);
  }

  // For Yusuf it is there, and the parents' agreement is relevant: it has a day, too.
  const undated = await s.send(
    'ewa',
    'authority-consent',
    { ...CONSENT, la_consent: 'yes', parent_agreement_relevant: 'yes' },
    'p1',
  );
  expect(undated.text).toContain('Still missing: Parents agreed on.');
  await s.settle('ewa', 'authority-consent', { parent_agreed_on: '2026-11-05' }, 'p1');
  expect(await s.record('authority-consent', 'p1')).toMatchObject({
    by: 'ewa',
    fields: { ...CONSENT, la_consent: 'yes', parent_agreed_on: '2026-11-05' },
  });

  // The consent for him does nothing for her: on the day he is expected, Mia is, and she is not.
  await s.to('2026-11-27 09:00');
  await s.prepare('authority-consent');
  expect(await s.missing('p0')).toEqual(['authority-consent']);
  await s.to('2026-11-30 09:05');
  expect(await s.placement('p1')).toMatchObject({ activeFrom: '2026-11-30' });
  expect(await s.placement('p2')).toMatchObject({ activeFrom: '2026-11-30' });
  expect(await s.placement('p0')).toMatchObject({ activeFrom: null });
  const asked = (await s.prompts('session-attendance')).map(({ subjectId }) => subjectId);
  expect(asked.sort()).toEqual(['p1', 'p2']);

  // The authority consents; the parents' agreement is not relevant, which needs a reason.
  const unsaid = await s.send(
    'ewa',
    'authority-consent',
    { ...CONSENT, la_consent: 'yes', la_consent_on: '2026-11-30', parent_agreement_relevant: 'no' },
    'p0',
  );
  expect(unsaid.text).toContain('Still missing: Why it is not.');
  await s.settle('ewa', 'authority-consent', { reason_if_not_relevant: 'Care order' }, 'p0');
  expect(await s.record('authority-consent', 'p0')).toMatchObject({
    by: 'ewa',
    escalated: true,
    fields: { la_consent: 'yes', la_consent_on: '2026-11-30', reason_if_not_relevant: 'Care order' },
  });
  expect(await s.placement('p0')).toMatchObject({ activeFrom: '2026-12-01' });
});

test('SEN-4.1, SEN-4.2, SEN-4.3 and SEN-3.1: the school site is the normal case, the children’s home needs a rationale, and is never for a pupil who does not live there', async () => {
  s = await PolicyStage.start('sen', {
    at: '2026-11-05 07:00',
    pupils: [pupilRow(0), pupilRow(1), pupilRow(2)],
    providers: [KILN],
    placements: [start(0), start(1), start(2)],
  });
  await s.to('2026-11-06 09:00');
  expect(await s.news('placement-approval')).toEqual({ 'placement-approval': ['ewa', 'ewa', 'ewa'] });
  const approve = (placementId: string, data: Record<string, string>) =>
    s.send('ewa', 'placement-approval', { responsible_role: 'headteacher', ...data }, placementId);

  // The school site: nothing more to say. Off site: why.
  const site = await approve('p0', { location_type: 'school-site' });
  expect(site.taken).toBe(true);
  expect(await s.record('placement-approval', 'p0')).toMatchObject({
    status: 'answered',
    fields: { location_type: 'school-site', approved_on: '2026-11-06' },
  });
  const off = await approve('p1', { location_type: 'off-site' });
  expect(off.text).toContain('Still missing: Why not on the school site.');
  await approve('p1', { reason_if_not_school_site: 'Workshops that we do not have' });
  expect(await s.record('placement-approval', 'p1')).toMatchObject({
    status: 'answered',
    fields: { location_type: 'off-site', reason_if_not_school_site: 'Workshops that we do not have' },
  });
  expect(await s.news('placement-approval')).toEqual({});

  // The children's home, for a pupil who does not live there: whatever the rationale, no; and the DSL hears at once.
  const HOME = { location_type: 'childrens-home', rationale: 'Close to the farm' };
  const stranger = await approve('p2', { ...HOME, residential: 'no' });
  expect(stranger.text).toContain('does not settle this yet: it needs “yes”.');
  expect(await s.news('placement-approval')).toEqual({ 'placement-approval': ['cara too'] });
  for (const who of ['ewa', 'cara'] as const) {
    const reason = { override_reason: 'There is room' };
    const override = await s.press(who, 'placement-approval', 'override', reason, 'p2');
    expect(override.taken).toBe(false);
  }
  await s.to('2026-11-27 09:00');
  await s.prepare('placement-approval');
  expect(await s.missing('p2')).toEqual(['placement-approval']);
  await s.to('2026-11-30 09:05');
  expect(await s.placement('p0')).toMatchObject({ activeFrom: '2026-11-30' });
  expect(await s.placement('p2')).toMatchObject({ activeFrom: null });

  // She moves in. Now it is possible, with a rationale and not without one.
  const bare = await approve('p2', { residential: 'yes', rationale: '' });
  expect(bare.text).toContain('Still missing: Why the home all the same.');
  expect(await s.placement('p2')).toMatchObject({ activeFrom: null });
  await approve('p2', { rationale: 'Cannot leave the house yet' });
  expect(await s.record('placement-approval', 'p2')).toMatchObject({
    by: 'ewa',
    status: 'answered',
    escalated: true,
    fields: {
      location_type: 'childrens-home',
      residential: 'yes',
      rationale: 'Cannot leave the house yet',
      approved_on: '2026-11-30',
    },
  });
  expect(await s.placement('p2')).toMatchObject({ activeFrom: '2026-12-01' });
});

test('SEN-2.4 and SEN-3.3: the week is full unless a medical condition rules it out, and who teaches for qualifications is registered', async () => {
  const START = ['timetable', 'provider-check'];
  s = await PolicyStage.start('sen', { at: '2026-11-05 07:00', providers: [KILN], placements: [start(0)] });
  await s.to('2026-11-06 09:00');
  expect(await s.news(...START)).toEqual({ 'provider-check': ['ben'] });

  // It teaches courses that lead to qualifications and is not registered: the headteacher hears at once.
  const PROVIDER = {
    capability_match: 'yes',
    qualifications_offered: 'Level 1 woodwork',
    staff_qualified_confirmed_on: '2026-11-06',
  };
  const unregistered = await s.send('ben', 'provider-check', {
    ...PROVIDER,
    delivers_accredited: 'yes',
    registration_type: 'not-registered',
    registration_ref: 'none',
  });
  expect(unregistered.text).toContain('Registered with the DfE as does not settle this yet');
  expect(await s.news(...START)).toEqual({ 'provider-check': ['ewa too'] });
  const waved = await s.press('ewa', 'provider-check', 'override', { override_reason: 'In haste' });
  expect(waved.taken).toBe(false);
  await s.to('2026-11-13 09:00');
  await s.settle('ben', 'provider-check', { registration_type: 'fe', registration_ref: '10001234' });
  expect(await s.record('provider-check')).toMatchObject({
    by: 'ben',
    fields: { registration_type: 'fe', registration_ref: '10001234', confirmed_on: '2026-11-13' },
  });

  // Ten hours a week are not full time, and there is no medical reason: the headteacher's, and no start.
  expect(await s.news(...START)).toEqual({ timetable: ['ben'] });
  const WEEK = {
    hours_per_setting: 'Kiln 6, school 4',
    total_hours: '10',
    curriculum_match: 'yes',
    timetable_clash_check: 'yes',
    qualification_route: 'yes',
    review_dates: '2027-01-11',
    review_type: 'meeting',
    responsible_role: 'ap-lead',
  };
  const short = await s.send('ben', 'timetable', { ...WEEK, full_time: 'no' });
  expect(short.text).toContain('Is that full time? does not settle this yet');
  expect(await s.news(...START)).toEqual({ timetable: ['ewa too'] });
  await s.to('2026-11-27 09:00');
  await s.prepare('timetable');
  expect(await s.missing()).toEqual(['timetable']);

  // A medical one, and what says so.
  const unproven = await s.send('ben', 'timetable', { full_time: 'medical', medical_reason: 'hospital' });
  expect(unproven.text).toContain('Still missing: Where that is.');
  expect(await s.missing()).toEqual(['timetable']);
  await s.settle('ben', 'timetable', { medical_evidence_ref: 'H-2' });
  expect(await s.record('timetable')).toMatchObject({
    by: 'ben',
    escalated: true,
    fields: { ...WEEK, full_time: 'medical', medical_reason: 'hospital', medical_evidence_ref: 'H-2' },
  });
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-11-30' });

  // The timetable changes: the same question again, begun by hand. That she has started stands.
  await s.to('2026-12-07 10:00');
  await s.news();
  await s.begin('ben', 'timetable', 'p0');
  expect(await s.news('timetable')).toEqual({ timetable: ['ben'] });
  await s.settle('ben', 'timetable', { ...WEEK, total_hours: '25', full_time: 'yes' });
  expect((await s.prompts('timetable')).map(({ status }) => status)).toEqual(['answered', 'answered']);
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-11-30' });
});
