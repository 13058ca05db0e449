import type { Mark } from './register';

/** What is known of a number of sessions. */
export interface Tally {
  /** Here or late. */
  readonly attended: number;
  /** Asked and answered: here, late, not there or not known. */
  readonly answered: number;
  /** Asked, no answer: shown apart, never counted as attended or as absent. */
  readonly unconfirmed: number;
}

/** Counts sessions that were asked about; null is one without an answer. */
export function tally(sessions: readonly (Mark | null)[]): Tally {
  const answered = sessions.filter((mark) => mark !== null);
  const attended = answered.filter((mark) => mark === 'here' || mark === 'late');
  return {
    attended: attended.length,
    answered: answered.length,
    unconfirmed: sessions.length - answered.length,
  };
}

/**
 * Attended sessions in a hundred answered ones, rounded down so that 100 means every one; null when none was answered.
 * This is Waymark's own figure of attendance at the provider, not the register's statutory percentage.
 */
export const percentOf = ({ attended, answered }: Tally): number | null =>
  answered === 0 ? null : Math.floor((attended * 100) / answered);

/** "9 of 10 (90%), 1 not confirmed"; "nothing recorded". */
export function tallyText(tallied: Tally): string {
  const percent = percentOf(tallied);
  const figure = percent === null ? [] : [`${tallied.attended} of ${tallied.answered} (${percent}%)`];
  const rest = tallied.unconfirmed === 0 ? [] : [`${tallied.unconfirmed} not confirmed`];
  return [...figure, ...rest].join(', ') || 'nothing recorded';
}
