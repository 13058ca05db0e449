import { DateTime } from 'luxon';
import { addDays, type Day, weekday } from './calendar';

/** Days as somebody typed them, both included. */
export interface TypedDays {
  readonly from: Day;
  readonly to: Day;
}

/** Between two days: "2026-11-30 to 2026-12-02", "Mon until Wed", "30 Nov - 2 Dec". */
const BETWEEN = /\s+(?:to|until|till|-|–)\s+/iu;

/** Ways of writing a day, as Luxon spells them; without a year, the next one is meant. */
const WITH_YEAR = ['yyyy-MM-dd', 'd LLL yyyy', 'd LLLL yyyy'];
const WITHOUT_YEAR = ['d LLL', 'd LLLL'];

/**
 * Reads days as people type them: "tomorrow", "Fri", "30 Nov", "2026-11-30 to 2026-12-02". Null for what is not, or
 * not surely, a day: a weekday is the next of that name, and on that day itself it could be either.
 */
export function readDays(typed: string, today: Day): TypedDays | null {
  const [first = '', second, ...rest] = typed
    .trim()
    .replace(/^(?:from|on)\s+/iu, '')
    .replace(/[.!]+$/u, '')
    .split(BETWEEN);
  const from = readDay(first, today);
  if (!from || rest.length > 0) return null;
  if (second === undefined) return { from, to: from };
  const to = readDay(second, from);
  return to && to >= from ? { from, to } : null;
}

/** One day, from `today` on where no year is given. */
function readDay(typed: string, today: Day): Day | null {
  const word = typed.trim().toLowerCase();
  if (word === 'today') return today;
  if (word === 'tomorrow') return addDays(today, 1);
  return namedDay(word, today) ?? writtenDay(word, today);
}

function namedDay(word: string, today: Day): Day | null {
  const next = [1, 2, 3, 4, 5, 6].map((n) => addDays(today, n));
  return (
    next.find((day) => [weekday(day), longName(day)].some((name) => name.toLowerCase() === word)) ?? null
  );
}

const longName = (day: Day): string => DateTime.fromISO(day, { zone: 'utc' }).toFormat('cccc');

function writtenDay(word: string, today: Day): Day | null {
  const read = (format: string) => DateTime.fromFormat(word, format, { zone: 'utc', locale: 'en' });
  const exact = WITH_YEAR.map(read).find(({ isValid }) => isValid);
  if (exact) return exact.toISODate();
  const year = Number(today.slice(0, 4));
  const days = WITHOUT_YEAR.flatMap((format) =>
    [year, year + 1].map((one) =>
      DateTime.fromFormat(`${word} ${one}`, `${format} yyyy`, { zone: 'utc', locale: 'en' }),
    ),
  );
  return days.flatMap((day) => day.toISODate() ?? []).find((day) => day >= today) ?? null;
}
