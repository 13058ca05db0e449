import { addDays, type Day, daysFrom, isSchoolDay, type SchoolCalendar, weekday } from './calendar';

/** A stretch of the school's calendar: `key` names it for ever ("half-term:2026-11-02"). Days are its school days, in order. */
export interface Period {
  readonly key: string;
  readonly days: readonly Day[];
}

export type PeriodName = 'week' | 'half-term' | 'term' | 'year';

interface Year {
  readonly days: readonly Day[];
  readonly position: ReadonlyMap<Day, number>;
  readonly periods: Readonly<Record<PeriodName, readonly Period[]>>;
}

/** A calendar does not change, and its school days are asked for at every tick. */
const years = new WeakMap<SchoolCalendar, Year>();

function yearOf(calendar: SchoolCalendar): Year {
  const known = years.get(calendar);
  if (known) return known;
  const spans = [...calendar.halfTerms].sort((a, b) => a.start.localeCompare(b.start));
  const days = spans.flatMap(({ start, end }) =>
    [...daysFrom(start, end)].filter((day) => isSchoolDay(calendar, day)),
  );
  const termOf = (day: Day) => spans.find(({ start, end }) => start <= day && day <= end);
  const periods = {
    week: grouped('week', days, mondayOf),
    'half-term': grouped('half-term', days, (day) => termOf(day)?.start ?? day),
    term: grouped('term', days, (day) => firstOfTerm(spans, termOf(day)?.name ?? '')),
    year: grouped('year', days, academicYear),
  };
  const year = { days, position: new Map(days.map((day, i) => [day, i])), periods };
  years.set(calendar, year);
  return year;
}

/** A term is the half terms of one name and academic year: "Autumn 1" and "Autumn 2". */
function firstOfTerm(spans: SchoolCalendar['halfTerms'], name: string): Day {
  const own = spans.find((span) => span.name === name);
  const word = (text: string) => text.replace(/\s*\d+$/u, '').toLowerCase();
  const first = spans.find(
    (span) =>
      word(span.name) === word(name) && academicYear(span.start) === academicYear(own?.start ?? span.start),
  );
  return first?.start ?? own?.start ?? '';
}

/** Academic years begin on 1 September. */
export const academicYear = (day: Day): string => {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) >= '09-01' ? year : year - 1}-09-01`;
};

function grouped(name: PeriodName, days: readonly Day[], keyOf: (day: Day) => string): Period[] {
  const groups = new Map<string, Day[]>();
  for (const day of days) {
    const key = keyOf(day);
    groups.set(key, [...(groups.get(key) ?? []), day]);
  }
  return [...groups].map(([key, within]) => ({ key: `${name}:${key}`, days: within }));
}

export function mondayOf(day: Day): Day {
  return addDays(day, -['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday(day)));
}

export const periodsOf = (calendar: SchoolCalendar, name: PeriodName): readonly Period[] =>
  yearOf(calendar).periods[name];

/** Every school day of the calendar from one day to another, both included. */
export function schoolDaysBetween(calendar: SchoolCalendar, from: Day, to: Day): readonly Day[] {
  const { days } = yearOf(calendar);
  const start = indexFrom(days, from);
  return days.slice(start, indexFrom(days, addDays(to, 1)));
}

/** The first school day on or after a day; undefined when the calendar ends first. */
export const schoolDayFrom = (calendar: SchoolCalendar, day: Day): Day | undefined => {
  const { days } = yearOf(calendar);
  return days[indexFrom(days, day)];
};

/** The school day `n` after a day (before it, when negative), which need not be one itself; the first or last there is when the calendar ends. */
export function schoolDayOn(calendar: SchoolCalendar, day: Day, n: number): Day | undefined {
  const { days, position } = yearOf(calendar);
  const at = indexFrom(days, day);
  const base = position.has(day) || n < 0 ? at : at - 1;
  return days[Math.min(Math.max(base + n, 0), days.length - 1)];
}

/** The position of the first school day on or after a day. */
function indexFrom(days: readonly Day[], day: Day): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? '') < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
