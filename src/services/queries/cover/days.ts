import { addDays, type Day, dayOf, startOfDay } from '../../../domain/calendar';
import { dayWord, moment } from '../../../domain/words';
import type { Query } from '../query';

/** From the first instant of one day, or from now where that has passed, to the end of another. */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** The longest time that is believed, in days: a slip of the year must not take somebody out for good. */
const LONGEST = 366;

/** Reads two days of a card, both included. Gives what is wrong with them in sentences. */
export function spanOf({ calendar, now, today }: Query, from: Day, to: Day): Span | readonly string[] {
  if (!isDay(from) || !isDay(to)) return ['Choose the first day and the last day.'];
  if (to < from) return ['The last day comes before the first: change one of the two.'];
  if (to < today) return ['Those days are over: choose today or later.'];
  if (to > addDays(from, LONGEST)) return ['That is longer than a year: check the last day.'];
  const start = startOfDay(calendar, from);
  return { from: start < now ? now : start, until: startOfDay(calendar, addDays(to, 1)) };
}

const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** "today", "from tomorrow to Fri 27 Nov", "until today 11:00": days where it ends with a day, else the time as well. */
export function spanWords({ calendar, today, now }: Query, { from, until }: Span): string {
  const first = dayOf(calendar, from);
  const last = dayOf(calendar, new Date(until.getTime() - 1));
  const isWhole = until.getTime() === startOfDay(calendar, dayOf(calendar, until)).getTime();
  if (!isWhole)
    return `${from > now ? `from ${moment(calendar, from, today)} ` : ''}until ${moment(calendar, until, today)}`;
  if (first === last) return on(dayWord(first, today));
  return from <= now
    ? `until the end of ${dayWord(last, today)}`
    : `from ${dayWord(first, today)} to ${dayWord(last, today)}`;
}

const on = (word: string): string => (word.startsWith('t') ? word : `on ${word}`);
