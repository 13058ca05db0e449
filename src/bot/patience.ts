import { isIPv6 } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/** What one address may get wrong in a minute before it is not heard until the minute is over. */
const FAILURES = { points: 60, duration: 60 };

/** How many lines a minute the log holds about what one address sent. */
const LINES = { points: 60, duration: 60 };

/**
 * Counts requests that were not believed, by the address they came from. Only those count: Teams sends for every school
 * from the same few addresses, so whatever Teams has signed is never held against one.
 */
export class Patience {
  readonly #failures = new RateLimiterMemory(FAILURES);
  readonly #lines = new RateLimiterMemory(LINES);

  /** Seconds until this address is heard again; 0 when it is heard now. */
  async secondsToWait(address: string): Promise<number> {
    const spent = await this.#failures.get(networkOf(address));
    return spent && spent.remainingPoints <= 0 ? Math.ceil(spent.msBeforeNext / 1000) : 0;
  }

  async failed(address: string): Promise<void> {
    await this.#failures.penalty(networkOf(address));
  }

  /** Whether what this address did now is worth a line in the log. */
  async isWorthALine(address: string): Promise<boolean> {
    const { consumedPoints } = await this.#lines.penalty(networkOf(address));
    return consumedPoints <= LINES.points;
  }
}

/** Who an address counts as: itself, or its /64 network in IPv6, where one machine has as many as it likes. */
export function networkOf(address: string): string {
  if (!isIPv6(address) || address.includes('.')) return address;
  const [head = [], tail = []] = address.split('::').map((half) => half.split(':').filter(Boolean));
  const between = Array.from({ length: 8 - head.length - tail.length }, () => '0');
  return [...head, ...between, ...tail].slice(0, 4).join(':');
}
