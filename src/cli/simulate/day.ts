import { DateTime } from 'luxon';
import type { ManualClock } from '../../demo/manual-clock';
import { type Day, dayOf, isSchoolDay, startOfDay, timeOn } from '../../domain/calendar';
import { passTime, settle } from '../../services/advance';
import { type Conservation, conservation } from '../../services/conservation';
import type { Deps } from '../../services/deps';
import { createRunner, type Runner } from '../../services/outbox/runner';
import type { Person } from '../../services/people';
import type { School } from '../../services/school';
import type { Chance } from './chance';
import { type Posted, post } from './post';
import { type Mood, respond } from './respond';
import { illToday } from './staff';

/** One school day of the simulated year. */
export interface DayRow extends Conservation {
  readonly day: Day;
  /** Answered after it was due. */
  readonly late: number;
  /** New cards posted, to everybody. */
  readonly cards: number;
  /** New cards posted to the one person who got most. */
  readonly mostCards: number;
  /** Cards posted on a closed day, or outside 07:00 to 19:00. */
  readonly outside: number;
}

/** When people look at their chats (school time), and how willing they are then. */
const LOOKS: readonly [time: string, mood: Mood][] = [
  ['08:40', { urgent: 0.9, routine: 0.25 }],
  ['09:20', { urgent: 0.9, routine: 0 }],
  ['10:45', { urgent: 0.9, routine: 0.1 }],
  ['13:30', { urgent: 0.9, routine: 0 }],
  ['15:20', { urgent: 0.9, routine: 0.25 }],
];

/** A school whose days are lived through one after another. */
export class Year {
  readonly #posts: Posted[] = [];
  readonly #outbox: Runner;
  readonly #deps: Deps;
  readonly #clock: ManualClock;
  readonly #school: School;
  readonly #staff: readonly Person[];
  readonly #chance: Chance;

  constructor(deps: Deps, clock: ManualClock, school: School, staff: readonly Person[], chance: Chance) {
    this.#deps = deps;
    this.#clock = clock;
    this.#school = school;
    this.#staff = staff;
    this.#chance = chance;
    this.#outbox = createRunner(
      async () => {
        const posted = await post(deps);
        this.#posts.push(...posted);
        return posted.length;
      },
      () => undefined,
    );
  }

  /** Lives through a day; gives its row when the school was open. */
  async day(day: Day): Promise<DayRow | null> {
    const from = this.#posts.length;
    if (!isSchoolDay(this.#school.calendar, day)) {
      await this.#to(day, '12:00');
      return this.#posts.length > from ? this.#row(day, from) : null;
    }
    await this.#to(day, '07:30');
    const ill = await illToday(this.#deps, this.#staff, day, this.#chance);
    for (const [time, mood] of LOOKS) {
      await this.#to(day, time);
      const answered = await respond(this.#deps, this.#school, this.#staff, ill, mood, this.#chance);
      if (answered > 0) await this.settle();
    }
    await this.#to(day, '19:00');
    return this.#row(day, from);
  }

  /** Does what is due now. */
  async settle(): Promise<void> {
    await settle(this.#deps, this.#outbox);
  }

  async #to(day: Day, time: string): Promise<void> {
    await passTime(this.#deps, this.#clock, this.#outbox, timeOn(this.#school.calendar, day, time));
  }

  async #row(day: Day, from: number): Promise<DayRow> {
    const schoolId = this.#school.id;
    const posts = this.#posts.slice(from);
    const counts = new Map<string, number>();
    for (const { staffId } of posts) counts.set(staffId, (counts.get(staffId) ?? 0) + 1);
    return {
      day,
      ...(await conservation(this.#deps, schoolId, day)),
      late: await this.#late(schoolId, day),
      cards: posts.length,
      mostCards: Math.max(0, ...counts.values()),
      outside: posts.filter((post) => !this.#inHours(post.at)).length,
    };
  }

  #inHours(instant: Date): boolean {
    const { hour } = DateTime.fromJSDate(instant, { zone: this.#school.calendar.timeZone });
    return (
      isSchoolDay(this.#school.calendar, dayOf(this.#school.calendar, instant)) && hour >= 7 && hour < 19
    );
  }

  /** Prompts answered today that were due before. */
  async #late(schoolId: string, day: Day): Promise<number> {
    const since = { gte: startOfDay(this.#school.calendar, day) };
    const where = { schoolId, status: 'answered', closedAt: since };
    const done = await this.#deps.db.prompt.findMany({ where, select: { askId: true, closedAt: true } });
    const ids = [...new Set(done.flatMap(({ askId }) => askId ?? []))];
    const asks = await this.#deps.db.ask.findMany({ where: { schoolId, id: { in: ids } } });
    const due = new Map(asks.map(({ id, dueAt }) => [id, dueAt]));
    return done.filter(({ askId, closedAt }) => {
      const dueAt = due.get(askId ?? '');
      return dueAt !== undefined && closedAt !== null && closedAt > dueAt;
    }).length;
  }
}
