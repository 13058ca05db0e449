import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import { z } from 'zod/v4';
import type { PressResult } from '../services/asks/press';
import type { Person } from '../services/people';
import { PRESS_IN_PRIVATE, UNKNOWN_PERSON, UNREADABLE_PRESS } from './messages';
import { pressed, readPress, shownBy } from './press';
import { noteRefused, noteTurnedAway } from './refused';
import { cardBody, errorBody, type InvokeBody, wordsBody } from './replies';
import { addressOf, type Bot, isPersonal, remember } from './turn';

const PRESS = 'adaptiveCard/action';

const valueSchema = z.object({ action: z.unknown() });

/** Answers an invoke: the one route for all of them. Foreign ones get 501, the protocol's "not mine". */
export async function answerInvoke(bot: Bot, context: TurnContext): Promise<void> {
  const name = context.activity.name ?? '';
  if (name === PRESS) return respond(context, await answerPress(bot, context));
  if (name.startsWith('adaptiveCard/')) return respond(context, errorBody(400, UNREADABLE_PRESS));
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 501 } });
}

/** Sets the answer of an invoke; nothing is sent until the turn is over. */
export async function respond(context: TurnContext, body: InvokeBody): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
}

async function answerPress(bot: Bot, context: TurnContext): Promise<InvokeBody> {
  const { activity } = context;
  const press = readPress(valueSchema.safeParse(activity.value).data?.action);
  if (!press) {
    noteTurnedAway(bot.log, activity.conversation, 'unreadable-press');
    return errorBody(400, UNREADABLE_PRESS);
  }
  if (!isPersonal(activity.conversation)) {
    noteTurnedAway(bot.log, activity.conversation, 'press-in-group');
    return wordsBody(PRESS_IN_PRIVATE);
  }
  const person = await bot.services.findPerson(bot.caller(activity));
  if (!person) {
    noteTurnedAway(bot.log, activity.conversation, 'unknown-person');
    return wordsBody(UNKNOWN_PERSON);
  }
  const result = await pressed(bot.services, person, press, activity.replyToId);
  noteRefused(bot.log, person, result);
  await remember(bot, person, context);
  keepShown(bot, person, activity, result, press.ask === undefined);
  return bodyOf(result);
}

function bodyOf(result: PressResult): InvokeBody {
  const { card, words } = shownBy(result);
  return card ? cardBody(card) : wordsBody(words);
}

/**
 * A returned card is shown on one device and forgotten when the chat is opened again. The outbox replaces the cards of
 * asks that it sent; any other is replaced here, once the press has been answered.
 */
function keepShown(
  { afterwards, channel, services }: Bot,
  person: Person,
  activity: Activity,
  result: PressResult,
  showsNoAsk: boolean,
): void {
  const { replyToId } = activity;
  if (!result.ok || !replyToId || !(showsNoAsk || result.keep)) return;
  const to = addressOf(activity);
  afterwards.do('replace a card', () => channel.update(to, replyToId, result.card));
  const message = { conversationId: to.conversationId, activityId: replyToId };
  afterwards.do('remember an answer', () => services.rememberAnswer(person, message));
}
