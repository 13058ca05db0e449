import type { Card } from '../../src/cards/parts';
import type { Channel } from '../../src/services/outbox/channel';
import { lintCard } from './card-lint';
import { textOf } from './fake-teams';

/** Chats that only keep what they are sent, as it stands in them now. Every card is looked over. */
export class KeptChats {
  readonly #chats = new Map<string, Map<string, Card>>();
  readonly #changes = new Map<string, number>();

  readonly channel: Channel = {
    post: async ({ conversationId }, card) => {
      const chat = this.#chats.get(conversationId) ?? new Map<string, Card>();
      this.#chats.set(conversationId, chat);
      const activityId = `message-${chat.size}`;
      this.#keep(chat, activityId, card);
      return { activityId, conversationId };
    },
    update: async ({ conversationId }, activityId, card) => {
      const chat = this.#chats.get(conversationId);
      if (!chat?.has(activityId)) throw new Error('only what was posted can be changed');
      this.#keep(chat, activityId, card);
      this.#changes.set(conversationId, this.changesIn(conversationId) + 1);
    },
    probe: async ({ conversationId }) => conversationId,
  };

  /** What was wrong with the cards, a sentence each. */
  readonly problems: string[] = [];

  #keep(chat: Map<string, Card>, activityId: string, card: Card): void {
    this.problems.push(...lintCard(card.content));
    chat.set(activityId, card);
  }

  /** How often a card of a chat was replaced by another so far. */
  changesIn = (conversationId: string): number => this.#changes.get(conversationId) ?? 0;

  /** The text of every card of a chat, oldest first. */
  textsOf(conversationId: string): string[] {
    return [...(this.#chats.get(conversationId)?.values() ?? [])].map((card) => textOf(card.content));
  }
}
