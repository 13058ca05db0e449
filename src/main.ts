import type { Server } from 'node:http';
import { pino } from 'pino';
import { createApp } from './app';
import { compose, type Waymark } from './compose';
import { faultName } from './domain/fault';
import { OperatorProblem } from './domain/operator-problem';
import { startJobs } from './jobs/jobs';
import { lastWords, watchOver } from './last-words';
import { sealingWith } from './sealing';
import { audit } from './services/audit/audit';
import { releaseLeases } from './services/outbox/lease';
import { whyNotReal } from './services/real-records';
import { tick } from './services/tick';
import { tidy } from './services/tidy';
import { readStart, type Start } from './start';
import { openDatabase } from './store/open';

/** Waymark for real: signed activities only. Refuses to start without credentials, and says what is missing. */
async function main(): Promise<void> {
  const start = readStart(process.env);
  if (start.ok) return serve(start);
  const advice =
    'docs/running.md says where each value comes from. To look around without Teams: npm run demo';
  const lines = start.problems.map((problem) => `  - ${problem}\n`).join('');
  process.stderr.write(`Waymark cannot start:\n${lines}${advice}\n`);
  process.exitCode = 1;
}

async function serve({ config, credentials, keys, warnings }: Start & { ok: true }): Promise<void> {
  const log = pino({ base: null });
  for (const warning of warnings) log.warn({}, warning);
  const database = await openDatabase(config.database, sealingWith(keys, log));
  const unreal = await whyNotReal(database.client);
  if (unreal) {
    await database.close();
    throw new OperatorProblem(unreal);
  }
  const waymark = compose({
    database,
    clock: { now: () => new Date() },
    log,
    access: { mode: 'teams', credentials },
  });
  if (database.embedded) await releaseLeases(waymark.deps);
  await warmKeys(waymark);
  const jobs = startJobs(
    {
      tick: () => waymark.metrics.timeTick(() => tick(waymark.deps)),
      send: async () => waymark.outbox.kick(),
      audit: () => audit(waymark.deps),
      tidy: async () => database.embedded && (await tidy(waymark.deps)),
      keys: () => waymark.refreshKeys(),
    },
    log,
  );
  const { port, proxies, metricsToken } = config;
  const { deps, metrics, router: messages } = waymark;
  const app = createApp({ deps, messages, proxies, metrics, metricsToken });
  // It is called with what went wrong, too: nobody listens then, and that is an end.
  const server = app.listen(port, (error?: Error) => {
    if (error) throw error;
    log.info({ port }, 'Waymark is listening');
  });
  const stop = stopper(server, async () => {
    await jobs.stop();
    await waymark.settle();
    await database.close();
    log.info({}, 'Waymark has stopped');
  });
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

/** Without keys it starts all the same: it can send, and asks for them again with the first activity. */
const warmKeys = (waymark: Waymark): Promise<void> =>
  waymark.refreshKeys().catch((error: unknown) => {
    waymark.deps.log.warn({ fault: faultName(error) }, 'the keys of Teams could not be fetched yet');
  });

/** Takes no more requests, finishes what runs, then lets go. */
const stopper = (server: Server, release: () => Promise<void>) => () => {
  server.close(() => void release().then(() => process.exit(0)));
  server.closeIdleConnections();
};

watchOver('Waymark');
void main().catch((error: unknown) => {
  process.exitCode = 1;
  process.stderr.write(lastWords('Waymark', error), () => process.exit());
});
