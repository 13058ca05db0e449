import { DateTime } from 'luxon';
import { addDays, type Day, dayOf, type SchoolCalendar, type SessionName } from './calendar';

/** "09:15" in school time. */
export const clockTime = (calendar: SchoolCalendar, instant: Date): string =>
  DateTime.fromJSDate(instant, { zone: calendar.timeZone }).toFormat('HH:mm');

/** "Mon 23 Nov". */
export const dayName = (day: Day): string => DateTime.fromISO(day, { zone: 'utc' }).toFormat('ccc d LLL');

/** "Mon 23 Nov 2026", for a date that may be in another year. */
export const fullDay = (day: Day): string => `${dayName(day)} ${day.slice(0, 4)}`;

/** "today", "tomorrow", "yesterday", else "Mon 23 Nov". */
export function dayWord(day: Day, today: Day): string {
  if (day === today) return 'today';
  if (day === addDays(today, 1)) return 'tomorrow';
  if (day === addDays(today, -1)) return 'yesterday';
  return dayName(day);
}

/** "09:15" today, else "Mon 23 Nov 09:15". */
export function moment(calendar: SchoolCalendar, instant: Date, today: Day): string {
  const day = dayOf(calendar, instant);
  const time = clockTime(calendar, instant);
  return day === today ? time : `${dayName(day)} ${time}`;
}

/** "30 min", "1 h 30 min", "2 days". */
export function span(milliseconds: number): string {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 48 * 60) return `${Math.floor(minutes / 1440)} days`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export const sessionWord = (session: SessionName): string => (session === 'am' ? 'morning' : 'afternoon');
