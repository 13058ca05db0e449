import type { TurnContext } from 'botbuilder';
import { z } from 'zod/v4';
import { parseCommand } from '../domain/commands';
import { faultFacts } from '../domain/fault';
import type { PressResult } from '../services/asks/press';
import type { Person } from '../services/people';
import { channelError } from './failures';
import * as messages from './messages';
import { pressed, readPress, shownBy } from './press';
import { noteRefused, noteTurnedAway } from './refused';
import { cardActivity, wordsActivity } from './replies';
import { type Bot, isPersonal, remember } from './turn';

const submitSchema = z.looseObject({ verb: z.string() });

/** Answers a message: a command, or a button pressed on a client too old for Action.Execute. */
export async function answerMessage(bot: Bot, context: TurnContext): Promise<void> {
  const { activity } = context;
  const person = await bot.services.findPerson(bot.caller(activity));
  if (!person) {
    noteTurnedAway(bot.log, activity.conversation, 'unknown-person');
    return say(context, messages.UNKNOWN_PERSON);
  }
  await remember(bot, person, context);
  const submit = submitSchema.safeParse(activity.value);
  if (submit.success && !activity.text) return answerSubmit(bot, person, context, submit.data);
  const command = parseCommand(activity.text ?? '');
  if (command.name === 'unknown') return say(context, messages.NOT_A_COMMAND);
  const result = await bot.services.runCommand(person, command);
  noteRefused(bot.log, person, result);
  const turn = { bot, person, context, namesNobody: NAMES_NOBODY.includes(command.name) };
  if (isPersonal(activity.conversation)) return show(turn, result);
  await answerInPrivate(turn, result);
}

async function answerSubmit(
  bot: Bot,
  person: Person,
  context: TurnContext,
  submit: z.infer<typeof submitSchema>,
) {
  const { verb, ...data } = submit;
  const press = readPress({ verb, data });
  const { conversation } = context.activity;
  if (!press) {
    noteTurnedAway(bot.log, conversation, 'unreadable-press');
    return say(context, messages.UNREADABLE_PRESS);
  }
  if (!isPersonal(conversation)) {
    noteTurnedAway(bot.log, conversation, 'press-in-group');
    return say(context, messages.PRESS_IN_PRIVATE);
  }
  const result = await pressed(bot.services, person, press);
  noteRefused(bot.log, person, result);
  return show({ bot, person, context, namesNobody: false }, result);
}

/** What is answered with a card that no pupil stands on. */
const NAMES_NOBODY: readonly string[] = ['help', 'whoami'];

/** A message that is being answered. */
interface Answering {
  readonly bot: Bot;
  readonly person: Person;
  readonly context: TurnContext;
  readonly namesNobody: boolean;
}

async function show(turn: Answering, result: PressResult): Promise<void> {
  const { bot, person, context } = turn;
  const { card, words } = shownBy(result);
  try {
    const sent = await context.sendActivity(card ? cardActivity(card) : wordsActivity(words));
    if (card) noteAnswer(turn, context.activity.conversation.id, sent?.id);
  } catch (error) {
    if (!card || channelError(error, 'post').reason !== 'throttled') throw error;
    await bot.services.answerLater(person, card);
  }
}

/** The card is to be put away one day, so it is remembered where it stands. */
function noteAnswer({ bot, person, namesNobody }: Answering, conversationId: string, activityId?: string) {
  if (namesNobody || !activityId) return;
  const message = { conversationId, activityId };
  bot.afterwards.do('remember an answer', () => bot.services.rememberAnswer(person, message));
}

async function say(context: TurnContext, words: string): Promise<void> {
  await context.sendActivity(wordsActivity(words));
}

/** In a group, not even whether a pupil is known is said: the answer goes to the asker's own chat. */
async function answerInPrivate(turn: Answering, result: PressResult): Promise<void> {
  const { bot, person, context } = turn;
  const to = await bot.services.personalChat(person);
  if (!to) return say(context, messages.NO_PERSONAL_CHAT);
  try {
    const { card, words } = shownBy(result);
    const posted = card ? await bot.channel.post(to, card) : await bot.channel.say(to, words);
    if (posted) noteAnswer(turn, posted.conversationId, posted.activityId);
  } catch (error) {
    bot.log.warn({ ...faultFacts(error), staff: person.staffId }, 'a private answer could not be sent');
    return say(context, messages.PRIVATE_CHAT_DOWN);
  }
  await say(context, messages.ANSWERED_IN_PRIVATE);
}
