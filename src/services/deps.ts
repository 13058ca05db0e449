import type { Clock, Ids } from '../domain/clock';
import type { PrismaClient } from '../generated/prisma/client';
import type { Meter } from './meter';

/** Where Waymark writes what happened to itself. Ids only: never a name, a note or a UPN. */
export interface Log {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/** What every service is given. Services are plain functions of (deps, input). */
export interface Deps {
  readonly db: PrismaClient;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Where the bot is run for real: counts and times for the operator. */
  readonly meter?: Meter;
}
