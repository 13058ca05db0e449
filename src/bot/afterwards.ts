import { faultFacts } from '../domain/fault';
import type { Log } from '../services/deps';

/** Work that follows an answer and must not delay it. Its failures are logged and spoil nothing. */
export class Afterwards {
  readonly #log: Log;
  readonly #running = new Set<Promise<void>>();

  constructor(log: Log) {
    this.#log = log;
  }

  do(what: string, work: () => Promise<unknown>): void {
    const running: Promise<void> = work()
      .catch((error: unknown) =>
        this.#log.warn({ ...faultFacts(error), what }, 'work after an answer failed'),
      )
      .then(() => void this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when nothing is running. */
  async settle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
