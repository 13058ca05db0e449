import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../src/domain/json';
import { type Button, buttonsOf, filledIn } from './cards';
import { answerWith, type Chat, type Message, messageOf } from './chat';
import type { Answer } from './connector';
import type { FakeTeams } from './index';
import type { Operation } from './script';

/** Who somebody is, as Entra and the Teams roster say. */
export interface Identity {
  readonly name: string;
  readonly aadObjectId?: string;
  readonly email?: string;
}

/** Which button of a card: by its verb or title, or the first that fits. */
type Which = string | ((button: Button) => boolean);

/** What came back from a press. `card` and `words` are what the client shows: one of them, or neither on an error. */
export interface Pressed {
  /** The HTTP status. */
  readonly status: number;
  readonly statusCode: number | undefined;
  readonly type: string | undefined;
  readonly value: unknown;
  readonly card: JsonObject | undefined;
  readonly words: string | undefined;
}

/** A member of staff with a Teams client. */
export class FakePerson {
  readonly id = `29:${randomUUID()}`;
  readonly aadObjectId: string;
  readonly name: string;
  readonly email: string | undefined;
  readonly #teams: FakeTeams;
  #chat: Chat | undefined;
  #access: 'none' | 'installed' | 'blocked' = 'none';
  #seen = 0;

  constructor(teams: FakeTeams, identity: Identity) {
    this.#teams = teams;
    this.name = identity.name;
    this.email = identity.email;
    this.aadObjectId = identity.aadObjectId ?? randomUUID();
  }

  /** Lets the bot send, telling it nothing. */
  admit(): void {
    this.#access = 'installed';
  }

