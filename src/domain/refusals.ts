/**
 * Every way Waymark says no to a person. A refusal is an answer, not a fault: it is returned, never thrown, and
 * `bot/messages.ts` must have words for each arm (the compiler sees to that).
 */
export type Refusal =
  | { code: 'unknown-person' }
  | { code: 'not-yours' }
  | { code: 'card-gone' }
  | { code: 'closed'; why: 'withdrawn' | 'excused' | 'day-over' }
  | { code: 'bad-answer'; problems: readonly string[] }
  | { code: 'pupil-not-found'; asked: string }
  | { code: 'not-allowed' };

export const refuse = (refusal: Refusal): { ok: false; refusal: Refusal } => ({ ok: false, refusal });
