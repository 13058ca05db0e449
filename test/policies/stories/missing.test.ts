import { press } from '../../../src/services/asks/press';
import { queryPress } from '../../../src/services/commands';
import { DeskStage, inOneLine } from '../../support/desk-stage';
import { textOf } from '../../support/fake-teams';
import type { PolicyStage } from '../../support/policy-stage';

let d: DeskStage;
let s: PolicyStage;
afterEach(() => s.end());

function begin(desk: DeskStage): void {
  d = desk;
  s = desk.stage;
}

const STEPS = ['missing-search', 'missing-home', 'missing-police', 'missing-authority', 'missing-stock-take'];

describe('the search for a missing child', () => {
  const seen = { child_found: 'yes', found_how: 'seen', found_by: 'police', found_at: '23:40' };

  test.each([
    ['emet', 'EMET-4.4b', '2026-11-07 23:35'],
    ['inv', 'INV-3.22a', '2026-11-08 14:00'],
    ['dar', 'DAR-7.9', '10:00'],
    ['stj', 'STJ-8.2a', '10:00'],
    ['sen', 'SEN-3.1', '10:00'],
  ] as const)(
    '%s %s: each step at its minute with its owner, at night and on a Sunday too',
    async (pack, _clause, at) => {
      begin(await DeskStage.start(pack, at));
      const { pupilId } = d;
      await s.begin('finn', 'missing-report', pupilId);
      const began = s.clock.now().getTime();
      await s.send('finn', 'missing-report', { nobody_knows: 'yes' });
      const minutes: Record<string, number> = {};
      for (const duty of STEPS) {
        const prompt = await s.deps.db.prompt.findFirstOrThrow({ where: { schoolId: s.schoolId, duty } });
        minutes[duty] = (prompt.opensAt.getTime() - began) / 60_000;
      }
      expect(minutes).toEqual({
        'missing-search': 0,
        'missing-home': 5,
        'missing-police': 0,
        'missing-authority': 30,
        'missing-stock-take': 60,
      });
      await d.balanced();
    },
  );

  test('EMET-4.4b: on a Sunday night the steps come to their owners, and “found” ends all that is open or to come', async () => {
    begin(await DeskStage.start('emet', '2026-11-08 23:35'));
    const { pupilId } = d;
    await s.begin('finn', 'missing-report', pupilId);
    await s.settle('finn', 'missing-report', { nobody_knows: 'yes' });
    expect(await s.news(...STEPS)).toEqual({
      'missing-search': ['amira'],
      'missing-police': ['cara', 'dev too'],
    });
    await s.to('23:40');
    expect(await s.news('missing-home')).toEqual({ 'missing-home': ['amira'] });
    // Tried and not found: the step is done, the search goes on, and the others read of it.
    await s.settle('amira', 'missing-search', { child_found: 'no', searched: 'rooms-and-grounds' });
    expect(await s.card('cara', 'missing-police')).toContain(
      '23:40 Amira Khan: not found yet, rooms and grounds',
    );
    expect(await s.card('cara', 'missing-police')).toContain('Missing since 23:35, for 5 min now.');
    await s.settle('cara', 'missing-police', { child_found: 'no', police_rung: '999', police_ref: 'CAD 9' });
    await s.to('2026-11-09 00:05');
    expect(await s.news('missing-authority')).toEqual({ 'missing-authority': ['cara'] });
    await s.settle('cara', 'missing-authority', seen);
    await s.to('2026-11-09 01:00');
    expect(await s.news('missing-stock-take')).toEqual({});
    expect(await s.prompts('missing-stock-take')).toMatchObject([{ status: 'withdrawn' }]);
    expect(await s.prompts('missing-home')).toMatchObject([{ status: 'withdrawn' }]);
    expect(s.chat('amira').join('\n')).toContain('the child is found, so this is no longer asked');
    expect(await s.prompts('missing-police')).toMatchObject([{ status: 'answered' }]);
    await d.balanced();
    await d.balanced('2026-11-08');
  });

  test('INV-3.22a: a concern that nobody knows where the child is begins it; “safe” on its card ends it', async () => {
    begin(await DeskStage.concern('inv', '10:00', 'missing'));
    expect(await s.prompts('missing-search')).toMatchObject([{ status: 'open' }]);
    await s.settle('cara', 'concern', { child_seen: 'heard', seen_by: 'parent' });
    expect(await s.record('concern')).toMatchObject({ fields: { child_seen: 'heard', seen_by: 'parent' } });
    for (const duty of STEPS) expect(await s.prompts(duty)).toMatchObject([{ status: 'withdrawn' }]);
  });

  test('INV-3.21: an absence that nobody can explain, and the DSL still looks: the search begins once, whoever says so', async () => {
    begin(await DeskStage.concern('inv', '10:00', 'missing'));
    const { pupilId } = d;
    await s.begin('hanna', 'missing-report', pupilId);
    await s.settle('hanna', 'missing-report', { nobody_knows: 'yes' });
    expect(await s.prompts('missing-search')).toHaveLength(1);
    const welfare = s.pack.duties
      .find(({ id }) => id === 'unexplained-absence')
      ?.fields.find(({ name }) => name === 'welfare_outcome');
    expect(welfare?.raises).toMatchObject({ 'still-looking': 'child-missing' });
  });

  test('EMET-4.4b: a mistaken report does not end the search, nor does “found” turned back begin it: a person says so', async () => {
    begin(await DeskStage.start('emet', '10:00'));
    const { pupilId } = d;
    const report = await s.begin('finn', 'missing-report', pupilId);
    await s.settle('finn', 'missing-report', { nobody_knows: 'yes' });
    await s.pressOn(report, 'finn', 'send', { nobody_knows: 'no', last_seen_place: 'at-home' });
    expect(await s.prompts('missing-search')).toMatchObject([{ status: 'open' }]);
    const search = await s.ask('missing-search');
    await s.settle('amira', 'missing-search', { ...seen, found_at: '10:00' });
    expect(await s.prompts('missing-police')).toMatchObject([{ status: 'withdrawn' }]);
    const back = await s.pressOn(search, 'amira', 'send', { child_found: 'no' });
    expect(back.text).toContain('If the child is missing again, type missing and the name.');
    await s.begin('finn', 'missing-report', pupilId);
    await s.settle('finn', 'missing-report', { nobody_knows: 'yes' });
    expect(await s.prompts('missing-search')).toHaveLength(2);
  });

  test('EMET-4.4b: two find the child at the same time: one ends the search, and the books balance', async () => {
    begin(await DeskStage.start('emet', '10:00'));
    const { pupilId } = d;
    await s.begin('finn', 'missing-report', pupilId);
    await s.settle('finn', 'missing-report', { nobody_knows: 'yes' });
    const data = { ...seen, found_at: '10:00' };
    const [search, police] = [await s.ask('missing-search'), await s.ask('missing-police')];
    await Promise.all([
      press(s.deps, await s.person('amira'), { askId: search, verb: 'send', data }),
      press(s.deps, await s.person('cara'), { askId: police, verb: 'send', data }),
    ]);
    const states = [...(await s.prompts('missing-search')), ...(await s.prompts('missing-police'))];
    expect(states.map(({ status }) => status).sort()).toEqual(['answered', 'withdrawn']);
    await d.balanced();
  });
});

