import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

test('EMET-4.4b, EMET-4.3.8 and EMET-4.3.12: a safeguarding issue goes to the DSL and the deputy at once, to the headteacher within ten minutes, and its case reference is chased', async () => {
  const CONCERN = ['incident', 'concern', 'headteacher-informed', 'concern-logged', 'incident-follow-up'];
  s = await PolicyStage.start('emet', {
    at: '2026-11-05 07:00',
    providers: [providerRow('kiln', 'The Kiln', { type: 'registered' })],
    placements: [
      placementRow(0, { provider_id: 'kiln', start_date: '2026-10-05', timetable: 'Mon AM', basis: 'other' }),
    ],
  });
  await s.to('10:00');
  await s.news();

  // The tutor at the Kiln rings; whoever takes the call begins an incident. The AP lead leads on it.
  await s.begin('finn', 'incident', 'p0');
  expect(await s.news(...CONCERN)).toEqual({ incident: ['ben', 'finn'] });
  expect(await s.card('finn', 'incident')).toContain('No safeguarding detail here.');
  await s.settle('finn', 'incident', { type: 'safeguarding', staff_informed: 'yes' });
  expect(await s.news(...CONCERN)).toEqual({
    concern: ['cara', 'dev too'],
    'headteacher-informed': ['ewa', 'finn'],
  });
  expect(s.chat('cara').at(-1)).toContain('Zofia O.: is the child safe?');

  // Ten minutes: the DSL again, and the headteacher.
  await s.to('10:09');
  expect(await s.news('concern')).toEqual({});
  await s.to('10:10');
  expect(await s.news('concern')).toEqual({ concern: ['cara again', 'ewa too'] });
  await s.to('10:15');

  // The deputy takes it on. The headteacher says that it was seen, and whom else it was told to.
  await s.settle('dev', 'concern', { action_started_on: '2026-11-05' });
  expect(await s.record('concern')).toMatchObject({
    by: 'dev',
    escalated: true,
    fields: {
      action_started_on: '2026-11-05',
      concern_received_at: '2026-11-05T10:00:00.000Z',
      dsl_acknowledged_at: '2026-11-05T10:15:00.000Z',
    },
  });
  await s.settle('ewa', 'headteacher-informed', { slt_informed_at: 'told-now' });
  expect(await s.record('headteacher-informed')).toMatchObject({
    by: 'ewa',
    fields: {
      headteacher_informed_at: '2026-11-05T10:00:00.000Z',
      acknowledged_at: '2026-11-05T10:15:00.000Z',
    },
  });
  await s.to('16:00');
  expect(await s.news(...CONCERN)).toEqual({});

  // The next school day: where is it in the case system? A day's silence, then three.
  await s.to('2026-11-06 08:05');
  expect(await s.news(...CONCERN)).toEqual({ 'concern-logged': ['cara'] });
  const none = await s.send('cara', 'concern-logged', { case_system_ref: '' });
  expect(none.taken).toBe(false);
  await s.to('2026-11-09 08:05');
  expect(await s.news(...CONCERN)).toEqual({ 'concern-logged': ['cara again'] });
  await s.to('2026-11-11 08:05');
  expect(await s.news(...CONCERN)).toEqual({ 'concern-logged': ['ewa too'] });
  await s.settle('cara', 'concern-logged', { case_system_ref: 'CS-2026-118', closed_on: '' });
  expect(await s.record('concern-logged')).toMatchObject({
    by: 'cara',
    status: 'answered',
    fields: { case_system_ref: 'CS-2026-118' },
  });
});

test('EMET-4.3.8 and EMET-4.3.12: a serious issue is told to the headteacher and followed up after five school days; an ordinary one is followed up only', async () => {
  const ISSUE = ['incident', 'concern', 'headteacher-informed', 'incident-follow-up', 'risk-and-frequency'];
  s = await PolicyStage.start('emet', {
    at: '2026-11-05 07:00',
    providers: [providerRow('kiln', 'The Kiln', { type: 'registered' })],
    placements: [
      placementRow(0, { provider_id: 'kiln', start_date: '2026-10-05', timetable: 'Mon AM', basis: 'other' }),
    ],
  });
  await s.to('10:00');
  await s.news();
  await s.begin('ben', 'incident', 'p0');
  await s.settle('ben', 'incident', { type: 'behaviour' });
  expect(await s.news(...ISSUE)).toEqual({ incident: ['ben'], 'risk-and-frequency': ['ben'] });
  await s.settle('ben', 'risk-and-frequency');

  await s.to('11:00');
  await s.begin('ben', 'incident', 'p0');
  await s.settle('ben', 'incident', { type: 'serious-behaviour' });
  expect(await s.news(...ISSUE)).toEqual({
    incident: ['ben'],
    'risk-and-frequency': ['ben'],
    'headteacher-informed': ['ewa', 'ben'],
  });
  await s.to('13:05');
  expect(await s.news('headteacher-informed')).toEqual({ 'headteacher-informed': ['ewa again', 'gita too'] });
  await s.to('2026-11-12 09:00');
  expect((await s.prompts('incident-follow-up')).map(({ day }) => day)).toEqual(['2026-11-12']);
  expect(await s.news('incident-follow-up', 'concern')).toEqual({ 'incident-follow-up': ['ben'] });
});
