import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow, pupilRow, upnOf } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
/** Zofia is to start on Monday 30 November. */
const ZOFIA = placementRow(0, {
  provider_id: 'kiln',
  start_date: '2026-11-30',
  expected_end_date: '2027-03-26',
  basis: 'other',
  timetable: 'Mon AM;Tue AM',
});

const CHECKS = [
  'provider-standing',
  'provider-policies',
  'provider-offer',
  'provider-communication',
  'provider-first-visit',
];

test('EMET-7.8.1, EMET-7.8.2, EMET-7.8.3, EMET-7.8.4a, EMET-7.8.4b, EMET-7.8.5, EMET-7.8.6, EMET-7.8.7, EMET-7.8.8, EMET-7.8.9, EMET-7.8.10, EMET-7.8.11, EMET-7.8a, EMET-7.8b and EMET-4.3.2: no pupil starts at a new provider before the eleven checks, the visit and the risk assessment', async () => {
  s = await PolicyStage.start('emet', { at: '2026-11-02 07:00', providers: [KILN], placements: [ZOFIA] });

  // Fifteen clear school days before: the AP lead has four lists, the DSL one; nobody else hears of the provider.
  await s.to('2026-11-06 07:55');
  expect(await s.news(...CHECKS, 'provider-risk')).toEqual({});
  await s.to('08:35');
  expect(await s.news(...CHECKS, 'provider-risk')).toEqual({
    'provider-standing': ['ben'],
    'provider-policies': ['cara'],
    'provider-offer': ['ben'],
    'provider-communication': ['ben'],
    'provider-first-visit': ['ben'],
  });
  expect(s.chat('cara').at(-1)).toContain('Provider check 4, policies and staff');
  expect(s.chat('amira').join()).not.toContain('Provider check');

  // What the reports say worries the AP lead: kept, not settled, and the DSL hears at once.
  const worried = await s.send('ben', 'provider-standing', {
    registration_status: 'registered',
    registration_ref: '123456',
    grade: 'good',
    website_checked_on: '2026-11-05',
    social_media_checked_on: '2026-11-06',
    concerns: 'yes',
    on_la_list: 'yes',
    checked_on: '2026-11-06',
  });
  expect(worried.text).toContain('Kept, but not settled yet.');
  expect(worried.text).toContain('Any concern from these? does not settle this yet');
  expect(await s.news(...CHECKS)).toEqual({ 'provider-standing': ['cara too'] });
  await s.settle('cara', 'provider-standing', { concerns: 'no' });
  expect(await s.record('provider-standing')).toMatchObject({
    by: 'cara',
    status: 'answered',
    escalated: true,
    fields: { registration_ref: '123456', grade: 'good', on_la_list: 'yes', concerns: 'no' },
  });

  // Staff checks must cover everybody; a certificate that has run out is none.
  const some = await s.send('cara', 'provider-policies', {
    ...(await s.sample('cara', await s.ask('provider-policies'))),
    covers_all_staff: 'no',
    lockdown: 'no',
  });
  expect(some.text).toContain('with lockdown does not settle this yet');
  expect(some.text).toContain('Does it cover all staff who work with our pupils? does not settle this yet');
  await s.settle('cara', 'provider-policies');
  const old = await s.send('ben', 'provider-offer', {
    ...(await s.sample('ben', await s.ask('provider-offer'))),
    insurance_expires_on: '2026-11-01',
  });
  expect(old.text).toContain('Insurance runs out on: it has run out on Sun 1 Nov');
  expect((await s.prompts('provider-offer')).map(({ status }) => status)).toEqual(['open']);
  await s.settle('ben', 'provider-offer', { insurance_expires_on: '2027-08-31' });
  await s.settle('ben', 'provider-communication');

  // The visit finds the kitchen wanting.
  const visit = await s.send('ben', 'provider-first-visit', {
    visit_on: '2026-11-06',
    visitor_role: 'ap-lead',
    method: 'visit',
    site_security: 'yes',
    fire_safety: 'yes',
    toilets_washing: 'yes',
    protective_equipment: 'yes',
    catering: 'no',
    condition_cleanliness: 'yes',
    findings: 'Kitchen closed',
    checked_on: '2026-11-06',
  });
  expect(visit.text).toContain('Catering does not settle this yet');

  // Ten clear school days before: the risk assessment. Unanswered for four school days, it climbs.
  await s.to('2026-11-13 09:00');
  expect(await s.news('provider-risk')).toEqual({ 'provider-risk': ['ben'] });
  await s.to('2026-11-19 09:00');
  expect(await s.news('provider-risk')).toEqual({ 'provider-risk': ['ben again', 'ewa too'] });

  // Everything is in place but the visit: the first day comes, and nobody expects Zofia at the Kiln.
  await s.prepare('provider-first-visit');
  expect(await s.missing()).toEqual(['provider-first-visit']);
  await s.news();
  await s.to('2026-11-30 12:30');
  expect(await s.placement()).toMatchObject({ activeFrom: null });
  expect(await s.news('session-attendance')).toEqual({});
  expect(s.chat('ben').join('\n')).toContain('Zofia O. does not start at The Kiln yet');
  expect(await s.record('provider-risk')).toMatchObject({
    by: 'ben',
    fields: { checks_complete: 'yes', safe: 'yes', quality: 'yes', risk_assessed_on: '2026-11-19' },
  });

  // The kitchen is open again: from the next morning attendance is asked about.
  await s.settle('ben', 'provider-first-visit', { catering: 'yes', findings: 'Kitchen open again' });
  expect(await s.missing()).toEqual([]);
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-12-01' });
  await s.to('2026-12-01 09:05');
  expect(await s.news('session-attendance')).toEqual({ 'session-attendance': ['amira'] });
});

