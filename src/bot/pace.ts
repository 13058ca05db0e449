import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { ChannelError, type ChatAddress } from '../services/outbox/channel';

/** What is spent of Teams' limits: by one bot in one chat (8 in a second, 60 in thirty), and for one tenant (50 in a second). */
interface Share {
  readonly points: number;
  readonly duration: number;
  readonly of: (to: ChatAddress) => string;
}

const chat = ({ conversationId }: ChatAddress): string => conversationId;
const tenant = ({ tenantId }: ChatAddress): string => tenantId;

/** For everything. */
const SHARED: readonly Share[] = [
  { points: 5, duration: 1, of: chat },
  { points: 45, duration: 30, of: chat },
  { points: 35, duration: 1, of: tenant },
];

/** Kept for what is urgent alone, so that it never waits behind what is not. */
const RESERVED: readonly Share[] = [
  { points: 2, duration: 1, of: chat },
  { points: 15, duration: 30, of: chat },
  { points: 10, duration: 1, of: tenant },
];

/** Asks leave for one send. Throws ChannelError "throttled", with the seconds to wait, rather than waiting. */
export type Pace = (to: ChatAddress, urgent?: boolean) => Promise<void>;

type Spend = (to: ChatAddress) => Promise<void>;

/** Keeps this process within Teams' limits, so that Teams need not refuse. */
export function teamsPace(): Pace {
  const [shared, reserved] = [spender(SHARED), spender(RESERVED)];
  return (to, urgent = false) => (urgent ? reserved(to).catch(() => shared(to)) : shared(to));
}

function spender(shares: readonly Share[]): Spend {
  const limits = shares.map(({ points, duration, of }) => ({
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
