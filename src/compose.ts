import type { Router } from 'express';
import { createBot } from './bot/bot';
import type { Access } from './bot/credentials';
import type { Services } from './bot/services';
import type { Clock } from './domain/clock';
import { faultName } from './domain/fault';
import { randomIds } from './ids';
import { createMetrics, type Metrics } from './metrics';
import { type PressResult, press } from './services/asks/press';
import { forgetChat, personalChat, rememberChat } from './services/chats';
import { queryPress, runCommand } from './services/commands';
import type { Deps, Log } from './services/deps';
import { answerLater } from './services/outbox/answer-later';
import { LANE } from './services/outbox/copies';
import { dispatch } from './services/outbox/dispatch';
import { rememberAnswer } from './services/outbox/put-away';
import { abreast, createRunner, type Runner } from './services/outbox/runner';
import { findPerson, type Person } from './services/people';
import type { Database } from './store/open';

/** The bot put together: what to mount, and what drives it. */
export interface Waymark {
  readonly deps: Deps;
  readonly router: Router;
  readonly outbox: Runner;
  readonly metrics: Metrics;
  /** Has the keys that verify Teams' tokens fetched anew. Throws when they cannot be had. */
  refreshKeys(): Promise<void>;
  /** Resolves when nothing is being sent or stored. Call it before the database is closed. */
  settle(): Promise<void>;
}

/** What the caller brings, besides the port. */
export interface Parts {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly access: Access;
  /** Whether Teams' limits are kept; left out: where Teams is real. */
  readonly paced?: boolean;
  /** Hears of everybody who installs the app or speaks. */
  readonly onContact?: (person: Person) => Promise<void>;
}

/** Binds the services to their dependencies and to Teams. */
export function compose({ database, clock, log, access, onContact, ...options }: Parts): Waymark {
  const metrics = createMetrics();
  const deps: Deps = { db: database.client, clock, ids: randomIds, log, meter: metrics.meter };
  const services: Services = {
    findPerson: (caller) => findPerson(deps, caller),
    press: (person, input) => counted(metrics, person, press(deps, person, input)),
    queryPress: (person, input) => counted(metrics, person, queryPress(deps, person, input)),
    runCommand: (person, command) => runCommand(deps, person, command),
    rememberAnswer: ({ schoolId, staffId }, message) =>
      rememberAnswer(deps, { schoolId, staffId, ...message }),
    answerLater: (person, card) => answerLater(deps, person, card),
    rememberChat: async (person, address) => {
      await rememberChat(deps, person, address);
      await onContact?.(person);
    },
    forgetChat: (chat) => forgetChat(deps, chat),
    personalChat: (person) => personalChat(deps, person),
  };
  const bot = createBot({ ...options, access, services, clock, log, onStored: () => outbox.kick() });
  const sender = (upTo: number) =>
    createRunner(
      () => dispatch(deps, bot.channel, upTo),
      (error) => log.error({ fault: faultName(error) }, 'the outbox stopped and will be tried again'),
    );
  // An alarm does not wait until Teams has answered about other people's cards.
  const outbox = abreast(sender(LANE.alarm), sender(LANE.update));
  const settle = async () => {
    await bot.settle();
    await outbox.drain();
  };
  return { deps, router: bot.router, outbox, metrics, refreshKeys: () => bot.refreshKeys(), settle };
}

async function counted(
  { meter }: Metrics,
  { schoolId: school }: Person,
  press: Promise<PressResult>,
): Promise<PressResult> {
  try {
    const result = await press;
    meter.pressed({ school, result: result.ok ? 'taken' : result.refusal.code });
    return result;
  } catch (error) {
    meter.pressed({ school, result: 'fault' });
    throw error;
  }
}
