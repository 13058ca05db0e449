import { CORRECTION_FIELD } from '../../src/domain/corrections';
import { inputsOf } from '../support/fake-teams';
import { type DutyText, FormStage } from '../support/form-stage';

/** The form that all kinds of this sort share, through the real services on a database. */

let stage: FormStage;
afterEach(() => stage.end());

const field = (name: string, more: object = {}) => ({ name, label: name.replaceAll('_', ' '), ...more });
const tick = (name: string) => field(name, { type: 'item' });

const VISIT: DutyText = {
  id: 'visit',
  kind: 'visit',
  fields: [
    field('visit_on', { type: 'date' }),
    field('seen', { type: 'yes-no' }),
    field('findings', { type: 'text' }),
    field('actions', { type: 'text', required: false }),
  ],
};
const CHECKLIST: DutyText = {
  id: 'ready',
  kind: 'start-checklist',
  gate: true,
  override: 'headteacher',
  fields: ['transport', 'lunch', 'timetable', 'contact'].map(tick),
};
const SAFE: DutyText = {
  id: 'welfare',
  kind: 'part-time',
  fields: [
    field('safe_and_well', { type: 'yes-no', must: ['yes'], raises: { no: 'concern-raised' } }),
    field('how', { type: 'text', required: false }),
  ],
};
const CONCERN: DutyText = {
  id: 'concern',
  kind: 'incident',
  when: { on: ['concern-raised'] },
  to: 'dsl',
  ladder: [],
  fields: [tick('taken')],
};

const TODAY = '2026-11-23';
const valueOf = (card: object, id: string) =>
  inputsOf(card as Parameters<typeof inputsOf>[0]).find((input) => input.id === id)?.value;

test('an incomplete form is kept, says what is missing, and is finished later', async () => {
  stage = await FormStage.start([VISIT]);
  const ask = await stage.begin('visit');
  const half = await stage.send(ask, { visit_on: TODAY, seen: 'yes' });
  expect(half.taken).toBe(true);
  expect(half.text).toContain('Kept, but not settled yet.');
  expect(half.text).toContain('Kept so far, by Ben Okoro, 10:00.');
  expect(half.text).toContain('Still missing: findings.');
  expect(valueOf(half.card, 'visit_on')).toBe(TODAY);
  expect(await stage.record(ask)).toMatchObject({ status: 'open', answer: { seen: 'yes' } });

  const whole = await stage.send(ask, { findings: 'Calm and busy' }, 'ewa');
  expect(whole.text).toContain('visit, Zofia O., Oak Farm: recorded. Ewa Nowak, 10:00.');
  expect(await stage.record(ask)).toMatchObject({
    status: 'answered',
    answer: { visit_on: TODAY, seen: 'yes', findings: 'Calm and busy' },
  });
});

test('an empty form is not an answer', async () => {
  stage = await FormStage.start([VISIT]);
  const ask = await stage.begin('visit');
  const seen = await stage.send(ask, {});
  expect(seen.taken).toBe(false);
  expect(seen.text).toContain('Fill in at least one line first.');
  expect(await stage.record(ask)).toMatchObject({ status: 'open', answer: null });
});

test('one tap ticks the whole list', async () => {
  stage = await FormStage.start([CHECKLIST]);
  const ask = await stage.begin('ready');
  await stage.press(ask, 'all');
  expect(await stage.record(ask)).toMatchObject({
    status: 'answered',
    answer: { transport: 'yes', lunch: 'yes', timetable: 'yes', contact: 'yes' },
  });
});

test('a line that is not in place keeps the list open, and climbs to nobody before its time', async () => {
  stage = await FormStage.start([CHECKLIST]);
  const ask = await stage.begin('ready');
  const seen = await stage.send(ask, { transport: 'yes', lunch: 'no', timetable: 'yes', contact: 'yes' });
  expect(seen.text).toContain('lunch does not settle this yet: it needs “yes”.');
  expect(await stage.record(ask)).toMatchObject({ status: 'open', roles: ['ap-lead'] });
});

test('an answer that must not be is kept, climbs at once, and opens what it raises', async () => {
  stage = await FormStage.start([SAFE, CONCERN]);
  const ask = await stage.begin('welfare');
  const seen = await stage.send(ask, { safe_and_well: 'no' });
  expect(seen.taken).toBe(true);
  expect(seen.text).toContain('safe and well does not settle this yet: it needs “yes”.');
  expect(await stage.record(ask)).toMatchObject({
    status: 'open',
    answer: { safe_and_well: 'no' },
    roles: ['ap-lead', 'headteacher'],
  });
  const raised = await stage.deps.db.prompt.findMany({ where: { duty: 'concern' } });
  expect(raised.map(({ event }) => event)).toEqual(['concern-raised']);
});

