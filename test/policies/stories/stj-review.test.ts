import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow, pupilRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
/** A pupil who has been at the Kiln since October, on Monday mornings. */
const at = (n: number, over: Record<string, string> = {}) =>
  placementRow(n, {
    provider_id: 'kiln',
    start_date: '2026-10-05',
    timetable: 'Mon AM',
    basis: 'other',
    ...over,
  });

test('STJ-8.6 and STJ-8.7: the third formal review in a row without improvement asks the headteacher for a decision; an improvement starts the count again; nothing ends by itself', async () => {
  const REVIEWS = ['formal-review', 'extra-meeting', 'end-decision', 'ending-known'];
  const RETURN = ['return-meeting', 'final-report', 'pupil-talk', 'return-plan'];
  s = await PolicyStage.start('stj', {
    at: '2026-11-19 07:00',
    providers: [KILN],
    placements: [at(0, { timetable: 'Fri AM' })],
  });

  // The half-termly meeting is not satisfied: a formal review, on the AP lead's card and the headteacher's at once.
  await s.to('2026-11-20 09:00');
  await s.settle('ben', 'routine-review', { progress: 'not-satisfactory' });
  expect(await s.news(...REVIEWS)).toEqual({ 'formal-review': ['ben', 'ewa too'] });
  expect(await s.card('ben', 'formal-review')).toContain(
    'In a row without improvement, before this one: 0 reviews of 3 (0 in all).',
  );
  const FIVE = {
    review_no: '1',
    meeting_on: '2026-11-20',
    attended_headteacher: 'yes',
    attended_ap_lead: 'yes',
    attended_pupil: 'yes',
    attended_parent: 'no',
  };
  const four = await s.send('ben', 'formal-review', { ...FIVE, outcome: 'not-improved' });
  expect(four.text).toContain('Still missing: Was the provider there?');
  await s.settle('ben', 'formal-review', { attended_provider: 'yes' });
  expect(await s.record('formal-review')).toMatchObject({
    by: 'ben',
    fields: { ...FIVE, attended_provider: 'yes', outcome: 'not-improved', entered_on: '2026-11-20' },
  });
  expect(await s.news(...REVIEWS)).toEqual({});

  // Three weeks on they meet again, and are still not satisfied: the second formal review. This one finds improvement.
  await s.to('2026-12-11 09:00');
  expect(await s.news(...REVIEWS)).toEqual({ 'extra-meeting': ['ben'] });
  await s.settle('ben', 'extra-meeting', { progress: 'not-satisfactory' });
  expect(await s.news(...REVIEWS)).toEqual({ 'formal-review': ['ben', 'ewa too'] });
  expect(await s.card('ewa', 'formal-review')).toContain('before this one: 1 review of 3 (1 in all).');
  await s.settle('ben', 'formal-review', { review_no: '2', outcome: 'improved' });

  // The week after it goes wrong again: two reviews more make three in all, and two in a row. Nobody decides anything yet.
  for (const [when, line] of [
    ['2026-12-14 10:00', 'before this one: 0 reviews of 3 (1 in all).'],
    ['2026-12-15 10:00', 'before this one: 1 review of 3 (2 in all).'],
  ] as const) {
    await s.to(when);
    await s.begin('ben', 'formal-review', 'p0');
    expect(await s.card('ben', 'formal-review')).toContain(line);
    await s.settle('ben', 'formal-review', { outcome: 'not-improved' });
  }
  expect(await s.news('end-decision', 'ending-known')).toEqual({});

  // The third in a row: the headteacher is to decide, and nobody else; DSL and AP lead know that it is being decided.
  await s.to('2026-12-16 10:00');
  await s.begin('ewa', 'formal-review', 'p0');
  await s.news();
  await s.settle('ewa', 'formal-review', { outcome: 'not-improved' });
  expect(await s.news('end-decision', 'ending-known')).toEqual({
    'end-decision': ['ewa'],
    'ending-known': ['cara', 'ben too', 'ewa'],
  });
  expect(await s.card('ben', 'end-decision')).toContain('not-yours');

  // Two school days of silence: the headteacher again, and nobody above. The placement runs on: she is expected that morning.
  await s.to('2026-12-18 10:05');
  expect(await s.news('end-decision', 'session-attendance', ...RETURN)).toEqual({
    'end-decision': ['ewa again'],
    'session-attendance': expect.arrayContaining(['ben']),
  });
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-10-05', expectedEndDate: null });

  // It goes on, for now. A fourth without improvement asks again; this time it is to end, and that begins the return.
  await s.settle('ewa', 'end-decision', {
    formal_review_count: '3',
    decision: 'continue',
    reason: 'A new tutor',
  });
  expect(await s.record('end-decision')).toMatchObject({
    by: 'ewa',
    fields: { formal_review_count: '3', decision: 'continue', decided_on: '2026-12-18' },
  });
  expect(await s.news(...RETURN)).toEqual({});
  await s.begin('ewa', 'formal-review', 'p0');
  await s.settle('ewa', 'formal-review', { outcome: 'not-improved' });
  expect(await s.news('end-decision')).toEqual({ 'end-decision': ['ewa'] });
  await s.settle('ewa', 'end-decision', { formal_review_count: '4', decision: 'end', reason: 'No progress' });
  expect(await s.news(...RETURN)).toEqual({
    'return-meeting': ['gita', 'ewa'],
    'final-report': ['ewa'],
    'pupil-talk': ['gita', 'ewa'],
    'return-plan': ['ben', 'ewa'],
  });
  expect(await s.placement()).toMatchObject({ activeFrom: '2026-10-05', expectedEndDate: null });
});

