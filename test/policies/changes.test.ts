import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDuration } from '../../src/domain/duration';
import { importSchool } from '../../src/services/import/import-school';
import { loadSchool } from '../../src/services/school';
import { tick } from '../../src/services/tick';
import { FormStage } from '../support/form-stage';
import { schoolFolder } from '../support/school-folder';

/** A policy that ships, with one number of it changed in its text: no code knows the difference. */
const EMET = readFileSync(join(__dirname, '../../policies/emet/policy.yaml'), 'utf8');

/** A form with a deadline, a role, a checklist and a ladder, written as a school would write it. */
const PACK = `id: own
name: A policy of the test's own
reasons: [{ code: exclusion-risk, label: At risk of exclusion }]
standIns: { ap-lead: [headteacher], dsl: [deputy-dsl, headteacher] }
duties:
  - id: agreement
    title: Agreement with the provider
    clauses: [OWN-1]
    kind: agreement
    subject: placement
    when: { by: hand }
    command: record
    to: ap-lead
    due: P5D
    ladder: [{ after: P2D, to: headteacher }]
    fields:
      - { name: days_agreed, label: Days and times, type: item }
      - { name: cost_agreed, label: Cost, type: item }
`;

let stage: FormStage;
const start = async (packText: string): Promise<string> => {
  stage = await FormStage.start([], { packText });
  return stage.begin('agreement');
};
afterEach(() => stage.end());

const changed = (from: string, to: string): string => {
  const text = PACK.replace(from, to);
  expect(text).not.toBe(PACK);
  return text;
};

const askOf = (askId: string) =>
  stage.deps.db.ask.findFirstOrThrow({ where: { schoolId: stage.schoolId, id: askId } });

test.each(['P5D', 'P2D', 'PT4H'])('the deadline %s: it is due then', async (due) => {
  const ask = await askOf(await start(due === 'P5D' ? PACK : changed('due: P5D', `due: ${due}`)));
  const { calendar } = await loadSchool(stage.deps.db, stage.schoolId);
  expect(ask.dueAt).toEqual(addDuration(calendar, ask.openedAt, due));
});

test.each([
  ['ap-lead', 'ben'],
  ['headteacher', 'ewa'],
])('the role %s: %s is asked', async (role, first) => {
  const askId = await start(
    role === 'ap-lead'
      ? PACK
      : changed('to: ap-lead\n', `to: ${role}\n`).replace('to: headteacher }]', 'to: dsl }]'),
  );
  const copies = await stage.deps.db.delivery.findMany({ where: { askId, role } });
  const staff = await stage.deps.db.staff.findFirstOrThrow({ where: { id: copies[0]?.staffId ?? '' } });
  expect(staff.email).toContain(first);
});

test('one more item of the checklist: it stands on the card, and without it the question stays open', async () => {
  const item = '      - { name: meals_agreed, label: Free meals, type: item }\n';
  const askId = await start(`${PACK}${item}`);
  expect((await stage.show(askId)).text).toContain('Free meals');
  await stage.send(askId, { days_agreed: 'yes', cost_agreed: 'yes', meals_agreed: 'no' });
  expect(await stage.record(askId)).toMatchObject({ status: 'open' });
  await stage.send(askId, { days_agreed: 'yes', cost_agreed: 'yes', meals_agreed: 'yes' });
  expect(await stage.record(askId)).toMatchObject({ status: 'answered' });
});

test.each([
  ['P2D', '2026-11-25T10:00:00Z'],
  ['P1D', '2026-11-24T10:00:00Z'],
  ['PT2H', '2026-11-23T12:00:00Z'],
])('the ladder’s step after %s: the headteacher has it then, and not a minute before', async (after, at) => {
  const askId = await start(after === 'P2D' ? PACK : changed('after: P2D', `after: ${after}`));
  stage.clock.set(new Date(new Date(at).getTime() - 60_000));
  await tick(stage.deps);
  expect((await askOf(askId)).roles).toEqual(['ap-lead']);
  stage.clock.set(new Date(at));
  await tick(stage.deps);
  expect((await askOf(askId)).roles).toEqual(['ap-lead', 'headteacher']);
});

test('a broken pack is refused with its line, and the school keeps the one it runs under', async () => {
  await start(PACK);
  const before = await loadSchool(stage.deps.db, stage.schoolId);
  const broken = changed('to: ap-lead\n', 'to: ap-leader\n');
  const refused = await importSchool(stage.deps, schoolFolder({ packText: broken }));
  expect(refused).toMatchObject({
    ok: false,
    problems: [{ line: 13, message: expect.stringContaining('write one of') as unknown }],
  });
  const after = await loadSchool(stage.deps.db, stage.schoolId);
  expect(after.version).toBe(before.version);
  expect(after.pack).toEqual(before.pack);
});

test('an open question keeps the policy it was opened under; the next is asked under the new one', async () => {
  const askId = await start(PACK);
  await stage.import({ packText: changed('after: P2D', 'after: P1D') });
  stage.clock.set(new Date('2026-11-24T10:00:00Z'));
  await tick(stage.deps);
  expect((await askOf(askId)).roles).toEqual(['ap-lead']);
});

test('a pack that ships is changed the same way: a half-hour reminder of EMET becomes one of twenty minutes', async () => {
  const text = EMET.replace('after: PT30M, remind: true', 'after: PT20M, remind: true');
  expect(text).not.toBe(EMET);
  stage = await FormStage.start([], { packText: text }, '2026-11-23T08:50:00Z');
  for (const minute of [0, 19, 20]) {
    stage.clock.set(new Date(Date.UTC(2026, 10, 23, 9, minute)));
    await tick(stage.deps);
    const reminded = await stage.deps.db.event.count({ where: { type: 'reminded' } });
    expect(reminded > 0).toBe(minute === 20);
  }
});