test('EMET-7.2a, EMET-7.2b and EMET-7.2c: a provider that must be registered and is not is reported and not used, and nobody can let a pupil start there', async () => {
  const pupils = [0, 1, 2, 3, 4].map((n) => pupilRow(n));
  const there = (n: number, provider_id = 'oak-farm') =>
    placementRow(n, {
      provider_id,
      upn: upnOf(n),
      start_date: '2026-11-30',
      expected_end_date: '2027-03-26',
      basis: 'other',
    });
  const OAK = providerRow('oak-farm', 'Oak Farm', { type: 'unregistered' });
  const ABOUT = ['provider-standing', 'provider-report', 'provider-stop'];
  s = await PolicyStage.start('emet', {
    at: '2026-11-05 07:00',
    pupils,
    providers: [OAK, KILN],
    placements: pupils.map((_, n) => there(n)),
  });
  await s.to('2026-11-06 09:00');
  expect(await s.news(...ABOUT)).toEqual({ 'provider-standing': ['ben'] });
  expect(await s.card('ben', 'provider-standing')).toContain('5 pupils of ours full time here');

  // "It need not be registered" does not settle it while five of ours are there full time, and nobody may wave it through.
  const STANDING = {
    registration_status: 'not-registered',
    registration_ref: 'none',
    full_time: 'yes',
    pupil_count: '5',
    ehcp_pupil: 'no',
    looked_after_pupil: 'no',
    should_be_registered: 'no',
    grade: 'none',
    website_checked_on: '2026-11-06',
    social_media_checked_on: '2026-11-06',
    concerns: 'no',
    on_la_list: 'yes',
    checked_on: '2026-11-06',
  };
  const waved = await s.send('ben', 'provider-standing', STANDING);
  expect(waved.text).toContain('no pupil starts there until it is');
  for (const who of ['ben', 'ewa'] as const) {
    const override = await s.press(who, 'provider-standing', 'override', {
      override_reason: 'We trust them',
    });
    expect(override.taken).toBe(false);
  }
  expect(await s.news('provider-report', 'provider-stop')).toEqual({});

  // It should be: the headteacher reports it, the AP lead finds other places, within the hour or it climbs.
  await s.send('ben', 'provider-standing', { should_be_registered: 'yes' });
  const asked = await s.news(...ABOUT);
  expect(asked).toEqual({
    'provider-standing': ['cara too'],
    'provider-report': ['ewa', 'ben'],
    'provider-stop': ['ben'],
  });
  expect(s.chat('ben').join('\n')).toContain('This provider may not be used. Where do its pupils go?');
  await s.to('10:05');
  expect(await s.news('provider-stop')).toEqual({ 'provider-stop': ['ben again', 'ewa too'] });
  const some = await s.send('ben', 'provider-stop', { affected_pupils: '5', alternative_arranged: 'no' });
  expect(some.text).toContain('Has every pupil another place? does not settle this yet');
  await s.to('2026-11-09 09:05');
  expect(await s.news('provider-report')).toEqual({ 'provider-report': ['ewa again', 'cara too'] });
  await s.settle('ewa', 'provider-report', {
    reported_to: 'ofsted',
    reference: 'OF-1',
    reported_on: '2026-11-09',
  });
  expect(await s.record('provider-report')).toMatchObject({
    by: 'ewa',
    fields: { reported_on: '2026-11-09', reported_to: 'ofsted', reference: 'OF-1' },
  });

  // One of the five goes to a registered provider: with four, the answer that was refused is right, and settles it.
  await s.import({ placements: [0, 1, 2, 3].map((n) => there(n)).concat(there(4, 'kiln')) });
  await s.settle('ben', 'provider-stop', { alternative_arranged: 'yes' });
  expect(await s.record('provider-stop')).toMatchObject({
    fields: { affected_pupils: '5', alternative_arranged: 'yes', blocked_on: '2026-11-06' },
  });
  expect(await s.missing()).toContain('provider-standing');
  expect(await s.card('ben', 'provider-standing')).toContain('4 pupils of ours full time here');
  await s.settle('ben', 'provider-standing', { ...STANDING, pupil_count: '4' });
  expect(await s.missing()).not.toContain('provider-standing');
});