test('STJ-7.5a: the agreement with the parents is reviewed inside every term, and a review that says no asks the headteacher', async () => {
  const school = {
    pupils: [pupilRow(0), pupilRow(1)],
    providers: [KILN],
    placements: [at(0), at(1, { start_date: '2026-12-09' })],
  };
  s = await PolicyStage.start('stj', { at: '2026-12-04 07:00', ...school });
  // Two weeks before the end of term, about Zofia, and not about Yusuf, who starts that week.
  await s.to('2026-12-04 16:00');
  await s.prepare();
  expect(await s.news('agreement-review')).toEqual({});
  await s.to('2026-12-07 09:00');
  expect(await s.news('agreement-review')).toEqual({ 'agreement-review': ['ben'] });
  await s.to('2026-12-14 09:00');
  expect(await s.news('agreement-review')).toEqual({ 'agreement-review': ['ben again'] });
  expect(await s.placement('p1')).toMatchObject({ activeFrom: '2026-12-09' });

  // On the last day of term it is the headteacher's as well. What changes must be said.
  await s.to('2026-12-17 16:00');
  expect(await s.news('agreement-review')).toEqual({});
  await s.to('2026-12-18 09:00');
  expect(await s.news('agreement-review')).toEqual({ 'agreement-review': ['ewa too'] });
  const bare = await s.send('ben', 'agreement-review', {
    review_on: '2026-12-17',
    attendees: 'AP lead, mother',
    agreement_continues: 'with-changes',
  });
  expect(bare.text).toContain('Still missing: What changes?');
  await s.settle('ben', 'agreement-review', { changes: 'Tuesdays as well', next_review_on: '2027-03-19' });
  expect(await s.record('agreement-review')).toMatchObject({
    by: 'ben',
    escalated: true,
    fields: {
      review_on: '2026-12-17',
      agreement_continues: 'with-changes',
      changes: 'Tuesdays as well',
      next_review_on: '2027-03-19',
    },
  });
  expect(await s.news('end-decision')).toEqual({});
  expect(await s.prompts('agreement-review')).toEqual([
    { subjectId: 'p0', day: '2026-12-07', status: 'answered' },
  ]);

  // Next term, from a few days before: both. Yusuf's parents do not go on; whether that ends it is the headteacher's to say.
  await s.end();
  s = await PolicyStage.start('stj', { at: '2027-03-18 07:00', ...school });
  await s.to('16:00');
  expect(await s.news('agreement-review')).toEqual({});
  await s.to('2027-03-19 09:00');
  expect(await s.news('agreement-review')).toEqual({ 'agreement-review': ['ben', 'ben'] });
  const days = (await s.prompts('agreement-review')).map(({ subjectId, day }) => `${subjectId} ${day}`);
  expect(days.sort()).toEqual(['p0 2027-03-19', 'p1 2027-03-19']);
  await s.settle('ben', 'agreement-review', { agreement_continues: 'no' }, 'p1');
  expect(await s.news('end-decision')).toEqual({ 'end-decision': ['ewa', 'ben'] });
  expect(await s.prompts('end-decision')).toEqual([{ subjectId: 'p1', day: '2027-03-19', status: 'open' }]);
  expect(await s.placement('p1')).toMatchObject({ activeFrom: '2026-12-09', expectedEndDate: null });
});
