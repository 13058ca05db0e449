import { DateTime } from 'luxon';
import { ManualClock } from '../../src/demo/manual-clock';
import { dayOf } from '../../src/domain/calendar';
import type { Duty, Pack } from '../../src/domain/policy';
import { randomIds } from '../../src/ids';
import { advance } from '../../src/services/advance';
import { begin } from '../../src/services/asks/begin';
import { press } from '../../src/services/asks/press';
import { rememberChat } from '../../src/services/chats';
import type { Deps } from '../../src/services/deps';
import { importSchool } from '../../src/services/import/import-school';
import { dispatch } from '../../src/services/outbox/dispatch';
import { createRunner } from '../../src/services/outbox/runner';
import { findPerson, type Person } from '../../src/services/people';
import { placementsBetween } from '../../src/services/placements';
import { missingBefore } from '../../src/services/plan/gate';
import { dutyOf, loadSchool } from '../../src/services/school';
import type { Database } from '../../src/store/open';
import { lintCard } from './card-lint';
import { testDatabase } from './database';
import { inputsOf, textOf } from './fake-teams';
import { KeptChats } from './kept-chats';
import { shippedPack } from './packs';
import { EVERYBODY, PEOPLE, WHO, type Who } from './policy-people';
import { settlingAnswer } from './sample-answer';
import { type SchoolOptions, schoolFolder } from './school-folder';

export { WHO, type Who };

const ZONE = 'Europe/London';
const instantOf = (when: string): Date =>
  DateTime.fromFormat(when, 'yyyy-MM-dd HH:mm', { zone: ZONE }).toJSDate();

/** What somebody sees after a press: was it taken, and what the card says. */
export interface Seen {
  readonly taken: boolean;
  readonly text: string;
}

/** How a copy of a card came: `ben`; `ben again` where it is a reminder; `cara too` where it has climbed. */
const HOW: Readonly<Record<string, string>> = { ask: '', remind: ' again', escalate: ' too' };

type Options = SchoolOptions & {
  /** When Waymark goes live, in school time; left out: the first school day, Wednesday 2 September 2026, 07:00. */
  readonly at?: string;
};

/**
 * A school that runs one of the shipped packs as a whole, on the real engine: a clock that is moved by hand, chats that
 * only keep what they are sent. Every card that anybody is sent or shown is looked over.
 */
export class PolicyStage {
  readonly clock: ManualClock;
  readonly deps: Deps;
  readonly pack: Pack;
  /** What the log said went wrong. */
  readonly faults: string[] = [];
  readonly #database: Database;
  readonly #chats = new KeptChats();
  readonly #names = new Map<string, Who>();
  #options: SchoolOptions;
  #seen = 0n;
  schoolId = '';

  private constructor(database: Database, packId: string, { at = '2026-09-02 07:00', ...options }: Options) {
    this.#database = database;
    this.#options = { staff: PEOPLE, pupils: 1, policy: packId, ...options };
    this.pack = shippedPack(packId);
    this.clock = new ManualClock(instantOf(at));
    const write = (facts: object, message: string) =>
      void this.faults.push(`${message} ${JSON.stringify(facts)}`);
    const log = { info: () => undefined, warn: write, error: write };
    this.deps = { db: database.client, clock: this.clock, ids: randomIds, log };
  }

  /** A school under a shipped pack, whose people all have the app. End it when the story is over. */
  static async start(packId: string, options: Options = {}): Promise<PolicyStage> {
    const stage = new PolicyStage(await testDatabase(), packId, options);
    await stage.import({});
    for (const who of EVERYBODY) {
      const person = await stage.person(who);
      stage.#names.set(person.staffId, who);
      const chat = { serviceUrl: 'https://fake.example/', conversationId: who, tenantId: 'fake' };
      await rememberChat(stage.deps, person, { ...chat, userId: `29:${who}`, botId: '28:bot' });
    }
    await stage.#moveTo(stage.clock.now());
    return stage;
  }

