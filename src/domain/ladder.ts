import type { SchoolCalendar } from './calendar';
import { addDuration } from './duration';
import type { Rung } from './policy';

/** Where an ask stands on its ladder. */
export interface Climb {
  readonly openedAt: Date;
  /** How many rungs have been taken. */
  readonly rung: number;
  /** Somebody said "I'm on it": no rung is taken before this instant. */
  readonly heldUntil: Date | null;
}

/** What is due now, and when to look again (null: the ladder is at its end). */
export interface Due {
  readonly rungs: readonly Rung[];
  /** A hold has just run out with no answer: the person who held is asked again. */
  readonly holdEnded: boolean;
  readonly nextAt: Date | null;
}

/**
 * The whole decision "does it climb?", as a function of time. Rungs keep their instants while an ask is held, so
 * that those which passed meanwhile are all due when the hold ends: a hold delays, it never forgives.
 */
export function climb(calendar: SchoolCalendar, ladder: readonly Rung[], state: Climb, now: Date): Due {
  const { heldUntil } = state;
  if (heldUntil && now < heldUntil) return { rungs: [], holdEnded: false, nextAt: heldUntil };
  const rungs: Rung[] = [];
  for (const rung of ladder.slice(state.rung)) {
    const at = addDuration(calendar, state.openedAt, rung.after);
    if (at > now) return { rungs, holdEnded: heldUntil !== null, nextAt: at };
    rungs.push(rung);
  }
  return { rungs, holdEnded: heldUntil !== null, nextAt: null };
}
