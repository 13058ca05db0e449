import { DateTime } from 'luxon';
import { ManualClock } from '../../demo/manual-clock';
import {
  type Day,
  dayOf,
  daysFrom,
  isSchoolDay,
  type SchoolCalendar,
  startOfDay,
} from '../../domain/calendar';
import type { PrismaClient } from '../../generated/prisma/client';
import { randomIds } from '../../ids';
import { passTime } from '../../services/advance';
import { type Conservation, conservation } from '../../services/conservation';
import type { Deps, Log } from '../../services/deps';
import type { SchoolFolder } from '../../services/import/folder';
import { importSchool } from '../../services/import/import-school';
import { readSchool } from '../../services/import/school-yaml';
import type { Person } from '../../services/people';
import type { Problem } from '../../services/problems';
import { createRunner, type Runner } from '../../services/runner';
import { loadSchool } from '../../services/school';
import { tidy } from '../../services/tidy';
import { type Chance, chanceOf } from './chance';
import { type Posted, post } from './post';
import { type Mood, respond } from './respond';
import { hireStaff, illToday } from './staff';

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

export interface SimulatedYear {
  readonly school: string;
  readonly policy: string;
  readonly seed: number;
  readonly days: readonly DayRow[];
}

export interface SimulateInput {
  /** A fresh database: the simulated school is imported into it. */
  readonly db: PrismaClient;
  readonly log: Log;
  readonly folder: SchoolFolder;
  readonly seed: number;
  /** The first and the last day; left out: the school's whole calendar. */
  readonly from?: Day;
  readonly to?: Day;
  readonly onDay?: (row: DayRow) => void;
}

export type Simulated = ({ ok: true } & SimulatedYear) | { ok: false; problems: readonly Problem[] };

/** School days between two tidyings, as a running Waymark has them every night. */
const TIDY_EVERY = 10;

/** When people look at their chats (school time), and how willing they are then. */
const LOOKS: readonly [time: string, mood: Mood][] = [
  ['08:40', { urgent: 0.9, routine: 0.25 }],
  ['09:20', { urgent: 0.9, routine: 0 }],
  ['10:45', { urgent: 0.9, routine: 0.1 }],
  ['13:30', { urgent: 0.9, routine: 0 }],
  ['15:20', { urgent: 0.9, routine: 0.25 }],
];

/** Runs a school through a year of its calendar with scripted staff, on the real engine and a clock that is moved. */
export async function simulateYear(input: SimulateInput): Promise<Simulated> {
  const { settings, problems } = readSchool(input.folder.files['school.yaml'], new Date(0));
  if (!settings) return { ok: false, problems };
  const { calendar } = settings;
  const days = calendar.halfTerms.flatMap(({ start, end }) => [start, end]).sort();
  const from = input.from ?? days[0] ?? '';
  const clock = new ManualClock(at(calendar, from, '07:00'));
  const deps: Deps = { db: input.db, clock, ids: randomIds, log: input.log };
  const imported = await importSchool(deps, input.folder);
  if (!imported.ok) return imported;
  const school = await loadSchool(input.db, imported.schoolId);
  const staff = await hireStaff(deps, imported.schoolId);
  const year = new Year(deps, clock, calendar, staff, chanceOf(input.seed));
  const rows: DayRow[] = [];
  for (const day of daysFrom(from, input.to ?? days.at(-1) ?? from)) {
    if (rows.length % TIDY_EVERY === 1) await tidy(deps);
    const row = await year.day(day);
    if (!row) continue;
    rows.push(row);
    input.onDay?.(row);
  }
  return { ok: true, school: school.name, policy: school.pack.id, seed: input.seed, days: rows };
}

const at = (calendar: SchoolCalendar, day: Day, time: string): Date =>
  DateTime.fromISO(`${day}T${time}`, { zone: calendar.timeZone }).toJSDate();

class Year {
  readonly #posts: Posted[] = [];
  readonly #outbox: Runner;
  readonly #deps: Deps;
  readonly #clock: ManualClock;
  readonly #calendar: SchoolCalendar;
  readonly #staff: readonly Person[];
  readonly #chance: Chance;

  constructor(
    deps: Deps,
    clock: ManualClock,
    calendar: SchoolCalendar,
    staff: readonly Person[],
    chance: Chance,
  ) {
    this.#deps = deps;
    this.#clock = clock;
    this.#calendar = calendar;
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
    if (!isSchoolDay(this.#calendar, day)) {
      await this.#to(day, '12:00');
      return this.#posts.length > from ? this.#row(day, from) : null;
    }
    await this.#to(day, '07:30');
    const ill = await illToday(this.#deps, this.#staff, day, this.#chance);
    for (const [time, mood] of LOOKS) {
      await this.#to(day, time);
      await respond(this.#deps, this.#staff, ill, mood, this.#chance);
    }
    await this.#to(day, '19:00');
    return this.#row(day, from);
  }

  async #to(day: Day, time: string): Promise<void> {
    await passTime(this.#deps, this.#clock, this.#outbox, at(this.#calendar, day, time));
  }

  async #row(day: Day, from: number): Promise<DayRow> {
    const schoolId = this.#staff[0]?.schoolId ?? '';
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
    const { hour } = DateTime.fromJSDate(instant, { zone: this.#calendar.timeZone });
    return isSchoolDay(this.#calendar, dayOf(this.#calendar, instant)) && hour >= 7 && hour < 19;
  }

  /** Prompts answered today that were due before. */
  async #late(schoolId: string, day: Day): Promise<number> {
    const since = { gte: startOfDay(this.#calendar, day) };
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
