import { CARD_LIMIT, cardSize } from '../../src/cards/size';
import { chainOf, type Duty } from '../../src/domain/policy';
import { press } from '../../src/services/asks/press';
import type { Database } from '../../src/store/open';
import { lintCard } from '../support/card-lint';
import { testDatabase } from '../support/database';
import { DutyStage } from '../support/duty-stage';
import { PACK_IDS, shippedPack } from '../support/packs';

/**
 * One story for every duty of every pack, on the real engine: it is asked by its own trigger, its card fits, silence
 * climbs its whole ladder, a sample answer is stored with every field of its evidence, and the question closes.
 */
describe.each(PACK_IDS)('%s', (id) => {
  const pack = shippedPack(id);
  let database: Database;
  beforeEach(async () => {
    database = await testDatabase();
  });
  afterEach(() => database.close());

  test.each(pack.duties.map((duty) => [duty.id, duty] as const))('%s', async (_id, duty) => {
    const stage = new DutyStage(database, pack, duty);
    await stage.begin('999101');
    const askId = await stage.asked();
    await fits(stage, duty, askId);
    const reached = await stage.silence(askId);
    expect(reached).toEqual(
      expect.arrayContaining(duty.ladder.flatMap((rung) => ('to' in rung ? [rung.to] : []))),
    );
    const sent = await stage.answer(duty, askId, await stage.sample(duty, askId));
    expect(sent).toMatchObject({ ok: true });
    await kept(stage, duty, askId);
    await namesShortly(stage, duty, askId);
    expect(stage.faults.filter((fault) => fault.includes('tick failed'))).toEqual([]);
    expect(chainOf(pack, duty.to).length).toBeGreaterThan(0);
  });
});

/** The card of whoever is asked is one that Teams can show. */
async function fits(stage: DutyStage, duty: Duty, askId: string): Promise<void> {
  const shown = await press(stage.deps, await stage.holder(duty.to), { askId, verb: 'show', data: {} });
  if (!shown.ok) throw new Error(`${duty.id} is not shown: ${JSON.stringify(shown.refusal)}`);
  expect(lintCard(shown.card.content)).toEqual([]);
  expect(cardSize(shown.card.content)).toBeLessThanOrEqual(CARD_LIMIT);
}

/** No card of the duty, asked, climbed or closed, says more of the only pupil's name than tells them apart. */
async function namesShortly(stage: DutyStage, duty: Duty, askId: string): Promise<void> {
  const closed = await press(stage.deps, await stage.holder(duty.to), { askId, verb: 'show', data: {} });
  if (!closed.ok) throw new Error(`${duty.id} is not shown once it is closed`);
  for (const { content } of [...stage.cards.map(({ card }) => card), closed.card])
    expect(JSON.stringify(content)).not.toMatch(/Ostrowska|2012-05-14|A9994001/u);
}

/** The newest reply has every field of the duty, filled in, and settled its prompt. */
async function kept(stage: DutyStage, duty: Duty, askId: string): Promise<void> {
  const { db } = stage.deps;
  const where = { schoolId: stage.schoolId, askId };
  const reply = await db.reply.findFirstOrThrow({ where, orderBy: { seq: 'desc' } });
  const record: Record<string, unknown> = { ...(reply.auto as object), ...(reply.answer as object) };
  const empty = duty.fields.filter(({ name }) => record[name] === undefined || record[name] === '');
  expect(empty.map(({ name }) => name)).toEqual([]);
  const prompts = await db.prompt.findMany({ where });
  expect(prompts.map(({ status }) => status)).toEqual(prompts.map(() => 'answered'));
}
