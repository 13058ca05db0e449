import { CORRECTION_FIELD } from '../../../src/domain/corrections';
import { streakOf } from '../../../src/prompts/review/streak';
import { FormStage } from '../../support/form-stage';
import { placementRow } from '../../support/school-folder';

describe('reviews without improvement', () => {
  test.each([
    ['none yet', [], 0, 0],
    ['each counts', ['no', 'no'], 2, 2],
    ['an improvement starts the count again, and the total is kept', ['no', 'no', 'yes', 'no'], 1, 3],
    ['one that says nothing of it changes nothing', ['no', '', 'no'], 2, 2],
  ] as const)('%s', (_rule, answers, inARow, inAll) => {
    expect(streakOf(answers, 'yes')).toEqual({ inARow, inAll });
  });
});

describe('in the bot', () => {
  let stage: FormStage;
  afterEach(() => stage.end());

  const FORMAL = {
    id: 'formal',
    kind: 'review',
    settings: { limit: 3, improved: 'outcome', value: 'improved' },
    fields: [
      { name: 'meeting_on', label: 'Held on', type: 'date' },
      {
        name: 'outcome',
        label: 'Outcome',
        type: 'choice',
        choices: [
          { value: 'improved', title: 'Improved' },
          { value: 'not-improved', title: 'Not improved' },
        ],
      },
      { name: 'next_review_on', label: 'Next one', type: 'date', required: false },
    ],
  };
  const DECISION = {
    id: 'decide',
    kind: 'decision',
    when: { on: ['third-formal-review'] },
    to: 'headteacher',
    fields: [{ name: 'decision', label: 'Decision', type: 'text' }],
  };
  const start = (placements = [placementRow(0), placementRow(1)]) =>
    FormStage.start([FORMAL, DECISION], { placements });
  const hold = async (outcome: string, subject = 'p0') => {
    stage.clock.set(new Date(stage.clock.now().getTime() + 60_000));
    return stage.answer('formal', { meeting_on: '2026-11-23', outcome }, subject);
  };
  const decisions = () =>
    stage.deps.db.prompt.count({ where: { duty: 'decide', status: { in: ['planned', 'open'] } } });

  test('the third in a row asks for a decision, and none before it', async () => {
    stage = await start();
    await hold('not-improved');
    await hold('not-improved');
    expect(await decisions()).toBe(0);
    const ask = await stage.begin('formal');
    expect((await stage.show(ask)).text).toContain(
      'In a row without improvement, before this one: 2 reviews of 3 (2 in all).',
    );
    await stage.send(ask, { outcome: 'not-improved' });
    expect(await decisions()).toBe(0);
    await stage.send(ask, { meeting_on: '2026-11-23' });
    expect(await decisions()).toBe(1);
  });

  test('an improvement starts the count again; another placement has its own', async () => {
    stage = await start();
    for (const outcome of ['not-improved', 'not-improved', 'improved', 'not-improved', 'not-improved']) {
      await hold(outcome);
    }
    await hold('not-improved', 'p1');
    expect(await decisions()).toBe(0);
    expect((await stage.show(await stage.begin('formal'))).text).toContain('2 reviews of 3 (4 in all)');
  });

  test('the newest answer to a review is the one that counts', async () => {
    stage = await start();
    await hold('not-improved');
    const ask = await stage.begin('formal');
    await stage.send(ask, { meeting_on: '2026-11-23', outcome: 'not-improved' });
    await stage.send(ask, { outcome: 'improved', [CORRECTION_FIELD]: 'mistake' });
    await hold('not-improved');
    expect(await decisions()).toBe(0);
  });

  test('the next review belongs before the end of the placement', async () => {
    stage = await start([placementRow(0, { expected_end_date: '2027-01-22' })]);
    const ask = await stage.begin('formal');
    const answer = { meeting_on: '2026-11-23', outcome: 'improved' };
    const late = await stage.send(ask, { ...answer, next_review_on: '2027-01-25' });
    expect(late.text).toContain('Next one: the placement ends on Fri 22 Jan. Choose a day before that.');
    await stage.send(ask, { next_review_on: '2027-01-18' });
    expect(await stage.record(ask)).toMatchObject({ status: 'answered' });
  });

  test('a review that is still to come is not one that was held', async () => {
    stage = await start();
    const seen = await stage.answer('formal', { meeting_on: '2026-11-24', outcome: 'improved' });
    expect(seen.text).toContain('Held on: that day has not come yet.');
  });
});
