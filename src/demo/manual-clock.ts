import type { Clock } from '../domain/clock';

/** A clock that stands still until it is set. Time never runs backwards, so setting it back throws. */
export class ManualClock implements Clock {
  private instant: number;

  constructor(start: Date) {
    this.instant = start.getTime();
  }

  now(): Date {
    return new Date(this.instant);
  }

  set(instant: Date): void {
    if (instant.getTime() < this.instant) throw new RangeError('The clock cannot be set back.');
    this.instant = instant.getTime();
  }
}
