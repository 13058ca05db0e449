import type { Role } from '../domain/roles';

/** A person's Teams client as the demo's page shows it. */
export interface ClientState {
  readonly role: Role;
  readonly name: string;
  readonly url: string;
  /** How often its page has opened, and so said hello to the bot (an install), since the demo was started. */
  readonly hellos: number;
}

/** What the demo's page needs to know besides the time. */
export interface DemoState {
  readonly school: string;
  readonly timeZone: string;
  /** The start of the next session, and of the next school day's first; null once the calendar has ended. */
  readonly nextSession: Date | null;
  readonly nextSchoolDay: Date | null;
  readonly clients: readonly ClientState[];
}

/** What one move of the clock did: cards delivered, and questions whose fate nobody could name (always 0). */
export interface Moved {
  readonly delivered: number;
  readonly unaccounted: number;
}

/** All that the demo's page can do to the running bot. */
export interface DemoControl {
  now(): Date;
  /** Moves the clock, and resolves when all that fell due on the way has been delivered. */
  advanceTo(instant: Date): Promise<Moved>;
  state(): Promise<DemoState>;
}