  /** Imports the school again, changed. */
  async import(options: SchoolOptions): Promise<void> {
    this.#options = { ...this.#options, ...options };
    const imported = await importSchool(this.deps, schoolFolder(this.#options));
    if (!imported.ok) throw new Error(imported.problems.map(({ message }) => message).join('\n'));
    this.schoolId = imported.schoolId;
  }

  async person(who: Who): Promise<Person> {
    const person = await findPerson(this.deps, { aadObjectId: `aad-${who}`, email: async () => null });
    if (!person) throw new Error(`nobody is ${who}`);
    return person;
  }

  /** Moves the clock to a time of this day ("09:30"), or to a day and time ("2026-11-24 09:00"), with all that falls due. */
  async to(when: string): Promise<void> {
    await this.#moveTo(instantOf(when.includes(' ') ? when : `${this.today} ${when}`));
  }

  async #moveTo(instant: Date): Promise<void> {
    const outbox = createRunner(
      () => dispatch(this.deps, this.#chats.channel),
      (error) => void this.faults.push(`dispatch failed ${String(error)}`),
    );
    const { unaccounted } = await advance(this.deps, this.clock, outbox, instant);
    expect(unaccounted).toBe(0);
    expect(this.#chats.problems).toEqual([]);
    expect(this.faults.filter((fault) => /failed|not sent/u.test(fault))).toEqual([]);
  }

  get today(): string {
    return DateTime.fromJSDate(this.clock.now(), { zone: ZONE }).toFormat('yyyy-MM-dd');
  }

  /**
   * Who was given which question since this was last asked, by duty: `{ 'visit': ['ben', 'ewa too'] }`. With names of
   * duties: of these alone; without: of all but the school's own routine (registers, digests, reports). What is not in
   * it, nobody was asked.
   */
  async news(...duties: readonly string[]): Promise<Record<string, string[]>> {
    const copies = await this.deps.db.delivery.findMany({
      where: { schoolId: this.schoolId, seq: { gt: this.#seen }, askId: { not: null } },
      orderBy: { seq: 'asc' },
    });
    this.#seen = copies.at(-1)?.seq ?? this.#seen;
    const asks = await this.deps.db.ask.findMany({ where: { schoolId: this.schoolId } });
    const dutyOfAsk = new Map(asks.map(({ id, duty }) => [id, duty]));
    const told = copies.map(({ askId, staffId, purpose }) => ({
      duty: dutyOfAsk.get(askId ?? '') ?? '',
      how: `${this.#names.get(staffId)}${HOW[purpose]}`,
    }));
    const wanted = told.filter(({ duty }) =>
      duties.length > 0 ? duties.includes(duty) : !this.#isRoutine(duty),
    );
    const names = [...new Set(wanted.map(({ duty }) => duty))];
    return Object.fromEntries(
      names.map((name) => [name, wanted.filter(({ duty }) => duty === name).map(({ how }) => how)]),
    );
  }

  #isRoutine = (id: string): boolean =>
    this.pack.duties.some((duty) => duty.id === id && duty.subject === 'school');

  /** What stands in somebody's chat now, oldest first: the text of every card, "AP today" among them. */
  chat(who: Who): string[] {
    return this.#chats.textsOf(who);
  }

  /** How often a card in somebody's chat was replaced by another so far. */
  changes = (who: Who): number => this.#chats.changesIn(who);

  /** The ask of a duty that was opened last and is still open, about a subject if it is named. */
  async ask(duty: string, subjectId?: string): Promise<string> {
    const about = subjectId === undefined ? {} : { subjectId };
    const prompt = await this.deps.db.prompt.findFirst({
      where: { schoolId: this.schoolId, duty, status: 'open', ...about },
      orderBy: { opensAt: 'desc' },
    });
    if (!prompt?.askId) throw new Error(`${duty} is not open. ${this.faults.join('; ')}`);
    return prompt.askId;
  }

  /** Begins a duty by hand. Gives the ask's id. */
  async begin(who: Who, duty: string, subjectId: string): Promise<string> {
    const begun = await begin(this.deps, await this.person(who), duty, subjectId);
    if (!begun.ok) throw new Error(`${duty} cannot be begun: ${JSON.stringify(begun.refusal)}`);
    return begun.askId;
  }

  /** Presses a button of an open question's card, and sees that everything that follows has gone out. */
  async press(
    who: Who,
    duty: string,
    verb: string,
    data: Readonly<Record<string, unknown>> = {},
    subjectId?: string,
  ): Promise<Seen> {
    return this.pressOn(await this.ask(duty, subjectId), who, verb, data);
  }

  /** The same on an ask that may be closed by now. */
  async pressOn(
    askId: string,
    who: Who,
    verb: string,
    data: Readonly<Record<string, unknown>> = {},
  ): Promise<Seen> {
    const result = await press(this.deps, await this.person(who), { askId, verb, data });
    if (result.card) expect(lintCard(result.card.content)).toEqual([]);
    await this.#moveTo(this.clock.now());
    const text = result.card ? textOf(result.card.content) : '';
    return { taken: result.ok, text: result.ok ? text : `${JSON.stringify(result.refusal)}\n${text}` };
  }

  /** The open question's card, as this person sees it. */
  async card(who: Who, duty: string, subjectId?: string): Promise<string> {
    return (await this.press(who, duty, 'show', {}, subjectId)).text;
  }

  /** Sends exactly this. */
  send(who: Who, duty: string, data: Readonly<Record<string, unknown>>, subjectId?: string): Promise<Seen> {
    return this.press(who, duty, 'send', data, subjectId);
  }

  /** Marks the pupils of a session that is asked about, by placement: here, late, not-there, not-known. */
  async mark(who: Who, marks: Readonly<Record<string, string>>): Promise<Seen> {
    const where = { schoolId: this.schoolId, duty: 'session-attendance', status: 'open' };
    const prompts = await this.deps.db.prompt.findMany({ where });
    const theirs = prompts.filter(({ subjectId }) => subjectId in marks);
    const data = Object.fromEntries(theirs.map(({ id, subjectId }) => [`mark-${id}`, marks[subjectId]]));
    return this.pressOn(theirs[0]?.askId ?? '', who, 'send', data);
  }

  /** Sends this, and for every other question of the card an answer that settles it; it must be taken and close. */
  async settle(
    who: Who,
    duty: string,
    data: Readonly<Record<string, string>> = {},
    subjectId?: string,
  ): Promise<void> {
    const askId = await this.ask(duty, subjectId);
    const seen = await this.pressOn(askId, who, 'send', { ...(await this.sample(who, askId)), ...data });
    if (!seen.taken) throw new Error(`${duty} was refused: ${seen.text}`);
    const open = await this.deps.db.prompt.count({
      where: { schoolId: this.schoolId, askId, status: 'open' },
    });
    if (open > 0) throw new Error(`${duty} is not settled: ${seen.text}`);
  }

  /** What would settle every question of an ask's form; what was said already and settles its question stands. */
  async sample(who: Who, askId: string): Promise<Record<string, string>> {
    const shown = await press(this.deps, await this.person(who), { askId, verb: 'show', data: {} });
    if (!shown.ok) throw new Error(`${who} is not shown it: ${JSON.stringify(shown.refusal)}`);
    const { db } = this.deps;
    const school = await loadSchool(db, this.schoolId);
    const ask = await db.ask.findUniqueOrThrow({
      where: { schoolId_id: { schoolId: this.schoolId, id: askId } },
    });
    const today = dayOf(school.calendar, this.clock.now());
    return settlingAnswer(dutyOf(school, ask.duty), inputsOf(shown.card.content), today);
  }

  /** Whoever is asked settles everything that is open and holds a start back, but these. Gives what was settled. */
  async prepare(...except: readonly string[]): Promise<string[]> {
    const settled: string[] = [];
    for (const duty of this.pack.duties.filter(({ id, gate }) => gate && !except.includes(id))) {
      const open = await this.deps.db.prompt.findMany({
        where: { schoolId: this.schoolId, duty: duty.id, status: 'open' },
      });
      for (const { subjectId } of open) await this.settle(this.holder(duty), duty.id, {}, subjectId);
      if (open.length > 0) settled.push(duty.id);
    }
    return settled;
  }

  /** Who is asked first. */
  holder({ to }: Duty): Who {
    const who = EVERYBODY.find((name) => WHO[name] === to);
    if (!who) throw new Error(`nobody is ${to}`);
    return who;
  }

  /** What still keeps a placement from becoming active: the ids of the duties. */
  async missing(placementId = 'p0'): Promise<string[]> {
    const school = await loadSchool(this.deps.db, this.schoolId);
    const all = await placementsBetween(this.deps.db, this.schoolId, '', '9999-12-31');
    const items = await missingBefore(
      this.deps.db,
      school,
      all.filter(({ id }) => id === placementId),
    );
    return (items.get(placementId) ?? []).map(({ duty }) => duty.id);
  }

  /** A placement as it is stored: from when the pupil is expected (`activeFrom`), what answers have switched on (`learnt`). */
  placement(id = 'p0') {
    return this.deps.db.placement.findUniqueOrThrow({
      where: { schoolId_id: { schoolId: this.schoolId, id } },
    });
  }

  /** Every prompt of a duty, oldest first: about whom, for which day, how it stands. */
  async prompts(duty: string) {
    const rows = await this.deps.db.prompt.findMany({
      where: { schoolId: this.schoolId, duty },
      orderBy: [{ opensAt: 'asc' }, { id: 'asc' }],
    });
    return rows.map(({ subjectId, day, status }) => ({ subjectId, day, status }));
  }

  /** The newest record of a duty: what was said, what Waymark filled in, who said it, and how the question stands. */
  async record(duty: string, subjectId?: string) {
    const about = subjectId === undefined ? {} : { subjectId };
    const { db } = this.deps;
    const prompts = await db.prompt.findMany({ where: { schoolId: this.schoolId, duty, ...about } });
    const reply = await db.reply.findFirstOrThrow({
      where: { schoolId: this.schoolId, promptId: { in: prompts.map(({ id }) => id) } },
      orderBy: { seq: 'desc' },
    });
    const prompt = prompts.find(({ id }) => id === reply.promptId);
    const fields = { ...(reply.auto as object), ...(reply.answer as object) } as Record<string, string>;
    const by = this.#names.get(reply.staffId);
    return { by, fields, status: prompt?.status, closedWhy: prompt?.closedWhy, escalated: prompt?.escalated };
  }

  end = (): Promise<void> => this.#database.close();
}
