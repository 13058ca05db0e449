import type { TurnContext } from 'botbuilder';
import { UNKNOWN_PERSON } from './messages';
import { wordsActivity } from './replies';
import { type Bot, isPersonal, remember } from './turn';

/** Chats in which a stranger was told whom to ask: both events of one installation come, one line is enough. */
export type Told = Set<string>;

/** Far more than one process meets; past it the oldest are forgotten and would be told once more. */
const MOST_TOLD = 1000;

/** The app was added to a chat or removed from it. Teams may tell twice, and the Playground always does. */
export async function onInstallation(bot: Bot, told: Told, context: TurnContext): Promise<void> {
  const { action, conversation } = context.activity;
  if (action === 'add' || action === 'add-upgrade') await welcome(bot, told, context);
  if (action === 'remove' || action === 'remove-upgrade') {
    await bot.services.forgetChat({ conversationId: conversation.id });
  }
}

/** Somebody joined a chat: it matters when that is the bot. */
export async function onMembers(bot: Bot, told: Told, context: TurnContext): Promise<void> {
  const { membersAdded = [], recipient } = context.activity;
  if (membersAdded?.some(({ id }) => id === recipient.id)) await welcome(bot, told, context);
}

async function welcome(bot: Bot, told: Told, context: TurnContext): Promise<void> {
  const { activity } = context;
  if (!isPersonal(activity.conversation) || activity.from.id === activity.recipient.id) return;
  const person = await bot.services.findPerson(bot.caller(activity));
  if (person) return remember(bot, person, context);
  const chat = activity.conversation.id;
  if (told.has(chat)) return;
  told.add(chat);
  if (told.size > MOST_TOLD) for (const oldest of [...told].slice(0, MOST_TOLD / 2)) told.delete(oldest);
  await context.sendActivity(wordsActivity(UNKNOWN_PERSON));
}
