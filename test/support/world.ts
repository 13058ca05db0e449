import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { DateTime } from 'luxon';
import { compose, type Waymark } from '../../src/compose';
import { ManualClock } from '../../src/demo/manual-clock';
import type { JsonObject } from '../../src/domain/json';
import { advance } from '../../src/services/advance';
import { type Conservation, conservation } from '../../src/services/conservation';
import { type ImportOptions, importSchool } from '../../src/services/import/import-school';
import type { Database } from '../../src/store/open';
import { lintCard } from './card-lint';
import { testDatabase } from './database';
import { buttonsOf, type FakePerson, FakeTeams, inputsOf, type Message, textOf } from './fake-teams';
import { type SchoolOptions, schoolFolder } from './school-folder';

export type { Message };
export { buttonsOf, inputsOf, textOf };

/** A story that leaves its Teams running keeps its whole run from ending. */
afterAll(() => expect(FakeTeams.running.size).toBe(0));

/** The school of the stories: its people, its clock, and what reaches whom. */
export interface World {
  readonly teams: FakeTeams;
  readonly waymark: Waymark;
  readonly database: Database;
  readonly clock: ManualClock;
  readonly school: string;
  readonly amira: FakePerson;
  readonly ben: FakePerson;
  readonly cara: FakePerson;
  readonly dev: FakePerson;
  readonly ewa: FakePerson;
  readonly finn: FakePerson;
  /** What the log said, as text. */
  readonly log: string[];
  /** Moves the clock to a time ("09:30") of this day, or to a day and time ("2026-11-24 09:00"), in school time. */
  to(when: string): Promise<void>;
  /** Cards that have arrived since this was last asked: who got which, by summary. Nobody else got anything. */
  arrived(): Record<string, string[]>;
  /** The newest card in a person's chat whose text includes these words. */
  card(person: FakePerson, words: string): Message;
  /** Presses, and waits until every chat shows what followed. */
  press(person: FakePerson, on: Message, button: Which, typed?: JsonObject): ReturnType<FakePerson['press']>;
  /** The id of the field for a pupil: `field(card, 'Zofia O.')`. */
  field(card: JsonObject, label: string): string;
  /** Imports the school again, changed. */
  reimport(options: SchoolOptions, more?: ImportOptions): Promise<void>;
  settled(): Promise<void>;
  books(day?: string): Promise<Conservation>;
  /** Stops the bot and starts another on the same database and clock, as after a crash. */
  restart(): Promise<void>;
  /** What people wrote that looks like a template, so that it may stand on a card. */
  theirWords: readonly string[];
  /** Takes the bot away: ticks stop, activities fail. */
  end(): Promise<void>;
}

type Which = Parameters<FakePerson['press']>[1];

const ZONE = 'Europe/London';

type Setting = SchoolOptions & {
  /** The first instant, in school time: "2026-11-23 08:50". */
  readonly at?: string;
  readonly theirWords?: readonly string[];
  /** Where the records are; left out: an empty database, encrypted. */
  readonly database?: Database;
  /** The school is not live before its DSL and a deputy can be reached, as a real one; left out: it is, whoever has the app. */
  readonly waits?: boolean;
  /** Who has the app; left out: everybody. */
  readonly installed?: readonly ('amira' | 'ben' | 'cara' | 'dev' | 'ewa' | 'finn')[];
};

/** A school with its staff in a fake Teams, the bot on a fresh database, and a clock that stands still. */
export async function world(setting: Setting = {}): Promise<World> {
  const database = setting.database ?? (await testDatabase());
  const clock = new ManualClock(instantOf(setting.at ?? '2026-11-23 08:50'));
  const teams = await FakeTeams.start();
  const log: string[] = [];
  const w = new StoryWorld(database, clock, teams, log);
  w.theirWords = setting.theirWords ?? [];
  await w.start();
  await w.reimport(setting, { live: setting.waits !== true });
  for (const name of setting.installed ?? (['amira', 'ben', 'cara', 'dev', 'ewa', 'finn'] as const)) {
    await w[name].install();
  }
  await w.settled();
  w.arrived();
  return w;
}

const instantOf = (when: string): Date =>
  DateTime.fromFormat(when, 'yyyy-MM-dd HH:mm', { zone: ZONE }).toJSDate();

class StoryWorld implements World {
  readonly database: Database;
  readonly clock: ManualClock;
  readonly teams: FakeTeams;
  readonly log: string[];
  readonly amira: FakePerson;
  readonly ben: FakePerson;
  readonly cara: FakePerson;
  readonly dev: FakePerson;
  readonly ewa: FakePerson;
  readonly finn: FakePerson;
  school = '';
  theirWords: readonly string[] = [];
  #waymark: Waymark | undefined;
  #server: Server | undefined;
  readonly #days = new Set<string>();
  #linted = 0;
  readonly #lookedOver = new WeakSet<JsonObject>();

