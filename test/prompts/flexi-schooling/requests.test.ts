import { FormStage } from '../../support/form-stage';

let stage: FormStage;
afterEach(() => stage.end());

const REQUEST = {
  id: 'request',
  kind: 'flexi-schooling',
  subject: 'pupil',
  settings: { perYear: 1 },
  fields: [
    { name: 'request_received_on', label: 'Letter received on', type: 'date' },
    { name: 'exception_reason', label: 'Why a second one', type: 'text', required: false },
  ],
};
const pupils = async () =>
  (await stage.deps.db.pupil.findMany({ orderBy: { upn: 'asc' } })).map(({ id }) => id) as [string, string];

test('a second request in the academic year needs the headteacher’s reason; another pupil’s does not', async () => {
  stage = await FormStage.start([REQUEST]);
  const [one, other] = await pupils();
  const first = await stage.begin('request', one);
  expect((await stage.show(first)).text).toContain(
    'Request 1 for this pupil since 1 September. The policy allows 1.',
  );
  await stage.send(first, { request_received_on: '2026-11-23' });
  expect(await stage.record(first)).toMatchObject({ status: 'answered' });

  stage.clock.set(new Date('2027-03-01T10:00:00Z'));
  const second = await stage.begin('request', one);
  const sent = await stage.send(second, { request_received_on: '2027-03-01' });
  expect(sent.text).toContain('Request 2 for this pupil since 1 September. The policy allows 1.');
  expect(sent.text).toContain('Give the headteacher’s reason under “Why a second one” to consider it.');
  expect(await stage.record(second)).toMatchObject({ status: 'open' });
  await stage.send(second, { exception_reason: 'The family has moved' });
  expect(await stage.record(second)).toMatchObject({ status: 'answered' });

  const theirs = await stage.answer('request', { request_received_on: '2027-03-01' }, other);
  expect(theirs.text).toContain('recorded');
});

test('the count starts again on 1 September', async () => {
  stage = await FormStage.start([REQUEST], {}, '2026-08-31T09:00:00Z');
  const [one] = await pupils();
  await stage.answer('request', { request_received_on: '2026-08-31' }, one);
  stage.clock.set(new Date('2026-09-02T09:00:00Z'));
  const seen = await stage.answer('request', { request_received_on: '2026-09-02' }, one);
  expect(seen.text).toContain('recorded');
});

test('less notice than the policy’s needs a reason', async () => {
  const fields = [
    { name: 'notice_on', label: 'Notice given on', type: 'date' },
    { name: 'ends_on', label: 'Last day', type: 'date' },
    { name: 'short_notice_reason', label: 'Why shorter', type: 'text', required: false },
  ];
  stage = await FormStage.start([{ ...REQUEST, id: 'end', settings: { noticeDays: 28 }, fields }]);
  const [one, other] = await pupils();
  const ask = await stage.begin('end', one);
  const short = await stage.send(ask, { notice_on: '2026-11-23', ends_on: '2026-12-20' });
  expect(short.text).toContain(
    '28 days of notice run to Mon 21 Dec. Give the headteacher’s reason for less under “Why shorter”.',
  );
  await stage.send(ask, { short_notice_reason: 'Both sides agree' });
  expect(await stage.record(ask)).toMatchObject({ status: 'answered' });
  const long = await stage.answer('end', { notice_on: '2026-11-23', ends_on: '2026-12-21' }, other);
  expect(long.text).toContain('recorded');
});
