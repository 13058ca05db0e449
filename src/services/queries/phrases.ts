import type { Day } from '../../domain/calendar';
import { MARKS, type Mark } from '../../domain/register';
import { dayWord, sessionWord } from '../../domain/words';
import { kindOf } from '../../prompts/registry';
import type { Query } from './query';

const MARK_WORDS: Record<Mark, string> = { here: 'here', late: 'late', 'not-there': 'not there', 'not-known': 'not known' };

export const markWord = (mark: Mark): string => MARK_WORDS[mark];

/** A stored mark; null for a word this version does not know. */
export const markOf = (stored: string): Mark | null => MARKS.find((mark) => mark === stored) ?? null;

/** "This morning", "tomorrow afternoon", "Fri 20 Nov"; the session is left out when there is none. */
export function when({ today }: Query, day: Day, session: string | null): string {
  if (session !== 'am' && session !== 'pm') return dayWord(day, today);
  const word = sessionWord(session);
  return day === today ? `this ${word}` : `${dayWord(day, today)} ${word}`;
}

/** "Attendance", "An absence to follow up". */
export const kindTitle = (kind: string): string => capital(kindOf(kind).title);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Amira Khan" as "Amira K.", where a line is about somebody else. */
export function briefName(name: string): string {
  const [first = name, ...rest] = name.split(' ');
  const last = rest.at(-1);
  return last ? `${first} ${[...last][0]}.` : first;
}

/** The first `most` lines, and how many more there are. */
export const atMost = <T>(items: readonly T[], most: number, more: (n: number) => T): readonly T[] =>
  items.length > most ? [...items.slice(0, most), more(items.length - most)] : items;
