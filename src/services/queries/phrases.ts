import type { Day } from '../../domain/calendar';
import { MARKS, type Mark } from '../../domain/register';
import { clockTime, dayName, dayWord, fullDay, sessionWord } from '../../domain/words';
import { kindOf } from '../../prompts/registry';
import type { Query } from './query';

const MARK_WORDS: Record<Mark, string> = {
  here: 'here',
  late: 'late',
  'not-there': 'not there',
  'not-known': 'not known',
};

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

/** What a question is called: a form by its duty in the policy, "Half-termly review"; the others by their kind. */
export function askedTitle({ pack }: Query, { kind, duty }: { kind: string; duty: string }): string {
  const title = pack.duties.find(({ id }) => id === duty)?.title;
  return kindOf(kind).ownForm || title === undefined ? kindTitle(kind) : title;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** "Amira Khan" as "Amira K.", where a line is about somebody else. */
export function briefName(name: string): string {
  const [first = name, ...rest] = name.split(' ');
  const initial = Array.from(rest.at(-1) ?? '')[0];
  return initial ? `${first} ${initial}.` : first;
}

const CLOSED_WHY: Readonly<Record<string, string>> = {
  'school-closed': 'excused: the school was closed',
  'not-expected': 'no longer expected there',
  'answer-changed': 'no longer asked: the answer was changed',
  'drill-over': 'no longer asked: the drill is over',
  'child-found': 'no longer asked: the child is found',
  missed: 'not asked: Waymark was not running',
};

/** What became of a question that has no answer, or none of its own. */
export const closedWord = ({ status, closedWhy }: { status: string; closedWhy: string | null }): string =>
  CLOSED_WHY[closedWhy ?? ''] ?? (status === 'expired' ? 'not answered' : status);

/** "4 Mar 2012". */
export const dayOnly = (day: Day): string => fullDay(day).replace(/^\w+ /, '');

/** When the card was drawn: "Mon 23 Nov 10:15". It does not change by itself. */
export const stamp = ({ calendar, now, today }: Query): string =>
  `${dayName(today)} ${clockTime(calendar, now)}`;
