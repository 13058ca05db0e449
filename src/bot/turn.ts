import { type Activity, type ConversationAccount, type TurnContext } from 'botbuilder';
import { faultFacts } from '../domain/fault';
import type { Log } from '../services/deps';
import type { ChatAddress } from '../services/outbox/channel';
import type { Caller, Person } from '../services/people';
import type { Afterwards } from './afterwards';
import type { TeamsChannel } from './channel';
import type { Services } from './services';
import { tenantsOf } from './trust';

/** What every turn is taken with. */
export interface Bot {
  readonly services: Services;
  readonly log: Log;
  readonly channel: TeamsChannel;
  readonly afterwards: Afterwards;
  /** Who an activity is from. */
  caller(activity: Activity): Caller;
}

/**
 * Whether nobody but its person reads a chat. Teams always says; the Playground leaves it out in personal chats, so
 * then there must be no sign of a group at all.
 */
export const isPersonal = ({ conversationType, isGroup, id }: ConversationAccount): boolean =>
  conversationType ? conversationType === 'personal' : isGroup !== true && !id.startsWith('19:');

/** Where the chat of an activity is. */
export const addressOf = (activity: Activity): ChatAddress => ({
  serviceUrl: activity.serviceUrl,
  conversationId: activity.conversation.id,
  tenantId: tenantsOf(activity)[0] ?? '',
  userId: activity.from.id,
  botId: activity.recipient.id,
});

/** Keeps a person's chat address fresh. A failure here spoils no answer: the next activity tries again. */
export async function remember(
  { services, log }: Bot,
  person: Person,
  { activity }: TurnContext,
): Promise<void> {
  if (!isPersonal(activity.conversation)) return;
  try {
    await services.rememberChat(person, addressOf(activity));
  } catch (error) {
    log.warn({ ...faultFacts(error), staff: person.staffId }, 'a chat address could not be stored');
  }
}
