import type { BeginCommand } from './policy';

/**
 * Every way Waymark says no to a person. A refusal is an answer, not a fault: it is returned, never thrown, and
 * `bot/messages.ts` must have words for each arm (the compiler sees to that).
 */
export type Refusal =
  | { code: 'unknown-person' }
  | { code: 'not-yours' }
  | { code: 'card-gone' }
  /** The card has been replaced by a line that names nobody. */
  | { code: 'put-away' }
  | { code: 'closed'; why: 'withdrawn' | 'excused' | 'day-over' }
  | { code: 'bad-answer'; problems: readonly string[] }
  | { code: 'pupil-not-found'; asked: string }
  | { code: 'not-allowed' }
  /** The school's policy has no duty that is begun so. */
  | { code: 'nothing-to-begin'; command: BeginCommand }
  /** None of those duties concerns them. `who` is the shortest name that identifies. */
  | { code: 'does-not-apply'; who: string; why: 'not-placed' | 'nobody-there' | 'not-asked' }
  /** It is open, and somebody has begun to answer it. `holder`: "with Dana Lewis (DSL)". */
  | { code: 'with-others'; holder: string };

export const refuse = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });
