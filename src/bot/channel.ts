import type { Activity } from 'botbuilder';
import type { Card } from '../cards/parts';
import { type Channel, ChannelError, type ChatAddress } from '../services/outbox/channel';
import { within } from './deadline';
import type { TeamsDoor } from './door';
import { channelError, isChatGone, type Sending } from './failures';
import type { Pace } from './pace';
import { cardActivity, wordsActivity } from './replies';

type Posted = Awaited<ReturnType<Channel['post']>>;

/** The way out to people's chats in Teams. Each send is tried once; the outbox decides what happens next. */
export class TeamsChannel implements Channel {
  readonly #door: TeamsDoor;
  readonly #limitMs: number;
  readonly #pace: Pace | null;

  constructor(door: TeamsDoor, limitMs: number, pace: Pace | null) {
    this.#door = door;
    this.#limitMs = limitMs;
    this.#pace = pace;
  }

  async post(to: ChatAddress, card: Card, urgent = false): Promise<Posted> {
    const channelData = { notification: { alert: true } };
    return this.#send(to, { ...cardActivity(card), channelData }, urgent);
  }

  /** Posts one plain line. Throws ChannelError. */
  async say(to: ChatAddress, words: string): Promise<void> {
    await this.#send(to, wordsActivity(words));
  }

  async update(to: ChatAddress, activityId: string, card: Card): Promise<void> {
    await this.#pace?.(to);
    await this.#attempt('update', async () => {
      const { conversations } = await this.#door.connectorTo(to.serviceUrl);
      const activity = { ...addressed(to, cardActivity(card)), id: activityId };
      await conversations.updateActivity(to.conversationId, activityId, activity);
    });
  }

  /** The roster of a personal chat answers 403 where the app was removed, and shows its person nothing. */
  async probe(to: ChatAddress): Promise<string> {
    await this.#pace?.(to);
    return this.#attempt('post', async () => {
      try {
        const { conversations } = await this.#door.connectorTo(to.serviceUrl);
        await conversations.getConversationMember(to.conversationId, to.userId);
        return to.conversationId;
      } catch (error) {
        if (!isChatGone(error)) throw error;
        return this.#openAgain(to);
      }
    });
  }

  async #send(to: ChatAddress, activity: Partial<Activity>, urgent = false): Promise<Posted> {
    await this.#pace?.(to, urgent);
    return this.#attempt('post', async () => {
      try {
        return await this.#postTo(to, activity);
      } catch (error) {
        if (!isChatGone(error)) throw error;
        return this.#postTo({ ...to, conversationId: await this.#openAgain(to) }, activity);
      }
    });
  }

  async #postTo(to: ChatAddress, activity: Partial<Activity>): Promise<Posted> {
    const { conversations } = await this.#door.connectorTo(to.serviceUrl);
    const { id } = await conversations.sendToConversation(to.conversationId, addressed(to, activity));
    // Without its id a card cannot be kept up to date: Teams gives none when it has split a message in two.
    if (!id) throw new ChannelError('rejected');
    return { activityId: id, conversationId: to.conversationId };
  }

  /** A new chat with the same person, whose old one Teams no longer knows. Gives its conversation id. */
  async #openAgain({ serviceUrl, tenantId, userId, botId }: ChatAddress): Promise<string> {
    const { conversations } = await this.#door.connectorTo(serviceUrl);
    const { id } = await conversations.createConversation({
      isGroup: false,
      bot: { id: botId, name: '' },
      members: [{ id: userId, name: '' }],
      tenantId,
      channelData: { tenant: { id: tenantId } },
    } as Parameters<typeof conversations.createConversation>[0]);
    return id;
  }

  /** The limit is kept here too, since a request may first wait for the bot's own token. */
  async #attempt<T>(sending: Sending, send: () => Promise<T>): Promise<T> {
    try {
      return await within(this.#limitMs * 2, send());
    } catch (error) {
      throw channelError(error, sending);
    }
  }
}

const addressed = (to: ChatAddress, activity: Partial<Activity>): Partial<Activity> => ({
  ...activity,
  channelId: 'msteams',
  serviceUrl: to.serviceUrl,
  from: { id: to.botId, name: '' },
  recipient: { id: to.userId, name: '' },
  conversation: { id: to.conversationId, isGroup: false, conversationType: 'personal', name: '' },
});
