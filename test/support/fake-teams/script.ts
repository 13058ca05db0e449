import type { JsonObject } from '../../../src/domain/json';
import type { FakePerson } from './person';

/** What the bot asks of Teams. */
export type Operation = 'post' | 'update' | 'delete' | 'create' | 'members';

/** Which requests a scripted failure is for. Nothing named: any. */
export interface Matcher {
  readonly on?: Operation;
  readonly person?: FakePerson;
}

/** What Teams does instead of answering as usual. */
export interface Failure {
  readonly status?: number;
  readonly body?: JsonObject;
  readonly headers?: Readonly<Record<string, string>>;
  /** Never answer. */
  readonly hang?: boolean;
  /** Not answered before this. */
  readonly after?: Promise<void>;
  /** Cut the connection. */
  readonly reset?: boolean;
  /** Do what was asked first: the message is in the chat although the bot is told otherwise. */
  readonly afterStoring?: boolean;
  /** How many requests fail this way: 1 unless told. */
  readonly times?: number;
}

/** The failures still to come, taken in the order they were scripted. */
export class Script {
  readonly #waiting: { matcher: Matcher; failure: Failure; left: number }[] = [];

  add(matcher: Matcher, failure: Failure): void {
    this.#waiting.push({ matcher, failure, left: failure.times ?? 1 });
  }

  take(on: Operation, person: FakePerson | undefined): Failure | undefined {
    const next = this.#waiting.find(
      ({ matcher, left }) =>
        left > 0 && (!matcher.on || matcher.on === on) && (!matcher.person || matcher.person === person),
    );
    if (next) next.left -= 1;
    return next?.failure;
  }
}