  constructor(database: Database, clock: ManualClock, teams: FakeTeams, log: string[]) {
    this.database = database;
    this.clock = clock;
    this.teams = teams;
    this.log = log;
    const person = (name: string) =>
      teams.person({ name, aadObjectId: `aad-${name.split(' ')[0]?.toLowerCase()}` });
    this.amira = person('Amira Khan');
    this.ben = person('Ben Okoro');
    this.cara = person('Cara Lindqvist');
    this.dev = person('Dev Patel');
    this.ewa = person('Ewa Nowak');
    this.finn = person('Finn Doyle');
    this.#days.add(this.#today());
  }

  get waymark(): Waymark {
    if (!this.#waymark) throw new Error('The bot is not running.');
    return this.#waymark;
  }

  async start(): Promise<void> {
    const write = (facts: object, message: string) =>
      void this.log.push(JSON.stringify({ ...facts, message }));
    const logger = { info: write, warn: write, error: write };
    this.#waymark = compose({
      database: this.database,
      clock: this.clock,
      log: logger,
      access: { mode: 'demo' },
    });
    const app = express().use(this.#waymark.router);
    this.#server = await new Promise<Server>((resolve) => {
      const server = app.listen(0, '127.0.0.1', () => resolve(server));
      server.keepAliveTimeout = 600_000; // on a busy machine no connection is closed while somebody is about to use it
    });
    this.teams.bot = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/messages`;
  }

  async #stop(): Promise<void> {
    await this.#waymark?.settle();
    this.#waymark = undefined;
    this.#server?.closeAllConnections();
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async restart(): Promise<void> {
    await this.#stop();
    await this.start();
  }

  async reimport(options: SchoolOptions, more: ImportOptions = {}): Promise<void> {
    const result = await importSchool(this.waymark.deps, schoolFolder(options), more);
    if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
    this.school = result.schoolId;
  }

  async to(when: string): Promise<void> {
    const target = instantOf(when.includes(' ') ? when : `${this.#today()} ${when}`);
    await advance(this.waymark.deps, this.clock, this.waymark.outbox, target);
    this.#days.add(this.#today());
    this.#lint();
  }

  #today(): string {
    return DateTime.fromJSDate(this.clock.now(), { zone: ZONE }).toFormat('yyyy-MM-dd');
  }

  arrived(): Record<string, string[]> {
    const news = this.teams.people.map((person) => [
      person.name,
      person.unread().map(({ summary, text }) => summary || text),
    ]);
    return Object.fromEntries(news.filter(([, cards]) => cards?.length));
  }

  card(person: FakePerson, words: string): Message {
    const found = person.messages().findLast(({ card }) => card && textOf(card).includes(words));
    if (!found) {
      const seen = person.messages().map(({ card, text }) => (card ? textOf(card) : text));
      throw new Error(`No card of ${person.name} says "${words}". There are:\n\n${seen.join('\n---\n')}`);
    }
    return found;
  }

  async press(person: FakePerson, on: Message, button: Which, typed: JsonObject = {}) {
    const pressed = await person.press(on, button, typed);
    await this.settled();
    return pressed;
  }

  field(card: JsonObject, label: string): string {
    const found = inputsOf(card).find((input) => input.label === label);
    if (!found)
      throw new Error(
        `No field "${label}". There are: ${inputsOf(card)
          .map((i) => i.label)
          .join(', ')}.`,
      );
    return found.id;
  }

  async settled(): Promise<void> {
    await this.waymark.settle();
    this.#lint();
  }

  /** Every card that anybody was ever sent is looked over, once. */
  #lint(): void {
    const fresh = this.teams.requests.slice(this.#linted);
    this.#linted = this.teams.requests.length;
    for (const person of this.teams.people) {
      for (const { card } of person.messages()) {
        if (!card || this.#lookedOver.has(card)) continue;
        this.#lookedOver.add(card);
        expect(lintCard(card, { userTexts: this.theirWords })).toEqual([]);
      }
    }
    expect(fresh.every(({ method }) => method !== 'DELETE')).toBe(true);
  }

  books(day = this.#today()): Promise<Conservation> {
    return conservation(this.waymark.deps, this.school, day);
  }

  /** Nothing is unaccounted for on any day the story touched: asserted after every story. */
  async end(): Promise<void> {
    try {
      for (const day of this.#days) await this.#balances(day);
    } finally {
      await this.#stop();
      await this.teams.stop();
      await this.database.close();
    }
  }

  async #balances(day: string): Promise<void> {
    const { expected, answered, excused, withdrawn, escalatedAndResolved, open, unaccounted } =
      await this.books(day);
    expect({ day, unaccounted }).toEqual({ day, unaccounted: 0 });
    expect(answered + excused + withdrawn + escalatedAndResolved + open).toBe(expected);
  }
}
