import { addDays, type Day, dayOf, type SchoolCalendar, sessionsOn, sessionTimes, timeOn } from './calendar';
import { schoolDayFrom, schoolDayOn } from './school-days';

/** The school day that is looked ahead to. */
export interface Outlook {
  readonly day: Day;
  /** From when it is told of: a time on the last school day before it. */
  readonly from: Date;
  /** Its first session begins: from then on there is nothing to look ahead to. */
  readonly begins: Date;
}

/**
 * The next school day whose first session has not begun yet, told of from a time of day ("16:00", school time) on the
 * last school day before it; on the day before it, where the calendar begins with it. Undefined when the calendar ends
 * first.
 */
export function outlookAt(calendar: SchoolCalendar, now: Date, time: string): Outlook | undefined {
  const today = dayOf(calendar, now);
  const first = schoolDayFrom(calendar, today);
  const day = first && beginOf(calendar, first) <= now ? schoolDayFrom(calendar, addDays(first, 1)) : first;
  if (day === undefined) return undefined;
  const before = schoolDayOn(calendar, day, -1) ?? day;
  const eve = before < day ? before : addDays(day, -1);
  return { day, from: timeOn(calendar, eve, time), begins: beginOf(calendar, day) };
}

/** When the first session of a school day begins. */
function beginOf(calendar: SchoolCalendar, day: Day): Date {
  const [session = 'am'] = sessionsOn(calendar, day);
  return sessionTimes(calendar, day, session).start;
}
