import type { Server } from 'node:http';
import express from 'express';
import { pino } from 'pino';
import { readBotCredentials } from './bot/credentials';
import { compose } from './compose';
import { readConfig } from './config';
import { healthRouter } from './health';
import { startJobs } from './jobs/jobs';
import { audit } from './services/audit';
import { releaseLeases } from './services/lease';
import { tick } from './services/tick';
import { tidy } from './services/tidy';
import { openDatabase } from './store/open';

/** Waymark for real: signed activities only. Refuses to start without credentials, and says what is missing. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const bot = readBotCredentials(process.env);
  const problems = [...(config.ok ? [] : config.problems), ...(bot.ok ? [] : bot.problems)];
  if (!config.ok || !bot.ok) {
    const advice =
      'docs/running.md says where each value comes from. To look around without Teams: npm run demo';
    process.stderr.write(`Waymark cannot start:\n${problems.map((p) => `  - ${p}\n`).join('')}${advice}\n`);
    process.exitCode = 1;
    return;
  }
  const log = pino({ base: null });
  const database = await openDatabase(config.config.database);
  const waymark = compose({
    database,
    clock: { now: () => new Date() },
    log,
    access: { mode: 'teams', credentials: bot.credentials },
  });
  if (database.embedded) await releaseLeases(waymark.deps);
  const jobs = startJobs(
    {
      tick: () => tick(waymark.deps),
      send: () => waymark.outbox.drain(),
      audit: () => audit(waymark.deps),
      tidy: async () => database.embedded && (await tidy(waymark.deps)),
    },
    log,
  );
  const app = express().disable('x-powered-by').use(healthRouter(waymark.deps)).use(waymark.router);
  const server = app.listen(config.config.port, () =>
    log.info({ port: config.config.port }, 'Waymark is listening'),
  );
  const stop = stopper(server, async () => {
    await jobs.stop();
    await waymark.settle();
    await database.close();
    log.info({}, 'Waymark has stopped');
  });
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Takes no more requests, finishes what runs, then lets go. */
const stopper = (server: Server, release: () => Promise<void>) => () => {
  server.close(() => void release().then(() => process.exit(0)));
  server.closeIdleConnections();
};

void main().catch((error: unknown) => {
  process.stderr.write(`Waymark stopped: ${error instanceof Error ? error.message : 'an unknown fault'}\n`);
  process.exitCode = 1;
});
