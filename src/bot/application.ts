import { Application, type TurnState } from '@microsoft/teams-ai';
import { ActivityTypes, type TurnContext } from 'botbuilder';
import { faultFacts } from '../domain/fault';
import { answerMessage } from './chat-turn';
import { onInstallation, onMembers, type Told } from './install';
import { answerInvoke, respond } from './invoke';
import { FAULT_IN_MESSAGE, FAULT_IN_PRESS } from './messages';
import { errorBody, wordsActivity } from './replies';
import type { Bot } from './turn';

/** The option that should keep the typing timer off is never read, so the timer is not there to start. */
class QuietApplication extends Application<TurnState> {
  override startTypingTimer(): void {}
}

/**
 * The routes, in teams-ai's Application. Of its conveniences none is used that has a known fault: no card routes (they
 * send one person's card to the whole chat), no keywords (they match inside other words), no typing timer (one is
 * shared by all turns), no long-running messages (they may never end), no storage (it is read on every turn).
 */
export function createApplication(bot: Bot): Application<TurnState> {
  const app = new QuietApplication({
    startTypingTimer: false,
    longRunningMessages: false,
    removeRecipientMention: false,
  });
  const told: Told = new Set();
  app.addRoute(
    async () => true,
    (context) => answerInvoke(bot, context),
    true,
  );
  app.activity(ActivityTypes.Message, (context) => answerMessage(bot, context));
  app.activity(ActivityTypes.InstallationUpdate, (context) => onInstallation(bot, told, context));
  app.activity(ActivityTypes.ConversationUpdate, (context) => onMembers(bot, told, context));
  return app;
}

/** Takes a turn and lets no error out of it: a press or a message gets an answer that tells nothing of the fault. */
export async function takeTurn(bot: Bot, app: Application<TurnState>, context: TurnContext): Promise<void> {
  const { type, conversation } = context.activity;
  try {
    await app.run(context);
  } catch (error) {
    bot.log.error({ ...faultFacts(error), type, conversation: conversation.id }, 'a turn failed');
    await apologise(bot, context);
  }
}

async function apologise(bot: Bot, context: TurnContext): Promise<void> {
  try {
    if (context.activity.type === ActivityTypes.Invoke)
      await respond(context, errorBody(500, FAULT_IN_PRESS));
    if (context.activity.type === ActivityTypes.Message)
      await context.sendActivity(wordsActivity(FAULT_IN_MESSAGE));
  } catch (error) {
    bot.log.warn(faultFacts(error), 'a turn failed and its person could not be told');
  }
}
