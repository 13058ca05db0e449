import { press } from '../../../src/services/asks/press';
import { DeskStage } from '../../support/desk-stage';
import { inputsOf, textOf } from '../../support/fake-teams';
import type { PolicyStage } from '../../support/policy-stage';

let d: DeskStage;
let s: PolicyStage;
afterEach(() => s.end());

function begin(desk: DeskStage): void {
  d = desk;
  s = desk.stage;
}

describe('hand over', () => {
  test('EMET-4.4b: the headteacher has the card at once, every copy says who has it, and the ladder still climbs', async () => {
    begin(await DeskStage.concern('emet'));
    await s.to('10:03');
    await s.press('cara', 'concern', 'hold');
    const seen = await d.handOver('cara', 'ewa');
    expect(seen.text).toContain('Ewa Nowak has it: Cara Lindqvist handed it over at 10:03.');
    expect(await s.news('concern')).toEqual({ concern: ['ewa too'] });
    for (const who of ['cara', 'dev', 'ewa'] as const)
      expect(s.chat(who).at(-1)).toContain('Ewa Nowak has it: Cara Lindqvist handed it over at 10:03.');
    await s.to('10:22');
    expect(await s.news('concern')).toEqual({});
    await s.to('10:23');
    expect((await s.news('concern'))['concern']).toEqual(expect.arrayContaining(['ewa again']));
    expect(await d.typed('cara', '/dsl')).toContain(
      'Ewa Nowak has it since 10:03, handed over by Cara Lindqvist',
    );
    const events = await s.deps.db.event.findMany({ where: { schoolId: s.schoolId, type: 'handed-over' } });
    expect(events.map(({ staffId, data }) => [staffId, data])).toEqual([
      [await d.idOf('cara'), { to: await d.idOf('ewa'), role: 'headteacher' }],
    ]);
    await d.balanced();
  });

  test('EMET-4.4b: handing over does not quieten the ladder: who was handed it and does not act is overtaken', async () => {
    begin(await DeskStage.concern('emet'));
    await s.to('10:05');
    await d.handOver('cara', 'dev');
    expect(await s.news('concern')).toEqual({ concern: ['dev too'] });
    await s.to('10:10');
    expect(await s.news('concern')).toEqual({ concern: ['cara again', 'ewa too'] });
    await s.to('10:25');
    expect(await s.news('concern')).toEqual({ concern: ['dev again'] });
  });

  test('EMET-4.4b: two hand over at the same time: the first stands, the second is told who has it', async () => {
    begin(await DeskStage.concern('emet'));
    const [byCara, byDev] = [
      await d.handData('cara', await d.idOf('ewa')),
      await d.handData('dev', await d.idOf('cara')),
    ];
    const askId = await s.ask('concern');
    const both = await Promise.all([
      press(s.deps, await s.person('cara'), { askId, verb: 'hand-over', data: byCara }),
      press(s.deps, await s.person('dev'), { askId, verb: 'hand-over', data: byDev }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const lost = both.find(({ ok }) => !ok);
    expect(textOf(lost?.card?.content ?? {})).toContain(
      'Something has changed meanwhile: nothing was handed over.',
    );
    expect(await s.deps.db.event.count({ where: { schoolId: s.schoolId, type: 'handed-over' } })).toBe(1);
    await d.balanced();
  });

  test('EMET-4.4b: a forged target is refused in one sentence, and what was typed stays', async () => {
    begin(await DeskStage.concern('emet'));
    const NOBODY = 'Choose somebody from the list: they must safeguard at this school, and be reachable now.';
    const { db } = s.deps;
    await d.away('dev');
    await db.chat.updateMany({
      where: { schoolId: s.schoolId, staffId: await d.idOf('ewa') },
      data: { unreachable: 'blocked' },
    });
    const forged = [
      await d.idOf('ben'),
      await d.idOf('cara'),
      await d.idOf('dev'),
      await d.idOf('ewa'),
      'nobody',
      '',
    ];
    for (const to of forged) {
      const seen = await s.press('cara', 'concern', 'hand-over', {
        ...(await d.handData('cara', to)),
        refer_ref: 'CAD 7',
      });
      expect(seen).toMatchObject({ taken: false, text: expect.stringContaining(NOBODY) as string });
    }
    expect(await s.deps.db.event.count({ where: { schoolId: s.schoolId, type: 'handed-over' } })).toBe(0);
    const shown = await press(s.deps, await s.person('cara'), {
      askId: await s.ask('concern'),
      verb: 'hand-over',
      data: { hand_to: 'nobody', refer_ref: 'CAD 7' },
    });
    expect(
      inputsOf(shown.ok ? {} : (shown.card?.content ?? {})).find(({ id }) => id === 'refer_ref')?.value,
    ).toBe('CAD 7');
  });

  test('EMET-4.4b: whoever does not safeguard hands nothing over and refers nothing on', async () => {
    begin(await DeskStage.start('emet', '10:00'));
    const { pupilId } = d;
    const askId = await s.begin('finn', 'concern-report', pupilId);
    for (const verb of ['hand-over', 'refer-on']) {
      const seen = await s.pressOn(askId, 'finn', verb, { hand_to: await d.idOf('dev'), refer_to: 'police' });
      expect(seen.text).toContain('Your role does not include this, so nothing was changed.');
    }
    expect(await s.card('finn', 'concern-report')).not.toContain('Hand over');
  });
});

describe('refer on', () => {
  test('DAR-7.9: to the police, then to social care, each with its reference; the question stays open, and all say so', async () => {
    begin(await DeskStage.concern('dar'));
    await s.send('cara', 'concern', { child_seen: 'not-yet' });
    await s.to('10:04');
    await s.press('cara', 'concern', 'refer-on', { refer_to: 'police', refer_ref: 'CAD 1234' });
    await s.to('10:06');
    const seen = await s.press('dev', 'concern', 'refer-on', { refer_to: 'social-care', refer_ref: '' });
    for (const text of [seen.text, s.chat('cara').at(-1)]) {
      expect(text).toContain('10:04 Cara Lindqvist referred it to the police, reference CAD 1234.');
      expect(text).toContain('10:06 Dev Patel referred it to social care.');
      expect(text).toContain('Kept so far, by Cara Lindqvist, 10:00.');
    }
    expect(await s.prompts('concern')).toMatchObject([{ status: 'open' }]);
    const history = await d.typed('cara', '/history zofia');
    expect(history).toContain('Referred on to the police, reference CAD 1234');
    expect(history).toContain('Referred on to social care');
    expect(await d.typed('ben', '/history zofia')).not.toContain('eferred');
    await s.settle('cara', 'concern');
    expect((await s.record('concern')).fields).not.toHaveProperty('referred_to');
  });

  test('DAR-7.9: a story in place of a reference is not kept; no place to refer to is asked for', async () => {
    begin(await DeskStage.concern('dar'));
    for (const ref of ['she told me at lunch that he', 'Zofia Ostrowska', `CAD ${'1'.repeat(40)}`]) {
      const seen = await s.press('cara', 'concern', 'refer-on', { refer_to: 'police', refer_ref: ref });
      expect(seen.text).toContain('Write the reference only, such as CAD 1234');
    }
    const nowhere = await s.press('cara', 'concern', 'refer-on', { refer_to: 'the-press' });
    expect(nowhere.text).toContain('Choose to whom you have referred it.');
    expect(await s.deps.db.reply.count({ where: { schoolId: s.schoolId, settles: 'unchanged' } })).toBe(0);
  });
});

describe('asked again', () => {
  test('SEN-3.1: acknowledged is not resolved: asked again each hold until it is closed, and the ladder climbs meanwhile', async () => {
    begin(await DeskStage.concern('sen'));
    await s.to('10:03');
    expect((await s.press('cara', 'concern', 'hold')).text).toContain(
      'Cara Lindqvist is acting, since 10:03.',
    );
    await s.to('10:23');
    expect(await s.news('concern')).toEqual({ concern: ['cara again', 'cara again', 'ewa too'] });
    await s.to('10:43');
    expect(await s.news('concern')).toEqual({ concern: ['cara again'] });
    // Said again, it begins anew, and is asked about once more.
    await s.to('10:50');
    expect((await s.press('cara', 'concern', 'hold')).text).toContain('is acting, since 10:50');
    await s.to('11:09');
    expect(await s.news('concern')).toEqual({});
    await s.to('11:10');
    expect(await s.news('concern')).toEqual({ concern: ['cara again'] });
    await s.settle('cara', 'concern');
    await s.to('2026-11-06 06:00');
    expect(await s.news('concern')).toEqual({});
  });

  test('SEN-3.1: “I’m acting” over and over delays nobody: the ladder waits once for each person', async () => {
    begin(await DeskStage.concern('sen'));
    await s.press('cara', 'concern', 'hold');
    await s.to('10:20');
    expect((await s.news('concern'))['concern']).toContain('ewa too');
    await s.press('cara', 'concern', 'hold');
    const ask = await s.deps.db.ask.findFirstOrThrow({ where: { schoolId: s.schoolId, duty: 'concern' } });
    expect(ask.heldUntil).toBeNull();
  });

  test('SEN-3.1: nobody takes it on: everybody it has reached is asked again, all night, at growing intervals', async () => {
    begin(await DeskStage.concern('sen', '22:00'));
    await s.to('22:10');
    await s.news('concern');
    const everybody = { concern: ['cara again', 'dev again', 'ewa again'] };
    for (const at of ['22:30', '23:00', '2026-11-06 00:00', '02:00', '06:00', '10:00']) {
      await s.to(at);
      expect([at, await s.news('concern')]).toEqual([at, everybody]);
    }
    await s.to('13:59');
    expect(await s.news('concern')).toEqual({});
  });

  test('SEN-3.1: whoever acts is asked again after 20 minutes, 40 and 80, but within four hours; cards that a newer one stands for are left as they are', async () => {
    begin(await DeskStage.concern('sen'));
    await s.to('10:03');
    await s.press('cara', 'concern', 'hold');
    for (const at of ['10:23', '10:43', '11:23', '12:43', '15:23']) {
      await s.to(at);
      expect([at, (await s.news('concern'))['concern']]).toEqual([
        at,
        expect.arrayContaining(['cara again']),
      ]);
    }
    const before = s.changes('cara');
    await s.to('19:23');
    expect(await s.news('concern')).toEqual({ concern: ['cara again'] });
    expect(s.changes('cara') - before).toBe(1);
    await s.press('dev', 'concern', 'hold');
    await s.to('19:43');
    expect(await s.news('concern')).toEqual({ concern: ['dev again'] });
    expect(s.chat('cara').filter((card) => card.includes('Dev Patel is acting'))).toHaveLength(1);
  });

  test('SEN-3.1: whoever has it is away when they should be asked again: everybody else it has reached is', async () => {
    begin(await DeskStage.concern('sen'));
    await s.press('cara', 'concern', 'hold');
    await d.away('cara');
    await s.to('10:20');
    expect((await s.news('concern'))['concern']).toContain('dev again');
  });
});