  /** Installs the app, as an administrator's set-up policy or the person does. */
  async install(): Promise<void> {
    this.admit();
    await this.#teams.deliver(this.activity('installationUpdate', { action: 'add' }));
    const membersAdded = [{ id: this.#teams.botId }, { id: this.id, aadObjectId: this.aadObjectId }];
    await this.#teams.deliver(this.activity('conversationUpdate', { membersAdded }));
  }

  /** The app goes, and the bot is told nothing: the event was lost. */
  expel(): void {
    this.#access = 'none';
  }

  async uninstall(): Promise<void> {
    this.#access = 'none';
    await this.#teams.deliver(this.activity('installationUpdate', { action: 'remove' }));
  }

  /** Blocks the bot: nothing is told, every send is refused. The roster knows nothing of it. */
  block(): void {
    this.#access = 'blocked';
  }

  unblock(): void {
    this.admit();
  }

  /** "Delete chat": the conversation is gone and the next one has another id. The app stays installed. */
  deleteChat(): void {
    if (this.#chat) this.#teams.chats.delete(this.#chat.id);
    this.#chat = undefined;
    this.#seen = 0;
  }

  /** Types in the personal chat, or in a group chat or channel (mentioning the bot). Gives what the bot said there. */
  async type(text: string, where?: Chat): Promise<Message[]> {
    const chat = where ?? this.openChat();
    const before = chat.messages.length;
    await this.#teams.deliver(this.activity('message', this.#typed(text, chat), chat));
    return chat.messages.slice(before);
  }

  #typed(text: string, chat: Chat): JsonObject {
    if (chat.kind === 'personal') return { text, textFormat: 'plain' };
    const mention = '<at>Waymark</at>';
    const mentioned = { id: this.#teams.botId, name: 'Waymark' };
    return {
      text: `${mention} ${text}`,
      textFormat: 'plain',
      entities: [{ type: 'mention', mentioned, text: mention }],
    };
  }

  /**
   * Presses a button (by verb or title, or the first that fits) on a message or on a card, filling fields by their ids. What nobody fills is
   * sent as the card has it. Throws where a client would not let it be pressed.
   */
  async press(on: Message | JsonObject, button: Which, typed: JsonObject = {}): Promise<Pressed> {
    const { card, message } = seen(on);
    const pressed = find(card, button);
    const data = filledIn(card, pressed, typed);
    const answer = await this.invoke(
      { action: { type: 'Action.Execute', verb: pressed.verb ?? '', data }, trigger: 'manual' },
      message,
    );
    if (message && answer.card) answerWith(message, answer.card);
    return answer;
  }

  /** The same button on a client too old for Action.Execute: it sends a message with a value. Gives what the bot said. */
  async submit(on: Message | JsonObject, button: string, typed: JsonObject = {}): Promise<Message[]> {
    const { card, message } = seen(on);
    const pressed = find(card, button);
    const value = { verb: pressed.verb ?? '', ...filledIn(card, pressed, typed) };
    const chat = this.openChat();
    const before = chat.messages.length;
    await this.#teams.deliver(this.activity('message', { value, ...(message && { replyToId: message.id }) }));
    return chat.messages.slice(before);
  }

  /** Sends an invoke with any value at all. */
  async invoke(value: unknown, message?: Message, name = 'adaptiveCard/action'): Promise<Pressed> {
    const extra = { name, value: value as JsonObject, ...(message && { replyToId: message.id }) };
    const { status, body } = await this.#teams.deliver(this.activity('invoke', extra));
    const {
      statusCode,
      type,
      value: shown,
    } = (body ?? {}) as { statusCode?: number; type?: string; value?: unknown };
    const card = type === 'application/vnd.microsoft.card.adaptive' ? (shown as JsonObject) : undefined;
    const words = type === 'application/vnd.microsoft.activity.message' ? String(shown) : undefined;
    return { status, statusCode, type, value: shown, card, words };
  }

  /** The bot's messages in the personal chat, live, as Teams keeps them. */
  messages(): Message[] {
    return (this.#chat?.messages ?? []).filter(({ deleted }) => !deleted);
  }

  /** The bot's messages since this was last asked. */
  unread(): Message[] {
    const all = this.messages();
    const fresh = all.slice(this.#seen);
    this.#seen = all.length;
    return fresh;
  }

  /** The cards in the personal chat as Teams keeps them, newest content. */
  cards(): JsonObject[] {
    return this.messages().flatMap(({ card }) => (card ? [card] : []));
  }

  /** The cards as this person's client shows them now: the answer to a press stands in for the card pressed. */
  sees(): JsonObject[] {
    return this.messages().flatMap(({ card, answered }) => {
      const shown = answered ?? card;
      return shown ? [shown] : [];
    });
  }

  /** Opens Teams afresh, or on another device: answers to presses are forgotten, only what Teams keeps is shown. */
  reload(): void {
    for (const message of this.messages()) message.answered = undefined;
  }

  /** The personal chat, opened if there is none. */
  openChat(): Chat {
    this.#chat ??= this.#teams.openChat('personal', [this]);
    return this.#chat;
  }

  /** How Teams refuses what the bot asks of this person's chat; undefined: it does not. */
  closed(operation: Operation): Answer | undefined {
    if (this.#access === 'installed') return undefined;
    if (this.#access === 'blocked' && operation === 'members') return undefined;
    if (this.#access === 'none')
      return { status: 403, body: { error: { code: 'BotNotInConversationRoster' } } };
    return {
      status: 403,
      body: { errorCode: 209, message: JSON.stringify({ subCode: 'MessageWritesBlocked' }) },
    };
  }

  rosterEntry(): JsonObject {
    const { id, name, aadObjectId } = this;
    const mail = this.email ? { email: this.email, userPrincipalName: this.email } : {};
    return { id, name, aadObjectId, ...mail, tenantId: this.#teams.tenantId, userRole: 'user' };
  }

  /** An activity of this person as Teams would send it; `extra` may replace any part. */
  activity(type: string, extra: JsonObject = {}, chat: Chat = this.openChat()): JsonObject {
    const { tenantId } = this.#teams;
    const group = chat.kind === 'personal' ? {} : { isGroup: true };
    return {
      type,
      id: randomUUID(),
      timestamp: new Date(0).toISOString(),
      channelId: 'msteams',
      serviceUrl: this.#teams.serviceUrl,
      from: { id: this.id, name: this.name, aadObjectId: this.aadObjectId },
      recipient: { id: this.#teams.botId, name: 'Waymark' },
      conversation: { id: chat.id, conversationType: chat.kind, tenantId, ...group },
      channelData: { tenant: { id: tenantId } },
      locale: 'en-GB',
      ...extra,
    };
  }
}

function seen(on: Message | JsonObject): { card: JsonObject; message: Message | undefined } {
  const isMessage = 'activity' in on && 'updates' in on;
  const message = isMessage ? (on as Message) : messageOf(on as JsonObject);
  const card = isMessage ? (message?.answered ?? message?.card) : (on as JsonObject);
  if (!card) throw new Error('There is no card on this message.');
  return { card, message };
}

function find(card: JsonObject, which: Which): Button {
  const buttons = buttonsOf(card);
  const found = buttons.find(
    typeof which === 'string' ? ({ verb, title }) => verb === which || title === which : which,
  );
  if (!found)
    throw new Error(
      `No button "${String(which)}". There are: ${buttons.map(({ title }) => title).join(', ')}.`,
    );
  return found;
}
