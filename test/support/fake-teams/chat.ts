import type { JsonObject } from '../../../src/domain/json';
import type { FakePerson } from './person';

/** One message of the bot in a chat. It is live: `activity` and `card` are always the newest. */
export interface Message {
  readonly id: string;
  activity: JsonObject;
  /** How often the bot has replaced it. */
  updates: number;
  deleted: boolean;
  /** What the presser's client shows instead, until the bot replaces the message or the client is opened afresh. */
  answered: JsonObject | undefined;
  readonly card: JsonObject | undefined;
  readonly text: string;
  readonly summary: string;
}

/** A chat, group chat or channel, as Teams keeps it. */
export interface Chat {
  readonly id: string;
  readonly kind: 'personal' | 'groupChat' | 'channel';
  readonly members: readonly FakePerson[];
  readonly messages: Message[];
}

const CARD = 'application/vnd.microsoft.card.adaptive';

export function cardIn(activity: JsonObject): JsonObject | undefined {
  const attachments = Array.isArray(activity['attachments']) ? (activity['attachments'] as JsonObject[]) : [];
  const content = attachments.find((attachment) => attachment['contentType'] === CARD)?.['content'];
  return content as JsonObject | undefined;
}

/** Stores a message. Ids are counted within each chat, so that equal ids in two chats are two messages. */
export function store(chat: Chat, activity: JsonObject): Message {
  const message: Message = {
    id: String(1_700_000_000_000 + chat.messages.length),
    activity,
    updates: 0,
    deleted: false,
    answered: undefined,
    get card() {
      return cardIn(this.activity);
    },
    get text() {
      return typeof this.activity['text'] === 'string' ? this.activity['text'] : '';
    },
    get summary() {
      return typeof this.activity['summary'] === 'string' ? this.activity['summary'] : '';
    },
  };
  chat.messages.push(message);
  remember(message);
  return message;
}

/** Replaces a message in place, on every client. */
export function replace(message: Message, activity: JsonObject): void {
  message.activity = activity;
  message.updates += 1;
  message.answered = undefined;
  remember(message);
}

/** Shows a card to the one who pressed, until the message is replaced or the client opened afresh. */
export function answerWith(message: Message, card: JsonObject): void {
  message.answered = card;
  remember(message);
}

const whose = new WeakMap<JsonObject, Message>();

function remember(message: Message): void {
  const card = message.answered ?? message.card;
  if (card) whose.set(card, message);
}

/** The message that shows a card, or once showed it. */
export const messageOf = (card: JsonObject): Message | undefined => whose.get(card);
