import { DateTime, Duration } from 'luxon';
import { z } from 'zod/v4';
import { addDays, addSchoolDays, type Day, dayOf, type SchoolCalendar, timeOn } from './calendar';

/** An ISO-8601 duration of minutes and hours (exact) or of days (school days): PT30M, PT2H, P3D. */
export const durationSchema = z
  .string()
  .regex(/^(P\d+D|PT(?=\d)(\d+H)?(\d+M)?)$/, 'write a duration as PT30M, PT2H or P3D (days are school days)');

/** The same without days: nights and weekends count. */
export const exactSchema = durationSchema.refine((text) => text.startsWith('PT'), 'write hours, as PT24H');

/** Durations are the few that the policies write: each is read once. */
const read = new Map<string, Duration>();

function durationOf(text: string): Duration {
  const duration = read.get(text) ?? Duration.fromISO(text);
  if (read.size >= MOST_READ) read.clear();
  read.set(text, duration);
  return duration;
}
const MOST_READ = 1_000;

/** Minutes in a duration that has no days. */
export const minutesOf = (duration: string): number => durationOf(duration).as('minutes');

/** Is it a duration of minutes and hours, which are exact? */
export const isExact = (duration: string): boolean => duration.startsWith('PT');

/** School days in a duration of days: P10D. */
export const daysIn = (duration: string): number => durationOf(duration).days;

/** Weeks in a duration of weeks: P3W. */
export const weeksIn = (duration: string): number => durationOf(duration).weeks;

/** The day after the calendar's last, or this day where that is later. */
const afterLast = ({ halfTerms }: SchoolCalendar, day: Day): Day =>
  halfTerms.reduce((last, { end }) => (end >= last ? addDays(end, 1) : last), day);

/**
 * The instant a duration after another. Minutes and hours are exact; days are school days, at the same
 * wall-clock time. When the calendar ends first, the day after its last school day stands in.
 */
export function addDuration(calendar: SchoolCalendar, from: Date, duration: string): Date {
  const days = durationOf(duration).days;
  if (days === 0) return new Date(from.getTime() + minutesOf(duration) * 60_000);
  const start = dayOf(calendar, from);
  const end = addSchoolDays(calendar, start, days) ?? afterLast(calendar, start);
  const local = DateTime.fromJSDate(from, { zone: calendar.timeZone });
  const onTheMinute = timeOn(calendar, end, local.toFormat('HH:mm'));
  return new Date(onTheMinute.getTime() + local.second * 1000 + local.millisecond);
}
