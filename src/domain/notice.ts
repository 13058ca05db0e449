import { addDays, addSchoolDays, type Day, type SchoolCalendar, schoolDaysSince } from './calendar';

/** Clear days between a notice and what it is about: whole school days after the one and before the other. */
export const clearDaysBetween = (calendar: SchoolCalendar, sent: Day, start: Day): number =>
  schoolDaysSince(calendar, sent, addDays(start, -1));

/** The last school day on which a notice still leaves so many clear days; undefined when the calendar begins later. */
export const lastDayToSend = (calendar: SchoolCalendar, start: Day, clearDays: number): Day | undefined =>
  addSchoolDays(calendar, start, -(clearDays + 1));

/** The first school day that a notice sent on a day allows; undefined when the calendar ends first. */
export const firstDayAllowed = (calendar: SchoolCalendar, sent: Day, clearDays: number): Day | undefined =>
  addSchoolDays(calendar, sent, clearDays + 1);