describe('the log', () => {
  test('EMET-4.4b: minute by minute: raised, asked, acting, handed over, referred, answered; each look is on record', async () => {
    begin(await DeskStage.concern('emet', '10:02'));
    await s.to('10:03');
    await s.press('cara', 'concern', 'hold');
    await s.to('10:05');
    await d.handOver('cara', 'ewa');
    await s.to('10:07');
    await s.press('ewa', 'concern', 'refer-on', { refer_to: 'social-care', refer_ref: 'MASH-7' });
    const text = await d.log('dev', await s.ask('concern'));
    for (const line of [
      '10:02 Finn D. raised it: Concern.',
      '10:02 Cara L. (DSL) was asked: Concern passed to the DSL.',
      '10:02 Dev P. (deputy DSL) was asked as well: Concern passed to the DSL.',
      '10:03 Cara L. is acting: Concern passed to the DSL.',
      '10:05 Cara L. handed it over to Ewa N.: Concern passed to the DSL.',
      '10:07 Ewa N. referred it to social care, reference MASH-7.',
    ])
      expect(text).toContain(line);
    const looks = await s.deps.db.look.findMany({ where: { schoolId: s.schoolId, what: 'log' } });
    expect(looks.map(({ staffId }) => staffId)).toEqual([await d.idOf('dev')]);
    expect(await d.typed('cara', '/looks zofia')).toContain('Dev Patel. Log');
  });

  test('EMET-4.4b: only who safeguards reads it, and no other card has one', async () => {
    begin(await DeskStage.concern('emet'));
    const { pupilId } = d;
    expect(await d.log('ben', await s.ask('concern'))).toBe('not-allowed');
    expect(await d.log('finn', await s.ask('concern'))).toBe('not-allowed');
    const cara = await s.person('cara');
    const begun = await s.begin('finn', 'missing-report', pupilId);
    for (const ask of ['no-such', '', undefined])
      expect(await queryPress(s.deps, cara, { verb: 'log', data: { ask } })).toMatchObject({
        ok: false,
        refusal: { code: 'card-gone' },
      });
    expect(await queryPress(s.deps, cara, { verb: 'log', data: { ask: begun } })).toMatchObject({ ok: true });
    expect(await s.deps.db.look.count({ where: { schoolId: s.schoolId, what: 'log' } })).toBe(1);
  });

  test('EMET-4.4b: of a search it tells every step, and that it ended', async () => {
    begin(await DeskStage.start('emet', '10:00'));
    const { pupilId } = d;
    await s.begin('finn', 'missing-report', pupilId);
    await s.settle('finn', 'missing-report', { nobody_knows: 'yes' });
    const police = await s.ask('missing-police');
    await s.to('10:06');
    await s.settle('amira', 'missing-home', {
      child_found: 'yes',
      found_how: 'heard',
      found_by: 'parent',
      found_at: '10:05',
    });
    const answer = await queryPress(s.deps, await s.person('cara'), { verb: 'log', data: { ask: police } });
    const text = answer.ok ? inOneLine(textOf(answer.card.content)) : '';
    expect(text).toContain('10:00 Finn D. raised it: Missing child.');
    expect(text).toContain('10:06 Amira K. answered: Ring home and every contact. Is the child found? yes.');
    expect(text).toContain('10:06 No longer asked, the child is found: Ring the police.');
  });
});
