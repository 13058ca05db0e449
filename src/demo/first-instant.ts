import { DateTime } from 'luxon';
import {
  addDays,
  addSchoolDays,
  type Day,
  dayOf,
  isSchoolDay,
  type SchoolCalendar,
  sessionsOn,
  sessionTimes,
} from '../domain/calendar';

/** How long before the first session the demo begins: time to look round. Minutes. */
const BEFORE = 10;

/** Shortly before the morning session of the first school day from today on (or of the calendar, once it has ended). */
export function shortlyBeforeSchool(calendar: SchoolCalendar, today: Date): Date {
  const day = dayOf(calendar, today);
  const start = calendar.halfTerms.reduce((first, term) => (term.start < first ? term.start : first), day);
  const from = isSchoolDay(calendar, day)
    ? day
    : (addSchoolDays(calendar, day, 1) ?? addSchoolDays(calendar, addDays(start, -1), 1));
  const [session] = from ? sessionsOn(calendar, from) : [];
  if (!from || !session) return today;
  const opens = sessionTimes(calendar, from, session).start;
  return new Date(opens.getTime() - BEFORE * 60_000);
}

/** DEMO_AT as an instant; a time without an offset is the school's own. Null: it is not one. */
export function instantOf(calendar: SchoolCalendar, written: string): Date | null {
  const time = DateTime.fromISO(written, { zone: calendar.timeZone });
  return time.isValid ? time.toJSDate() : null;
}

/** The start of the next session after an instant; null once the calendar has ended. */
export function nextSession(calendar: SchoolCalendar, now: Date): Date | null {
  const today = dayOf(calendar, now);
  const later = sessionsOn(calendar, today)
    .map((session) => sessionTimes(calendar, today, session).start)
    .find((start) => start > now);
  return later ?? nextSchoolDay(calendar, now);
}

/** The start of the first session of the next school day; null once the calendar has ended. */
export function nextSchoolDay(calendar: SchoolCalendar, now: Date): Date | null {
  const day: Day | undefined = addSchoolDays(calendar, dayOf(calendar, now), 1);
  const [session] = day ? sessionsOn(calendar, day) : [];
  return day && session ? sessionTimes(calendar, day, session).start : null;
}
