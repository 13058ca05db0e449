import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ChannelError, type ChatAddress } from '../services/channel';

/** Teams' limits for one bot in one chat, and four fifths of its 50 a second for one tenant. */
const LIMITS = [
  { points: 7, duration: 1, of: (to: ChatAddress) => to.conversationId },
  { points: 60, duration: 30, of: (to: ChatAddress) => to.conversationId },
  { points: 40, duration: 1, of: (to: ChatAddress) => to.tenantId },
];

/** Asks leave for one send. Throws ChannelError "throttled", with the seconds to wait, rather than waiting. */
export type Pace = (to: ChatAddress) => Promise<void>;

/** Keeps this process within Teams' limits, so that Teams need not refuse. */
export function teamsPace(): Pace {
  const limits = LIMITS.map(({ points, duration, of }) => ({
    of,
    limiter: new RateLimiterMemory({ points, duration }),
  }));
  return async (to) => {
    try {
      for (const { of, limiter } of limits) await limiter.consume(of(to));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new ChannelError('throttled', Math.ceil(refusal.msBeforeNext / 1000));
    }
  };
}
