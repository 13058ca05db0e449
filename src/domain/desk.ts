import type { SchoolCalendar } from './calendar';
import { addDuration } from './duration';

/** How somebody who has a question of the desk is asked again. */
interface Again {
  /** When they took it on, or, where nobody has, when it was asked. */
  readonly since: Date;
  /** The duty's hold: the shortest interval. */
  readonly hold: string;
  /** The longest. */
  readonly within: string;
}

/**
 * When a question of the desk that is still open is asked again: a hold after it was taken on, then each time at twice as
 * long since then as before, so that a concern of days rings nobody's telephone until it is put aside, and none is let go.
 */
export function nextAgain(calendar: SchoolCalendar, { since, hold, within }: Again, now: Date): Date {
  const doubled = new Date(2 * now.getTime() - since.getTime());
  const [shortest, longest] = [addDuration(calendar, now, hold), addDuration(calendar, now, within)];
  const next = doubled < longest ? doubled : longest;
  return next > shortest ? next : shortest;
}

/** To whom the desk refers a child on, in the order of how often it does. */
export const REFERRALS = [
  { value: 'social-care', title: 'Social care' },
  { value: 'police', title: 'The police' },
  { value: 'local-authority', title: 'The local authority' },
  { value: 'lado', title: 'The LADO' },
] as const;

/** The longest reference that is kept, in characters. */
export const REFERENCE_LIMIT = 30;

/** Is it a reference, and no story? Letters, digits and marks such as / and -, with a digit among them, in three words at most. */
export const isReference = (text: string): boolean =>
  text.length <= REFERENCE_LIMIT &&
  /^[A-Za-z0-9][\w/.#-]*(?: [\w/.#-]+){0,2}$/u.test(text) &&
  /\d/u.test(text);

/** A referral, as a reply keeps it: to whom, and the reference that was given. */
export interface Referral {
  readonly to: string;
  readonly reference: string | undefined;
}

/** The referral that an answer tells of; null where it tells of none. */
export function referralIn(answer: unknown): Referral | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { referred_to: to, referred_ref: reference } = answer as Record<string, unknown>;
  if (typeof to !== 'string') return null;
  return { to, reference: typeof reference === 'string' && reference !== '' ? reference : undefined };
}

/** "the police, reference CAD 1234". */
export function referralWords({ to, reference }: Referral): string {
  const title = REFERRALS.find(({ value }) => value === to)?.title ?? to;
  const whom = title.startsWith('The ') ? `the ${title.slice(4)}` : title.toLowerCase();
  return reference === undefined ? whom : `${whom}, reference ${reference}`;
}
