import { inputsOf } from '../../support/fake-teams';
import { FormStage } from '../../support/form-stage';

let stage: FormStage;
afterEach(() => stage.end());

const REFERRAL = {
  id: 'refer',
  kind: 'referral',
  fields: [
    { name: 'reason_code', label: 'Reason', type: 'text' },
    { name: 'detail', label: 'Which', type: 'text', when: { reason_code: 'other' } },
  ],
};
const offered = (card: object) =>
  inputsOf(card as Parameters<typeof inputsOf>[0]).find(({ id }) => id === 'reason_code')?.choices;

test('the reasons of the pack are offered, and nothing else is taken', async () => {
  stage = await FormStage.start([REFERRAL]);
  const ask = await stage.begin('refer');
  expect(offered((await stage.show(ask)).card)).toEqual([
    { value: 'exclusion-risk', title: 'At risk of exclusion' },
    { value: 'medical', title: 'Medical needs' },
  ]);
  const other = await stage.send(ask, { reason_code: 'boredom' });
  expect(other.taken).toBe(false);
  expect(other.text).toContain('Reason: choose one of the answers offered.');
  await stage.send(ask, { reason_code: 'medical' });
  expect(await stage.record(ask)).toMatchObject({ status: 'answered', answer: { reason_code: 'medical' } });
});

test('an open list takes another reason, and asks which', async () => {
  stage = await FormStage.start([{ ...REFERRAL, settings: { open: true } }]);
  const ask = await stage.begin('refer');
  const shown = await stage.show(ask);
  expect(offered(shown.card)?.at(-1)).toEqual({ value: 'other', title: 'Another reason' });
  expect(shown.text).toContain('Which (if “Reason” is another reason)');
  expect((await stage.send(ask, { reason_code: 'other' })).text).toContain('Still missing: Which.');
});

test('a field of another name, and one with answers of the pack’s own, which stay', async () => {
  const own = ['yes', 'no'].map((value) => ({ value, title: value }));
  const fields = [
    { name: 'why', label: 'Why', type: 'text' },
    { name: 'reason_code', label: 'Reason', type: 'choice', choices: own },
  ];
  stage = await FormStage.start([{ id: 'refer', kind: 'referral', settings: { reason: 'why' }, fields }]);
  const { card } = await stage.show(await stage.begin('refer'));
  expect(offered(card)).toEqual(own);
  expect(inputsOf(card as Parameters<typeof inputsOf>[0])[0]?.choices).toHaveLength(2);
});
