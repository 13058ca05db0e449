import type { Line } from '../lines';

/** A line of a history, with the instant it is sorted by (ISO). */
export interface Entry {
  readonly at: string;
  readonly line: Line;
}
