import { DateTime } from 'luxon';
import { z } from 'zod/v4';

/** An ISO date in school time, e.g. "2026-11-23". Two days compare as strings. */
export type Day = string;

/** Half a school day: the unit of the register (SI 2024/208 reg 10(1)). */
export const SESSIONS = ['am', 'pm'] as const;
export type SessionName = (typeof SESSIONS)[number];

const daySchema = z.iso.date('write the date as YYYY-MM-DD');
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write the time as HH:MM, e.g. 08:50');
const spanSchema = z
  .strictObject({ start: timeSchema, end: timeSchema })
  .refine((s) => s.start < s.end, 'the session must end after it starts');
const halfTermSchema = z
  .strictObject({ name: z.string().min(1), start: daySchema, end: daySchema })
  .refine((h) => h.start <= h.end, 'the half term must end after it starts');
const closureSchema = z.strictObject({
  date: daySchema,
  reason: z.string().min(1),
  session: z.enum(SESSIONS).optional(),
});

export const calendarSchema = z.strictObject({
  timeZone: z
    .string()
    .refine((zone) => DateTime.local({ zone }).isValid, 'name a time zone, e.g. Europe/London'),
  sessions: z.strictObject({ am: spanSchema, pm: spanSchema }),
  halfTerms: z.array(halfTermSchema).min(1, 'list at least one half term'),
  closures: z.array(closureSchema).default([]),
});

/** A school's own year. "School day" means a day on which this school has a session (EA 1996 s579). */
export type SchoolCalendar = z.infer<typeof calendarSchema>;
export type HalfTerm = SchoolCalendar['halfTerms'][number];

/** Times of day that were worked out already: the same few hundred are asked for at every tick. Milliseconds. */
const known = new Map<string, number>();
const MOST_KNOWN = 20_000;

function at({ timeZone }: SchoolCalendar, day: Day, time = '00:00'): Date {
  const key = `${day}T${time} ${timeZone}`;
  const instant = known.get(key) ?? DateTime.fromISO(`${day}T${time}`, { zone: timeZone }).toMillis();
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, instant);
  return new Date(instant);
}

const DAY = 86_400_000;

/** A day at noon in UTC: days are counted there, where no clock changes. */
const noon = (day: Day): Date => new Date(`${day}T12:00Z`);

const dayIn = (utc: Date): Day => utc.toISOString().slice(0, 10);

/** The day it is at the school at this instant. */
export function dayOf(calendar: SchoolCalendar, instant: Date): Day {
  const day = dayIn(instant);
  if (instant < at(calendar, day)) return addDays(day, -1);
  const next = addDays(day, 1);
  return instant < at(calendar, next) ? day : next;
}

/** A time of day ("08:30") at the school, as an instant. */
export const timeOn = (calendar: SchoolCalendar, day: Day, time: string): Date => at(calendar, day, time);

/** The first instant of a day at the school, across clock changes. */
export const startOfDay = (calendar: SchoolCalendar, day: Day): Date => at(calendar, day);

/** The calendar day `n` days on (or back, when negative). */
export const addDays = (day: Day, n: number): Day => dayIn(new Date(noon(day).getTime() + n * DAY));

/** Every day from `from` to `to`, both included. */
export function* daysFrom(from: Day, to: Day): Generator<Day> {
  for (let day = from; day <= to; day = addDays(day, 1)) yield day;
}

/** "Mon", "Tue" ... as timetables spell it. */
export const weekday = (day: Day): string => WEEKDAYS[noon(day).getUTCDay()] ?? '';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export const halfTermOf = (calendar: SchoolCalendar, day: Day): HalfTerm | undefined =>
  calendar.halfTerms.find((term) => term.start <= day && day <= term.end);

/** Why the school has no session then, if it has declared a closure. */
export const closureOn = (calendar: SchoolCalendar, day: Day, session: SessionName): string | undefined =>
  calendar.closures.find((c) => c.date === day && (!c.session || c.session === session))?.reason;

/** The sessions the school holds on a day: none at a weekend, in a holiday or on a closure. */
export function sessionsOn(calendar: SchoolCalendar, day: Day): SessionName[] {
  if (noon(day).getUTCDay() % 6 === 0 || !halfTermOf(calendar, day)) return [];
  return SESSIONS.filter((session) => !closureOn(calendar, day, session));
}

export const isSchoolDay = (calendar: SchoolCalendar, day: Day): boolean =>
  sessionsOn(calendar, day).length > 0;

/** When a session starts and ends, as instants. */
export function sessionTimes(
  calendar: SchoolCalendar,
  day: Day,
  session: SessionName,
): { start: Date; end: Date } {
  const { start, end } = calendar.sessions[session];
  return { start: at(calendar, day, start), end: at(calendar, day, end) };
}

/** The `n`th school day after a day (before it, when negative); undefined when the calendar ends first. */
export function addSchoolDays(calendar: SchoolCalendar, day: Day, n: number): Day | undefined {
  const step = Math.sign(n) || 1;
  const first = calendar.halfTerms.reduce((a, t) => (t.start < a ? t.start : a), day);
  const last = calendar.halfTerms.reduce((a, t) => (t.end > a ? t.end : a), day);
  let left = Math.abs(n);
  let current = day;
  while (left > 0) {
    current = addDays(current, step);
    if (current < first || current > last) return undefined;
    if (isSchoolDay(calendar, current)) left -= 1;
  }
  return current;
}

/** School days after `from`, up to and including `to`: 0 on the day itself. */
export function schoolDaysSince(calendar: SchoolCalendar, from: Day, to: Day): number {
  if (to <= from) return 0;
  return [...daysFrom(addDays(from, 1), to)].filter((day) => isSchoolDay(calendar, day)).length;
}
