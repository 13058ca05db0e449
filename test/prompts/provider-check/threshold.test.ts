import { FormStage } from '../../support/form-stage';
import { placementRow, providerRow, pupilRow } from '../../support/school-folder';

let stage: FormStage;
afterEach(() => stage.end());

const CHECK = {
  id: 'check',
  kind: 'provider-check',
  subject: 'provider',
  gate: true,
  override: 'headteacher',
  settings: { threshold: true, registered: 'registration_status', value: 'registered' },
  fields: [
    {
      name: 'registration_status',
      label: 'Registration',
      type: 'choice',
      choices: [
        { value: 'registered', title: 'Registered' },
        { value: 'not-registered', title: 'Not registered' },
      ],
    },
    { name: 'checked_on', label: 'Checked on', type: 'date' },
  ],
};
const ANSWER = { registration_status: 'not-registered', checked_on: '2026-11-23' };

test('a pupil with an EHC plan full time: it may need to be registered, and nobody can wave it through', async () => {
  stage = await FormStage.start([CHECK], { pupils: [pupilRow(0, { ehcp: 'yes' }), pupilRow(1)] });
  const ask = await stage.begin('check', 'oak-farm');
  const shown = await stage.show(ask, 'ewa');
  expect(shown.text).toContain('2 pupils of ours full time here, 1 with an EHC plan or in care.');
  expect(shown.text).toContain('It may need to be registered: refer to the local authority.');
  expect(shown.text).not.toContain('To let it start without this');

  const sent = await stage.send(ask, ANSWER);
  expect(sent.text).toContain('Registration: this provider may need to be registered and is not.');
  const waved = await stage.press(ask, 'override', { override_reason: 'We trust them' }, 'ewa');
  expect(waved.taken).toBe(false);
  expect(waved.text).toContain('Refer to the local authority; no pupil starts there until it is.');
  expect(await stage.record(ask)).toMatchObject({ status: 'open', answer: ANSWER });

  await stage.send(ask, { registration_status: 'registered' });
  expect(await stage.record(ask)).toMatchObject({ status: 'answered' });
});

test('few pupils without a plan: the figures are shown, and any answer settles it', async () => {
  stage = await FormStage.start([CHECK]);
  const ask = await stage.begin('check', 'oak-farm');
  const shown = await stage.show(ask);
  expect(shown.text).toContain('3 pupils of ours full time here, none with an EHC plan or in care.');
  expect(shown.text).not.toContain('may need');
  await stage.send(ask, ANSWER);
  expect(await stage.record(ask)).toMatchObject({ status: 'answered' });
});

test('only pupils who are there now or later are counted, each once; a registered provider is left alone', async () => {
  const placements = [
    placementRow(0, { expected_end_date: '2026-11-20' }),
    placementRow(1, { timetable: 'Mon AM;Mon PM;Tue AM;Tue PM' }),
    placementRow(1, { placement_id: 'p1-more', timetable: 'Wed AM;Wed PM;Thu AM;Thu PM;Fri AM' }),
    placementRow(2, { start_date: '2027-01-05', provider_id: 'kiln' }),
  ];
  const providers = [
    providerRow('oak-farm', 'Oak Farm'),
    providerRow('kiln', 'The Kiln', { type: 'registered' }),
  ];
  const pupils = [pupilRow(0, { ehcp: 'yes' }), pupilRow(1), pupilRow(2, { looked_after: 'yes' })];
  stage = await FormStage.start([CHECK], { placements, providers, pupils });
  const farm = await stage.show(await stage.begin('check', 'oak-farm'));
  expect(farm.text).toContain('1 pupil of ours full time here, none with an EHC plan or in care.');
  const kiln = await stage.begin('check', 'kiln');
  expect((await stage.show(kiln)).text).toContain(
    '1 pupil of ours full time here, 1 with an EHC plan or in care.',
  );
  await stage.send(kiln, ANSWER);
  expect(await stage.record(kiln)).toMatchObject({ status: 'answered' });
});

test('nothing is counted unless the pack asks for it', async () => {
  stage = await FormStage.start([{ ...CHECK, settings: {} }], { pupils: [pupilRow(0, { ehcp: 'yes' })] });
  const shown = await stage.show(await stage.begin('check', 'oak-farm'));
  expect(shown.text).not.toContain('full time');
});
