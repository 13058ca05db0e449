/** What became of one try to send: a copy posted or replaced, put off, or given up. */
export type SendResult = 'posted' | 'replaced' | 'retried' | 'unreachable' | 'card-gone' | 'rejected';

/** Whatever counts and times. Ids of schools, lanes and codes only: never a person. */
export interface Meter {
  sent(facts: { school: string; lane: number; result: SendResult }): void;
  /** A copy arrived so long after it was due. Seconds. */
  delivered(facts: { school: string; lane: number }, seconds: number): void;
  /** A press was taken, or refused: `taken`, the code of the refusal, or `fault`. */
  pressed(facts: { school: string; result: string }): void;
}
