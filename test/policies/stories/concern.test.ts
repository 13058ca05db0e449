import { parseCommand } from '../../../src/domain/commands';
import type { Pack } from '../../../src/domain/policy';
import { press } from '../../../src/services/asks/press';
import { runCommand } from '../../../src/services/commands';
import { buttonsOf, textOf } from '../../support/fake-teams';
import { PolicyStage, type Who } from '../../support/policy-stage';
import { placementRow, providerRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
const ZOFIA = {
  provider_id: 'kiln',
  start_date: '2026-10-05',
  timetable: 'Mon AM',
  basis: 'other',
};
/** Packs that do not know the reason of the others, and one of theirs. */
const REASON: Readonly<Record<string, { reason: string }>> = {
  sen: { reason: 'anxiety' },
  dar: { reason: 'mental-health' },
};
const CONCERN = ['concern-report', 'concern'];

async function school(pack: Pack['id'], at: string): Promise<string> {
  s = await PolicyStage.start(pack, {
    at: '2026-11-05 07:00',
    providers: [KILN],
    placements: [placementRow(0, { ...ZOFIA, ...REASON[pack] })],
  });
  await s.to(at);
  await s.news();
  return (await s.placement()).pupilId;
}

/** What the answer to a typed line says; of a refusal, its code. */
async function typed(who: Who, line: string): Promise<string> {
  const answer = await runCommand(s.deps, await s.person(who), parseCommand(line));
  return answer.ok ? textOf(answer.card.content) : answer.refusal.code;
}

test('INV-3.22a: danger now: the DSL and the deputy have it before the form is whole, on a Saturday night', async () => {
  const pupilId = await school('inv', '2026-11-07 22:15');
  await s.begin('ivo', 'concern-report', pupilId);
  const form = await s.card('ivo', 'concern-report');
  expect(form).toContain('In danger now? Ring 999 first, then tell the DSL in person.');
  expect(form).toContain('What happened belongs in the case system.');
  await s.to('22:15');
  expect(await s.news(...CONCERN)).toEqual({ 'concern-report': ['cara', 'ivo'] });

  const half = await s.send('ivo', 'concern-report', { danger_now: 'yes' });
  expect(half.text).toContain('Still missing: What is it about?');
  expect(await s.news(...CONCERN)).toEqual({ concern: ['cara', 'dev too'] });
  const urgent = s.chat('cara').at(-1) ?? '';
  expect(urgent).toMatch(/Raised\s+22:15, Ivo Marsh/u);
  expect(urgent).toContain('In danger now: yes. Ring 999 first.');
  expect(urgent).toContain('The Kiln, but not today');

  // The rest of the form raises it no second time, and whoever raised it is not given the DSL's card.
  await s.settle('ivo', 'concern-report');
  expect(await s.news(...CONCERN)).toEqual({});
  expect(await s.pressOn(await s.ask('concern'), 'ivo', 'show')).toMatchObject({ taken: false });
});

test('EMET-4.4b: “I’m acting” stops the climb; without it the headteacher has it ten minutes on; a silent hold is asked again', async () => {
  const pupilId = await school('emet', '10:00');
  await s.begin('finn', 'concern-report', pupilId);
  await s.settle('finn', 'concern-report', { danger_now: 'no' });
  expect(await s.news('concern')).toEqual({ concern: ['cara', 'dev too'] });
  await s.to('10:03');
  expect((await s.press('cara', 'concern', 'hold')).text).toContain(
    'Cara Lindqvist is acting, since 10:03. Asked at 10:23 if it is still open.',
  );
  await s.to('10:22');
  expect(await s.news('concern')).toEqual({});
  await s.to('10:23');
  expect(await s.news('concern')).toEqual({ concern: ['cara again', 'cara again', 'ewa too'] });
});

test('SEN-3.1: closing takes an outcome and a reason, “no further action” among them; “not yet safe” keeps it open', async () => {
  const pupilId = await school('sen', '10:00');
  await s.begin('hanna', 'concern-report', pupilId);
  await s.settle('hanna', 'concern-report', { danger_now: 'no' });
  const still = await s.send('dev', 'concern', { child_seen: 'not-yet', concern_outcome: 'none' });
  expect(still.text).toContain('Kept, but not settled yet.');
  expect(await s.prompts('concern')).toMatchObject([{ status: 'open' }]);
  await s.settle('dev', 'concern', {
    child_seen: 'heard',
    seen_by: 'provider-staff',
    concern_outcome: 'none',
    concern_rationale: 'explained',
  });
  expect(await s.record('concern')).toMatchObject({
    by: 'dev',
    status: 'answered',
    fields: {
      child_seen: 'heard',
      seen_by: 'provider-staff',
      concern_outcome: 'none',
      concern_rationale: 'explained',
    },
  });
});

test('STJ-8.2a: a report that nobody finishes is the headteacher’s after ten minutes', async () => {
  const pupilId = await school('stj', '10:00');
  await s.begin('amira', 'concern-report', pupilId);
  await s.to('10:00');
  expect(await s.news(...CONCERN)).toEqual({ 'concern-report': ['cara', 'amira'] });
  await s.to('10:05');
  expect(await s.news(...CONCERN)).toEqual({ 'concern-report': ['cara again'] });
  await s.to('10:10');
  expect(await s.news(...CONCERN)).toEqual({ 'concern-report': ['ewa too'] });
});

test('EMET-4.4b: whoever raises a concern has one button, to send it; only who safeguards takes an unfinished report on', async () => {
  const pupilId = await school('emet', '10:00');
  await s.begin('finn', 'concern-report', pupilId);
  const askId = await s.ask('concern-report');
  const buttons = async (who: Who) => {
    const shown = await press(s.deps, await s.person(who), { askId, verb: 'show', data: {} });
    return shown.ok ? buttonsOf(shown.card.content).map(({ title }) => title) : [];
  };
  expect(await buttons('finn')).toEqual(['Send']);
  expect(await buttons('cara')).toEqual(expect.arrayContaining(['Send', 'I’m acting', 'Hand over']));
  await s.to('10:00');
  await s.news();
  await s.press('finn', 'concern-report', 'hold');
  await s.to('10:10');
  expect(await s.news(...CONCERN)).toEqual({ 'concern-report': ['cara again', 'ewa too'] });
});

test('DAR-7.9: only those who safeguard come upon a concern in the records; anybody on the staff may raise one', async () => {
  const pupilId = await school('dar', '10:00');
  await s.begin('hanna', 'concern-report', pupilId);
  await s.settle('hanna', 'concern-report', { danger_now: 'no' });
  await s.to('10:30');

  const desk = await typed('cara', '/dsl');
  expect(desk).toContain('1 question open');
  expect(desk).toContain('Concern passed to the DSL, Zofia O.');
  for (const line of ['/status zofia', '/history zofia', '/overdue']) {
    expect(await typed('cara', line)).toContain('Concern');
    expect(await typed('ben', line)).not.toContain('Concern');
  }
  expect(await typed('ben', '/dsl')).toBe('not-allowed');
  expect(await typed('jo', '/concern zofia')).toBe('not-allowed');

  const form = await typed('finn', '/concern zofia she told me at lunch that');
  expect(form).toContain('Did you mean this?');
  expect(form).toContain('What you wrote after the name was not kept.');
  expect(form).not.toContain('lunch');
});

test('EMET-4.4b: what a concern opens tells nobody else of it, and two people’s concerns are two', async () => {
  const pupilId = await school('emet', '10:00');
  for (const who of ['finn', 'hanna'] as const) {
    await s.begin(who, 'concern-report', pupilId);
    await s.send(who, 'concern-report', { danger_now: 'yes' });
  }
  expect(await s.prompts('concern-report')).toHaveLength(2);
  expect(await s.prompts('concern')).toHaveLength(2);
  await s.to('2026-11-06 16:30');
  expect(await s.prompts('concern-logged')).not.toEqual([]);
  for (const line of ['/status zofia', '/overdue']) {
    expect(await typed('cara', line)).toMatch(/concern/iu);
    expect(await typed('ben', line)).not.toMatch(/concern/iu);
  }
});
