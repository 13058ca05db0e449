import { parseCommand } from '../../src/domain/commands';
import type { Pack } from '../../src/domain/policy';
import { press } from '../../src/services/asks/press';
import { queryPress, runCommand } from '../../src/services/commands';
import { conservation } from '../../src/services/conservation';
import { lintCard } from './card-lint';
import { buttonsOf, textOf } from './fake-teams';
import { PolicyStage, type Who } from './policy-stage';
import { placementRow, providerRow } from './school-folder';

const KILN = providerRow('kiln', 'The Kiln', { type: 'registered' });
const ZOFIA = { provider_id: 'kiln', start_date: '2026-10-05', timetable: 'Mon AM', basis: 'other' };
/** Packs that do not know the reason of the others, and one of theirs. */
const REASON: Readonly<Record<string, { reason: string }>> = {
  sen: { reason: 'anxiety' },
  dar: { reason: 'mental-health' },
};

export const inOneLine = (text: string): string => text.replace(/\s+/gu, ' ');

/** A school with one pupil at The Kiln, and what happens at its DSL's desk. */
export class DeskStage {
  readonly stage: PolicyStage;
  readonly pupilId: string;

  private constructor(stage: PolicyStage, pupilId: string) {
    this.stage = stage;
    this.pupilId = pupilId;
  }

  /** Thursday 5 November 2026, or the day that `at` names. */
  static async start(pack: Pack['id'], at: string): Promise<DeskStage> {
    const stage = await PolicyStage.start(pack, {
      at: '2026-11-05 07:00',
      providers: [KILN],
      placements: [placementRow(0, { ...ZOFIA, ...REASON[pack] })],
    });
    await stage.to(at);
    await stage.news();
    return new DeskStage(stage, (await stage.placement()).pupilId);
  }

  /** The same, and Finn has raised a concern: the DSL and the deputy have it. */
  static async concern(pack: Pack['id'], at = '10:00', about = 'other'): Promise<DeskStage> {
    const desk = await DeskStage.start(pack, at);
    const { stage } = desk;
    await stage.begin('finn', 'concern-report', desk.pupilId);
    await stage.settle('finn', 'concern-report', { danger_now: 'no', concern_about: about });
    await stage.news();
    return desk;
  }

  /** The same, and Finn has said that nobody knows where the child is. */
  static async search(pack: Pack['id'], at: string): Promise<DeskStage> {
    const desk = await DeskStage.start(pack, at);
    await desk.begin();
    return desk;
  }

  /** Finn begins the search. Gives the ask of the report. */
  async begin(): Promise<string> {
    const askId = await this.stage.begin('finn', 'missing-report', this.pupilId);
    await this.stage.settle('finn', 'missing-report', { nobody_knows: 'yes' });
    return askId;
  }

  idOf = async (who: Who): Promise<string> => (await this.stage.person(who)).staffId;

  /** What the button of this person's own card would send now. */
  async handData(who: Who, to: string): Promise<{ kept: unknown; hand_to: string }> {
    const { deps } = this.stage;
    const by = await this.stage.person(who);
    const shown = await press(deps, by, { askId: await this.stage.ask('concern'), verb: 'show', data: {} });
    if (!shown.ok) throw new Error('the card is not shown');
    const button = buttonsOf(shown.card.content).find(({ verb }) => verb === 'hand-over');
    return { kept: button?.data['kept'], hand_to: to };
  }

  async handOver(who: Who, to: Who) {
    return this.stage.press(who, 'concern', 'hand-over', await this.handData(who, await this.idOf(to)));
  }

  /** The minute log of what an ask is about, as somebody sees it; of a refusal, its code. */
  async log(who: Who, ask: string | undefined): Promise<string> {
    const { deps } = this.stage;
    const answer = await queryPress(deps, await this.stage.person(who), { verb: 'log', data: { ask } });
    if (!answer.ok) return answer.refusal.code;
    expect(lintCard(answer.card.content)).toEqual([]);
    return inOneLine(textOf(answer.card.content));
  }

  /** What the answer to a typed line says; of a refusal, its code. */
  async typed(who: Who, line: string): Promise<string> {
    const answer = await runCommand(this.stage.deps, await this.stage.person(who), parseCommand(line));
    return answer.ok ? textOf(answer.card.content) : answer.refusal.code;
  }

  /** Somebody is away for the rest of the day. */
  async away(who: Who): Promise<void> {
    const until = new Date(this.stage.clock.now().getTime() + 12 * 3_600_000);
    const row = { schoolId: this.stage.schoolId, id: `away-${who}`, staffId: await this.idOf(who) };
    await this.stage.deps.db.away.create({ data: { ...row, from: this.stage.clock.now(), until } });
  }

  /** The books of a day balance. */
  async balanced(day = this.stage.today): Promise<void> {
    const { unaccounted } = await conservation(this.stage.deps, this.stage.schoolId, day);
    expect(unaccounted).toBe(0);
  }
}
