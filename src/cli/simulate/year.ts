import { ManualClock } from '../../demo/manual-clock';
import { type Day, daysFrom, type SchoolCalendar, timeOn } from '../../domain/calendar';
import type { Ids } from '../../domain/clock';
import type { PrismaClient } from '../../generated/prisma/client';
import type { Deps, Log } from '../../services/deps';
import type { SchoolFolder } from '../../services/import/folder';
import { importSchool } from '../../services/import/import-school';
import { readSchool } from '../../services/import/school-yaml';
import type { Problem } from '../../services/problems';
import { loadSchool } from '../../services/school';
import { tidy } from '../../services/tidy';
import { chanceOf } from './chance';
import { type DayRow, Year } from './day';
import { hireStaff } from './staff';

/** A simulated year, school day by school day. */
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

/** School days between two tidyings; a running Waymark tidies every night. */
const TIDY_EVERY = 60;

/** Runs a school through a year of its calendar with scripted staff, on the real engine and a clock that is moved. */
export async function simulateYear(input: SimulateInput): Promise<Simulated> {
  const { settings, problems } = readSchool(input.folder.files['school.yaml'], new Date(0));
  if (!settings) return { ok: false, problems };
  const { calendar } = settings;
  const { from, to } = spanOf(calendar, input);
  const clock = new ManualClock(timeOn(calendar, from, '07:00'));
  const deps: Deps = { db: input.db, clock, ids: countedIds(), log: input.log };
  const imported = await importSchool(deps, input.folder);
  if (!imported.ok) return imported;
  const school = await loadSchool(input.db, imported.schoolId);
  const staff = await hireStaff(deps, imported.schoolId);
  const year = new Year(deps, clock, school, staff, chanceOf(input.seed));
  await year.settle();
  const days = await liveThrough(deps, year, daysFrom(from, to), input.onDay);
  return { ok: true, school: school.name, policy: school.pack.id, seed: input.seed, days };
}

/** Ids in the order in which they were asked for: chance has no part in them, so that a seed fixes the year. */
function countedIds(): Ids {
  let count = 0;
  return { next: () => `s${String((count += 1)).padStart(9, '0')}` };
}

/** The days asked for, else the school's whole calendar. */
function spanOf({ halfTerms }: SchoolCalendar, { from, to }: SimulateInput): { from: Day; to: Day } {
  const first = halfTerms.map(({ start }) => start).reduce((a, b) => (b < a ? b : a));
  const last = halfTerms.map(({ end }) => end).reduce((a, b) => (b > a ? b : a));
  return { from: from ?? first, to: to ?? last };
}

async function liveThrough(
  deps: Deps,
  year: Year,
  days: Iterable<Day>,
  onDay: ((row: DayRow) => void) | undefined,
): Promise<DayRow[]> {
  const rows: DayRow[] = [];
  for (const day of days) {
    const row = await year.day(day);
    if (!row) continue;
    rows.push(row);
    onDay?.(row);
    if (rows.length % TIDY_EVERY === 1) await tidy(deps);
  }
  return rows;
}
