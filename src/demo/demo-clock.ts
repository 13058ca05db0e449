import type { Clock } from '../domain/clock';
import type { PrismaClient } from '../generated/prisma/client';
import { ManualClock } from './manual-clock';

const KEY = 'demo-clock';

/** The demo's clock: it moves by hand only, and is kept with the records, so that a restart goes on from there. */
export class DemoClock implements Clock {
  readonly #clock: ManualClock;
  readonly #db: PrismaClient;

  private constructor(db: PrismaClient, start: Date) {
    this.#db = db;
    this.#clock = new ManualClock(start);
  }

  /** Starts where it stood, or at `first` when that is later. */
  static async start(db: PrismaClient, first: Date): Promise<DemoClock> {
    const kept = await db.setting.findUnique({ where: { key: KEY } });
    const stood = kept ? new Date(kept.value) : first;
    const clock = new DemoClock(db, stood > first ? stood : first);
    await clock.set(clock.now());
    return clock;
  }

  now(): Date {
    return this.#clock.now();
  }

  async set(instant: Date): Promise<void> {
    this.#clock.set(instant);
    const value = instant.toISOString();
    await this.#db.setting.upsert({ where: { key: KEY }, create: { key: KEY, value }, update: { value } });
  }
}
