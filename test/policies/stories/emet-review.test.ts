import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow, pupilRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
const at = (n: number, over: Record<string, string> = {}) =>
  placementRow(n, {
    provider_id: 'kiln',
    start_date: '2026-10-05',
    timetable: 'Mon AM',
    basis: 'other',
    ...over,
  });

test('EMET-8.3c, EMET-8.2a, EMET-8.3b and EMET-4.3.4b: a formal review inside every half term; who starts in its last ten school days is first reviewed in the next', async () => {
  s = await PolicyStage.start('emet', {
    at: '2026-11-26 07:00',
    pupils: [pupilRow(0), pupilRow(1)],
    providers: [KILN],
    placements: [at(0), at(1, { start_date: '2026-12-07' })],
  });
  // Four weeks into the half term the AP lead is asked about Zofia, and nobody else is.
  await s.to('2026-11-27 07:55');
  await s.prepare();
  expect(await s.news('formal-review', 'risk-and-frequency')).toEqual({});
  await s.to('09:00');
  expect(await s.news('formal-review', 'risk-and-frequency')).toEqual({ 'formal-review': ['ben'] });
  expect(await s.card('ben', 'formal-review')).toContain('Zofia O.');

  // Ten school days on, still inside the half term, it is the headteacher's as well.
  await s.to('2026-12-04 09:00');
  await s.prepare();
  expect(await s.news('formal-review')).toEqual({ 'formal-review': ['ben again'] });
  await s.to('2026-12-11 09:00');
  expect(await s.news('formal-review')).toEqual({ 'formal-review': ['ewa too'] });
  await s.settle('ben', 'formal-review', {
    formal_review_on: '2026-12-10',
    pupil_present: 'yes',
    parent_present: 'no',
    progress: 'good',
    return_possible: 'not-yet',
    next_step_to_return: 'Two lessons a week in school',
    change_discussed: 'no',
  });
  expect(await s.record('formal-review')).toMatchObject({
    by: 'ben',
    escalated: true,
    fields: {
      formal_review_on: '2026-12-10',
      pupil_present: 'yes',
      parent_present: 'no',
      attendance: 'none recorded',
    },
  });

  // A review opens a look at the risk assessment and at how often we look: within one school day, then the DSL.
  expect(await s.news('risk-and-frequency')).toEqual({ 'risk-and-frequency': ['ben'] });
  await s.to('2026-12-15 09:30');
  expect(await s.news('risk-and-frequency')).toEqual({ 'risk-and-frequency': ['ben again', 'cara too'] });
  await s.settle('cara', 'risk-and-frequency', { changed: 'no', new_interval: 'more-often' });

  // Yusuf started on 7 December, in the last ten school days: nobody asks about him this half term.
  expect(await s.placement('p1')).toMatchObject({ activeFrom: '2026-12-07' });
  await s.to('2027-01-05 07:00');
  expect((await s.prompts('formal-review')).map(({ subjectId, day }) => [subjectId, day])).toEqual([
    ['p0', '2026-11-27'],
  ]);

  // In the next one both are due, each on a card of their own.
  await s.news();
  await s.to('2027-02-01 09:00');
  expect(await s.news('formal-review')).toEqual({ 'formal-review': ['ben', 'ben'] });
  expect((await s.prompts('formal-review')).slice(1)).toEqual([
    { subjectId: expect.any(String), day: '2027-02-01', status: 'open' },
    { subjectId: expect.any(String), day: '2027-02-01', status: 'open' },
  ]);
});

test('EMET-7.9b and EMET-7.2a: a change at a provider re-opens its risk assessment within five school days, and its registration is measured again', async () => {
  const OAK = providerRow('oak-farm', 'Oak Farm', { type: 'unregistered' });
  const CHANGE = ['provider-change', 'registration-again', 'provider-stop', 'provider-report'];
  s = await PolicyStage.start('emet', {
    at: '2026-11-02 07:00',
    providers: [OAK],
    placements: [at(0, { provider_id: 'oak-farm' })],
  });
  // Zofia has been there since October; a member of staff hears that the farm has moved.
  await s.to('2026-11-03 10:00');
  await s.news();
  await s.begin('ben', 'provider-change', 'oak-farm');
  expect(await s.news(...CHANGE)).toEqual({ 'provider-change': ['ben'] });
  const half = await s.send('ben', 'provider-change', { change_on: '2026-11-02', change_type: 'site' });
  expect(half.text).toContain('Still missing: Overall risk');

  // Three school days, five, seven: the AP lead again, then the DSL, then the headteacher.
  await s.to('2026-11-06 10:05');
  expect(await s.news(...CHANGE)).toEqual({ 'provider-change': ['ben again'] });
  await s.to('2026-11-10 10:05');
  expect(await s.news(...CHANGE)).toEqual({ 'provider-change': ['cara too'] });
  await s.to('2026-11-12 10:05');
  expect(await s.news(...CHANGE)).toEqual({ 'provider-change': ['ewa too'] });
  await s.settle('ben', 'provider-change', { overall_risk: 'medium', affected_pupils: '1' });
  expect(await s.record('provider-change')).toMatchObject({
    by: 'ben',
    escalated: true,
    fields: {
      change_on: '2026-11-02',
      change_type: 'site',
      overall_risk: 'medium',
      affected_pupils: '1',
      reviewed_on: '2026-11-12',
    },
  });

  // The next change is one of what it offers: does it have to be registered now?
  expect(await s.news('registration-again')).toEqual({});
  await s.begin('ben', 'provider-change', 'oak-farm');
  await s.settle('ben', 'provider-change', { change_type: 'offer', change_on: '2026-11-12' });
  expect(await s.news('registration-again')).toEqual({ 'registration-again': ['ben'] });
  await s.send('ben', 'registration-again', {
    full_time: 'yes',
    pupil_count: '6',
    ehcp_pupil: 'no',
    looked_after_pupil: 'no',
    should_be_registered: 'yes',
  });
  expect(await s.news('registration-again', 'provider-stop', 'provider-report')).toEqual({
    'registration-again': ['cara too'],
    'provider-report': ['ewa', 'ben'],
    'provider-stop': ['ben'],
  });
});
