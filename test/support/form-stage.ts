import { stringify } from 'yaml';
import { ManualClock } from '../../src/demo/manual-clock';
import { randomIds } from '../../src/ids';
import { begin } from '../../src/services/asks/begin';
import { press } from '../../src/services/asks/press';
import { rememberChat } from '../../src/services/chats';
import type { Deps } from '../../src/services/deps';
import { importSchool } from '../../src/services/import/import-school';
import { findPerson, type Person } from '../../src/services/people';
import type { Database } from '../../src/store/open';
import { lintCard } from './card-lint';
import { testDatabase } from './database';
import { textOf } from './fake-teams';
import { type SchoolOptions, STAFF, schoolFolder } from './school-folder';

/** A duty as a pack writes it; what is left out is as in most of them. */
export type DutyText = Readonly<Record<string, unknown>> & { readonly id: string; readonly kind: string };

const PACK = {
  id: 'own',
  name: 'A policy of the test’s own',
  reasons: [
    { code: 'exclusion-risk', label: 'At risk of exclusion' },
    { code: 'medical', label: 'Medical needs' },
  ],
  standIns: { 'ap-lead': ['headteacher'], dsl: ['deputy-dsl', 'headteacher'] },
};

const DUTY = {
  clauses: ['OWN-1'],
  subject: 'placement',
  when: { by: 'hand' },
  command: 'record',
  to: 'ap-lead',
  due: 'P5D',
  ladder: [{ after: 'P2D', to: 'headteacher' }],
};

/** What a person sees after a press: whether it was taken, and the card as text. */
export interface Seen {
  readonly taken: boolean;
  readonly text: string;
  readonly card: object;
}

/** A small school with duties of the test's own: forms are begun by hand and answered through the real services. */
export class FormStage {
  readonly clock: ManualClock;
  readonly deps: Deps;
  readonly database: Database;
  #options: SchoolOptions = {};
  schoolId = '';

  private constructor(database: Database, at: string) {
    this.database = database;
    this.clock = new ManualClock(new Date(at));
    const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
    this.deps = { db: database.client, clock: this.clock, ids: randomIds, log: quiet };
  }

  /** Monday 23 November 2026, 10:00, unless `at` says otherwise. */
  static async start(
    duties: readonly DutyText[],
    options: SchoolOptions = {},
    at = '2026-11-23T10:00:00Z',
  ): Promise<FormStage> {
    const stage = new FormStage(await testDatabase(), at);
    const pack = { ...PACK, duties: duties.map((duty) => ({ title: duty.id, ...DUTY, ...duty })) };
    await stage.import({ packText: stringify(pack), ...options });
    for (const { aad_object_id = '' } of STAFF) {
      const person = await stage.#find(aad_object_id);
      const id = person.staffId;
      const chat = { serviceUrl: 'https://fake.example/', conversationId: id, tenantId: 'fake' };
      await rememberChat(stage.deps, person, { ...chat, userId: `29:${id}`, botId: '28:bot' });
    }
    return stage;
  }

  /** Imports the school again, changed. */
  async import(options: SchoolOptions): Promise<void> {
    this.#options = { ...this.#options, ...options };
    const imported = await importSchool(this.deps, schoolFolder(this.#options));
    if (!imported.ok) throw new Error(imported.problems.map(({ message }) => message).join('\n'));
    this.schoolId = imported.schoolId;
  }

  async #find(aadObjectId: string): Promise<Person> {
    const person = await findPerson(this.deps, { aadObjectId, email: async () => null });
    if (!person) throw new Error(`nobody is ${aadObjectId}`);
    return person;
  }

  /** Begins a form by hand. Gives the ask's id. */
  async begin(duty: string, subjectId = 'p0', by = 'ben'): Promise<string> {
    const begun = await begin(this.deps, await this.#find(`aad-${by}`), duty, subjectId);
    if (!begun.ok) throw new Error(`${duty} cannot be begun: ${JSON.stringify(begun.refusal)}`);
    return begun.askId;
  }

  /** Presses a button of the form; Ben, the AP lead, unless it says who. Every card is looked over. */
  async press(askId: string, verb: string, data: Record<string, unknown> = {}, by = 'ben'): Promise<Seen> {
    const result = await press(this.deps, await this.#find(`aad-${by}`), { askId, verb, data });
    const card = result.card?.content ?? {};
    if (result.card) expect(lintCard(card)).toEqual([]);
    return { taken: result.ok, text: textOf(card), card };
  }

  show = (askId: string, by = 'ben'): Promise<Seen> => this.press(askId, 'show', {}, by);
  send = (askId: string, data: Record<string, unknown>, by = 'ben'): Promise<Seen> =>
    this.press(askId, 'send', data, by);

  /** Begins a form and sends it in one go. */
  async answer(duty: string, data: Record<string, unknown>, subjectId = 'p0'): Promise<Seen> {
    return this.send(await this.begin(duty, subjectId), data);
  }

  /** Where the prompt of an ask stands, with its newest record and the roles it has reached. */
  async record(askId: string) {
    const { db } = this.deps;
    const prompt = await db.prompt.findFirstOrThrow({ where: { schoolId: this.schoolId, askId } });
    const { roles } = await db.ask.findFirstOrThrow({ where: { schoolId: this.schoolId, id: askId } });
    const reply = await db.reply.findFirst({
      where: { schoolId: this.schoolId, askId },
      orderBy: { seq: 'desc' },
    });
    return { status: prompt.status, closedWhy: prompt.closedWhy, roles, answer: reply?.answer ?? null };
  }

  end = (): Promise<void> => this.database.close();
}
