import type { AddressInfo } from 'node:net';
import express from 'express';
import { type BotOptions, createBot, type TeamsBot } from '../../src/bot/bot';
import type { Services } from '../../src/bot/services';
import type { Card } from '../../src/cards/parts';
import type { JsonObject } from '../../src/domain/json';
import type { Person } from '../../src/services/people';

/** A card that says one thing, with one button. */
export const cardOf = (text: string, ask?: string): Card => ({
  summary: 'A card',
  content: {
    type: 'AdaptiveCard',
    version: '1.5',
    body: [{ type: 'TextBlock', text }],
    actions: [{ type: 'Action.Execute', title: 'Send', verb: 'send', data: ask ? { ask } : {} }],
  },
});

/** Anybody, by object id: the staff list knows everybody. */
export const personOf = (aadObjectId: string): Person => ({
  schoolId: 's1',
  staffId: `staff-${aadObjectId}`,
  name: 'Sam Tester',
  roles: ['attendance-officer'],
});

/** Services that know everybody, answer everything with a card, and note what they were asked. */
export function noting(overrides: Partial<Services> = {}): Services & { readonly asked: JsonObject[] } {
  const asked: JsonObject[] = [];
  const note = (what: string, facts: object) =>
    void asked.push({ what, ...structuredClone(facts) } as JsonObject);
  return {
    asked,
    findPerson: async ({ aadObjectId }) => (aadObjectId ? personOf(aadObjectId) : null),
    press: async ({ staffId }, input) => {
      note('press', { staffId, ...input });
      return { ok: true, card: cardOf(`Recorded for ${staffId}`, input.askId) };
    },
    queryPress: async ({ staffId }, input) => {
      note('query', { staffId, ...input });
      return { ok: true, card: cardOf(`Shown to ${staffId}`) };
    },
    runCommand: async ({ staffId }, command) => {
      note('command', { staffId, command });
      return { ok: true, card: cardOf(`${command.name} for ${staffId}`) };
    },
    rememberAnswer: async () => {},
    answerLater: async () => {},
    rememberChat: async ({ staffId }, address) => note('remember', { staffId, address }),
    forgetChat: async (chat) => note('forget', chat),
    personalChat: async () => null,
    ...overrides,
  };
}

/** A line of the log, as written. */
interface Line {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: object;
  readonly message: string;
}

export interface Running {
  readonly bot: TeamsBot;
  readonly url: string;
  readonly log: Line[];
  /** How often the outbox was told to look. */
  readonly stored: () => number;
  stop(): Promise<void>;
}

/** The bot as a server of its own on a free port, in the demo's mode unless told. */
export async function startBot(services: Services, options: Partial<BotOptions> = {}): Promise<Running> {
  const log: Line[] = [];
  const at = (level: Line['level']) => (facts: object, message: string) =>
    void log.push({ level, facts, message });
  let stored = 0;
  const bot = createBot({
    access: { mode: 'demo' },
    services,
    clock: { now: () => new Date() },
    log: { info: at('info'), warn: at('warn'), error: at('error') },
    onStored: () => {
      stored += 1;
    },
    ...options,
  });
  const server = express().use(bot.router).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    await bot.settle();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { bot, url: `http://127.0.0.1:${port}/api/messages`, log, stored: () => stored, stop };
}
