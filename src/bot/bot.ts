import type { Router } from 'express';
import type { Clock } from '../domain/clock';
import type { Log } from '../services/deps';
import { Afterwards } from './afterwards';
import { createApplication, takeTurn } from './application';
import { TeamsChannel } from './channel';
import type { Access } from './credentials';
import { TeamsDoor } from './door';
import { teamsPace } from './pace';
import { rosterEmail } from './roster';
import { messagesRouter } from './router';
import type { Services } from './services';
import { lookAtToken, type TokenLook } from './token';
import { NotTrusted, whyNotWorthVerifying } from './trust';
import { addressOf, type Bot } from './turn';

export interface BotOptions {
  readonly access: Access;
  readonly services: Services;
  readonly clock: Clock;
  readonly log: Log;
  /** Called after every activity that was let in: something may wait in the outbox. */
  onStored(): void;
  /** How long one request to Teams may take, in milliseconds. */
  readonly sendLimitMs?: number;
  /** How long the roster may take to give an e-mail address, in milliseconds. */
  readonly rosterLimitMs?: number;
  /** Whether sends are kept within Teams' rate limits. On unless this is the demo. */
  readonly paced?: boolean;
}

/** The Teams edge: where activities come in, and the way out to chats. */
export interface TeamsBot {
  /** Serves `POST /api/messages`. */
  readonly router: Router;
  readonly channel: TeamsChannel;
  /** Has the keys that verify tokens fetched, unless that was done within the hour. Throws when they cannot be had. */
  refreshKeys(): Promise<void>;
  /** Resolves when no work that follows an answer is running. Call it before the database is closed. */
  settle(): Promise<void>;
}

/** Joins the SDK to the services. Throws when the credentials would switch authentication off. */
export function createBot(options: BotOptions): TeamsBot {
  const { access, services, clock, log, sendLimitMs = 8000, rosterLimitMs = 2000 } = options;
  const door = new TeamsDoor(access, sendLimitMs);
  const paced = options.paced ?? access.mode === 'teams';
  const channel = new TeamsChannel(door, sendLimitMs, paced ? teamsPace() : null);
  const tenants = access.mode === 'teams' ? access.credentials.tenants : null;
  const caller: Bot['caller'] = (activity) => ({
    aadObjectId: activity.from.aadObjectId ?? null,
    email: () => rosterEmail(door, addressOf(activity), tenants, rosterLimitMs),
  });
  const bot: Bot = { services, log, channel, afterwards: new Afterwards(log), caller };
  const app = createApplication(bot);
  const look = (authorization: string | undefined): TokenLook | null =>
    access.mode === 'demo' ? null : lookAtToken(authorization, access.credentials.id, clock.now());
  const router = messagesRouter({
    log,
    look,
    receive: async (authorization, activity) => {
      const said = look(authorization);
      const why = said && whyNotWorthVerifying(activity, said);
      if (why) throw new NotTrusted(why, { verified: false });
      return door.receive(authorization, activity, (context) => takeTurn(bot, app, context));
    },
    onStored: () => options.onStored(),
  });
  return {
    router,
    channel,
    refreshKeys: () => door.refreshKeys(),
    settle: () => bot.afterwards.settle(),
  };
}
