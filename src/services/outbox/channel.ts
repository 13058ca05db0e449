import type { Card } from '../../cards/parts';

/** Where one person's personal chat is. */
export interface ChatAddress {
  readonly serviceUrl: string;
  readonly conversationId: string;
  readonly tenantId: string;
  readonly userId: string;
  readonly botId: string;
}

/** Where a card went. The chat may have been made anew, under another id. */
export interface Posted {
  readonly activityId: string;
  readonly conversationId: string;
}

/** The way out to people's chats. Teams in production; the fake Teams in tests speaks the same protocol. */
export interface Channel {
  /** Posts a card; what is urgent waits behind nothing that is not. Throws ChannelError. */
  post(to: ChatAddress, card: Card, urgent?: boolean): Promise<Posted>;
  /** Replaces a card posted before. Throws ChannelError. */
  update(to: ChatAddress, activityId: string, card: Card): Promise<void>;
  /**
   * Asks whether this person's chat still has the bot in it, showing them nothing; gives its conversation id, which may
   * be new. What it cannot see: docs/adr/0013. Throws ChannelError.
   */
  probe(to: ChatAddress): Promise<string>;
}

/** Why a send failed: the person cannot be reached, the card is gone, Teams refuses it, or try again later. */
export type ChannelFailure = 'unreachable' | 'card-gone' | 'rejected' | 'throttled' | 'unavailable';

/** A send that did not succeed. `retryAfter` is in seconds, when Teams said. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  readonly reason: ChannelFailure;
  readonly retryAfter: number | undefined;

  constructor(reason: ChannelFailure, retryAfter?: number) {
    super(reason);
    this.reason = reason;
    this.retryAfter = retryAfter;
  }

  /** The same may succeed later. */
  get retryable(): boolean {
    return this.reason === 'throttled' || this.reason === 'unavailable';
  }
}
