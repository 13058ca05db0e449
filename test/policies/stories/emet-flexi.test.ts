import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const FLEXI = [
  'flexi-request',
  'flexi-decision',
  'flexi-letter',
  'flexi-agreement',
  'flexi-report',
  'flexi-end',
];

const REQUEST = {
  request_received_on: '2026-11-04',
  request_ref: 'F-1',
  requested_pattern: 'Fridays at home',
  meeting_offered_on: '2026-11-12',
};

/** The id of the one pupil of the school. */
const zofia = async () => (await s.placement()).pupilId;

async function school(): Promise<void> {
  s = await PolicyStage.start('emet', {
    at: '2026-11-05 07:00',
    providers: [providerRow('kiln', 'The Kiln', { type: 'registered' })],
    placements: [
      placementRow(0, { provider_id: 'kiln', start_date: '2026-10-05', timetable: 'Mon AM', basis: 'other' }),
    ],
  });
  await s.to('10:00');
  await s.news();
}

test('EMET-10.4a, EMET-10.4b, EMET-10.4c, EMET-10.4d, EMET-10.5, EMET-10.6b and EMET-10.7: a written request, a decision by the headteacher alone, and what follows from it', async () => {
  await school();
  await s.begin('ewa', 'flexi-request', await zofia());
  const noLetter = await s.send('ewa', 'flexi-request', { requested_pattern: 'Fridays at home' });
  expect(noLetter.text).toContain(
    'Still missing: Letter received on, Where the letter is and Meeting offered on.',
  );
  await s.settle('ewa', 'flexi-request', { ...REQUEST, earlier_request_on: '', exception_reason: '' });
  expect(await s.record('flexi-request')).toMatchObject({
    by: 'ewa',
    fields: { ...REQUEST, academic_year: '2026-11-05' },
  });

  // The decision is the headteacher's and nobody else's, whatever the silence.
  expect(await s.news(...FLEXI)).toEqual({ 'flexi-request': ['ewa'], 'flexi-decision': ['ewa'] });
  await s.to('2026-11-12 10:05');
  expect(await s.news(...FLEXI)).toEqual({ 'flexi-decision': ['ewa again'] });
  await expect(s.card('ben', 'flexi-decision')).resolves.toContain('not-yours');
  await s.settle('ewa', 'flexi-decision', { decision: 'agree', meeting_on: '', outcome: '' });
  expect(await s.record('flexi-decision')).toMatchObject({
    by: 'ewa',
    fields: {
      staff_consulted: 'yes',
      age_considered: 'yes',
      progress_considered: 'yes',
      needs_considered: 'yes',
      pattern_considered: 'yes',
      home_provision_considered: 'yes',
      decision: 'agree',
      decided_on: '2026-11-12',
    },
  });

  // Yes: a letter, an agreement of six parts, word to the authority; and from now on it is flexi-schooling.
  expect(await s.news(...FLEXI)).toEqual({
    'flexi-letter': ['ivo', 'ewa'],
    'flexi-agreement': ['ivo', 'ewa'],
    'flexi-report': ['ewa'],
  });
  expect(await s.placement()).toMatchObject({ learnt: ['flexi-schooling'] });
  expect(await s.card('ivo', 'flexi-letter')).toContain('There is no appeal');
  const five = await s.send('ivo', 'flexi-agreement', {
    ...(await s.sample('ivo', await s.ask('flexi-agreement'))),
    send_provision: '',
    section_7_met: 'no',
  });
  expect(five.text).toContain('Still missing: 6 For special educational needs.');
  expect(five.text).toContain(
    '5 Home and school together are efficient, full-time and suitable does not settle',
  );
  await s.settle('ivo', 'flexi-agreement', { signed_on: '2026-11-12' });
  await s.settle('ivo', 'flexi-letter', { decision_letter_sent_on: '2026-11-12', letter_ref: 'L-9' });
  await s.to('2026-11-19 10:10');
  expect(await s.news('flexi-report')).toEqual({ 'flexi-report': ['ewa again', 'gita too'] });

  // The parents end it with two weeks' notice: four are usual, less needs the headteacher's reason.
  await s.begin('ewa', 'flexi-end', await zofia());
  const short = await s.send('ewa', 'flexi-end', {
    notice_given_by: 'parents',
    notice_on: '2026-11-19',
    ends_on: '2026-12-04',
    notice_days: 'four-weeks-or-more',
  });
  expect(short.text).toContain('28 days of notice run to Thu 17 Dec');
  expect(await s.placement()).toMatchObject({ learnt: ['flexi-schooling'] });
  await s.settle('ewa', 'flexi-end', { notice_days: 'shorter', short_notice_reason: 'The family moves' });
  expect(await s.placement()).toMatchObject({ learnt: [] });
});

test('EMET-10.4d and EMET-10.4e: a refusal is written too, and a second request in the academic year needs a reason', async () => {
  await school();
  await s.begin('ewa', 'flexi-request', await zofia());
  await s.settle('ewa', 'flexi-request', REQUEST);
  await s.settle('ewa', 'flexi-decision', { decision: 'refuse' });
  expect(await s.news(...FLEXI)).toEqual({
    'flexi-request': ['ewa'],
    'flexi-decision': ['ewa'],
    'flexi-letter': ['ivo', 'ewa'],
  });
  expect(await s.placement()).toMatchObject({ learnt: [] });

  // Days later they ask again.
  await s.to('2026-11-09 10:00');
  await s.begin('ewa', 'flexi-request', await zofia());
  expect(await s.card('ewa', 'flexi-request')).toContain(
    'Request 2 for this pupil since 1 September. The policy allows 1.',
  );
  await s.news();
  const second = await s.send('ewa', 'flexi-request', { ...REQUEST, request_ref: 'F-2' });
  expect(second.text).toContain(
    'Give the headteacher’s reason under “Why a second one is considered” to consider it.',
  );
  expect(await s.news(...FLEXI)).toEqual({});
  await s.settle('ewa', 'flexi-request', {
    earlier_request_on: '2026-11-04',
    exception_reason: 'New medical advice',
  });
  expect(await s.record('flexi-request')).toMatchObject({
    fields: { request_ref: 'F-2', earlier_request_on: '2026-11-04', exception_reason: 'New medical advice' },
  });
  expect(await s.news(...FLEXI)).toEqual({ 'flexi-decision': ['ewa'] });
});