test('too long and no day: it says so, keeps nothing, and loses nothing that was typed', async () => {
  stage = await FormStage.start([VISIT]);
  const ask = await stage.begin('visit');
  const long = 'a very long finding '.repeat(20);
  const seen = await stage.send(ask, {
    visit_on: 'Monday',
    seen: 'yes',
    findings: long,
    actions: 'Ring them',
  });
  expect(seen.taken).toBe(false);
  expect(seen.text).toContain('visit on: choose a day.');
  expect(seen.text).toContain('findings: keep it to 300 characters. Its start is kept here.');
  expect(valueOf(seen.card, 'findings')).toContain('a very long finding a very long finding');
  expect(valueOf(seen.card, 'actions')).toBe('Ring them');
  expect(valueOf(seen.card, 'seen')).toBe('yes');
  expect(await stage.record(ask)).toMatchObject({ status: 'open', answer: null });
});

test('an answer that was not offered is not taken', async () => {
  stage = await FormStage.start([VISIT]);
  const seen = await stage.answer('visit', { seen: 'perhaps' });
  expect(seen.text).toContain('seen: choose one of the answers offered.');
});

describe('days', () => {
  test('what has happened cannot lie in the future', async () => {
    stage = await FormStage.start([VISIT]);
    const seen = await stage.answer('visit', { visit_on: '2026-11-24', seen: 'yes', findings: 'Calm' });
    expect(seen.taken).toBe(false);
    expect(seen.text).toContain('visit on: that day has not come yet. Give the day it happened.');
  });

  test('what is planned cannot lie in the past, and a pack may say otherwise', async () => {
    const fields = [
      field('next_visit_on', { type: 'date' }),
      field('review_due_on', { type: 'date', future: false }),
    ];
    stage = await FormStage.start([{ id: 'plan', kind: 'decision', fields }]);
    const ask = await stage.begin('plan');
    const seen = await stage.send(ask, { next_visit_on: '2026-11-22', review_due_on: '2026-11-22' });
    expect(seen.text).toContain('next visit on: that day has passed. Choose today or a later day.');
    await stage.send(ask, { next_visit_on: TODAY, review_due_on: '2026-11-22' });
    expect(await stage.record(ask)).toMatchObject({ status: 'answered' });
  });

  test('a certificate that has run out settles nothing', async () => {
    const fields = [field('insurance_expires_on', { type: 'date' })];
    stage = await FormStage.start([{ id: 'check', kind: 'provider-check', subject: 'provider', fields }]);
    const ask = await stage.begin('check', 'oak-farm');
    const seen = await stage.send(ask, { insurance_expires_on: '2026-11-22' });
    expect(seen.text).toContain('insurance expires on: it has run out on Sun 22 Nov. Get a new one.');
    expect(await stage.record(ask)).toMatchObject({ status: 'open' });
    await stage.send(ask, { insurance_expires_on: '2027-11-22' });
    expect(await stage.record(ask)).toMatchObject({ status: 'answered' });
  });
});

describe('letting a placement start without it', () => {
  test('the role that the pack names may, with a reason', async () => {
    stage = await FormStage.start([CHECKLIST]);
    const ask = await stage.begin('ready');
    expect((await stage.show(ask, 'ewa')).text).toContain('To let it start without this: why?');
    const bare = await stage.press(ask, 'override', {}, 'ewa');
    expect(bare.text).toContain('Say in up to 300 characters why it may start without this.');
    expect(await stage.record(ask)).toMatchObject({ status: 'open' });

    const seen = await stage.press(ask, 'override', { override_reason: 'The bus is booked' }, 'ewa');
    expect(seen.text).toContain('started without it. Ewa Nowak, 10:00.');
    expect(await stage.record(ask)).toMatchObject({
      status: 'answered',
      closedWhy: 'overridden',
      answer: { override_reason: 'The bus is booked' },
    });
  });

  test('nobody else may, nor is it offered to them', async () => {
    stage = await FormStage.start([CHECKLIST]);
    const ask = await stage.begin('ready');
    expect((await stage.show(ask)).text).not.toContain('To let it start');
    const seen = await stage.press(ask, 'override', { override_reason: 'The bus is booked' });
    expect(seen.taken).toBe(false);
    expect(await stage.record(ask)).toMatchObject({ status: 'open', answer: null });
  });
});

test('what was settled may be changed that day, and not made incomplete', async () => {
  stage = await FormStage.start([SAFE]);
  const ask = await stage.begin('welfare');
  await stage.send(ask, { safe_and_well: 'yes' });
  expect((await stage.press(ask, 'change')).text).toContain('Kept so far');
  const worse = await stage.send(ask, { safe_and_well: 'no' });
  expect(worse.taken).toBe(false);
  const said = { safe_and_well: 'yes', how: 'By phone' };
  expect((await stage.send(ask, said)).text).toContain('To change it, choose why.');
  await stage.send(ask, { ...said, [CORRECTION_FIELD]: 'mistake' });
  expect(await stage.record(ask)).toMatchObject({ status: 'answered', answer: { how: 'By phone' } });
});
