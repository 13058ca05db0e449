import { FormStage } from '../../support/form-stage';

let stage: FormStage;
afterEach(() => stage.end());

const PROPOSAL = {
  id: 'proposal',
  kind: 'part-time',
  settings: { endField: 'end_on', mostWeeks: 6 },
  fields: [
    { name: 'start_on', label: 'From', type: 'date', required: false },
    { name: 'end_on', label: 'Until', type: 'date', required: false },
    { name: 'need', label: 'Need', type: 'text' },
  ],
};
const sent = async (days: Record<string, string>) =>
  (await stage.answer('proposal', { need: 'Recovery', ...days })).text;

test('a part-time timetable has a last day, and not a distant one', async () => {
  stage = await FormStage.start([PROPOSAL]);
  const ask = await stage.begin('proposal');
  expect((await stage.show(ask)).text).toContain('It may last 6 weeks at most.');
  expect(await sent({})).toContain('Until: a part-time timetable needs a last day.');
  expect(await sent({ end_on: '2026-11-22' })).toContain('Until: that day has passed.');
  expect(await sent({ end_on: '2027-01-05' })).toContain('Until: 6 weeks at most, so by Mon 4 Jan.');
  expect(await sent({ start_on: '2026-12-07', end_on: '2026-12-01' })).toContain(
    'Until: it starts on Mon 7 Dec. Choose a day after that.',
  );
  expect(await stage.record(ask)).toMatchObject({ status: 'open' });
  expect(await sent({ start_on: '2026-12-07', end_on: '2027-01-05' })).toContain('recorded');
});

test('other part-time forms need none', async () => {
  stage = await FormStage.start([{ ...PROPOSAL, settings: {} }]);
  expect(await sent({})).toContain('recorded');
});
