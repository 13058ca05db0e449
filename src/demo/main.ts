import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import type { Express } from 'express';
import { pino } from 'pino';
import { type Config, readConfig } from '../config';
import type { SchoolCalendar } from '../domain/calendar';
import { lastWords, watchOver } from '../last-words';
import { readSchoolFolder } from '../services/import/read-folder';
import { readSchool } from '../services/import/school-yaml';
import { problemText } from '../services/problems';
import { openDatabase } from '../store/open';
import { createDemo, type Demo, notImported } from './demo';
import { DemoClock } from './demo-clock';
import { DemoProblem, whyNoDemo } from './demo-problem';
import { instantOf, shortlyBeforeSchool } from './first-instant';
import { startPlaygrounds } from './playgrounds';
import { seatsOf } from './seats';

/** Where the demo keeps its records and its clients' files. */
const DATA = process.env['DATA_DIR'] || join('data', 'demo');
const SCHOOL = process.env['DEMO_SCHOOL'] || join(__dirname, '..', '..', 'demo', 'school');
/** The first client's port; the others follow. */
const FIRST_CLIENT_PORT = 56_150;

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const refusal = whyNoDemo(process.env);
  if (refusal) throw new DemoProblem(refusal);
  const read = readConfig({ ...process.env, DATA_DIR: DATA });
  if (!read.ok) throw new DemoProblem(read.problems.join('\n'));
  const folder = await readSchoolFolder(SCHOOL);
  const { settings, problems } = readSchool(folder.files['school.yaml'], new Date());
  if (!settings) throw notImported(problems.map(problemText));
  const log = pino({ base: null, level: process.env['LOG_LEVEL'] || 'warn' });
  const database = await openDatabase(read.config.database);
  const first = firstInstant(settings.calendar, process.env['DEMO_AT']);
  const clock = await DemoClock.start(database.client, first);
  const demo = await createDemo({ database, clock, folder, settings, log });
  const server = await listen(demo.app, read.config.port);
  demo.waymark.outbox.kick();
  const stopClients = await openClients(demo, read.config);
  stopOnSignal(async () => {
    server.close();
    server.closeAllConnections();
    await stopClients();
    await demo.waymark.settle();
    await database.close();
  });
  say(`\nWaymark's demo is ready. Open http://localhost:${read.config.port}/demo\nStop it with Ctrl+C.\n`);
}

function firstInstant(calendar: SchoolCalendar, written: string | undefined): Date {
  if (!written) return shortlyBeforeSchool(calendar, new Date());
  const instant = instantOf(calendar, written);
  if (!instant)
    throw new DemoProblem(`DEMO_AT is "${written}": write an instant, e.g. 2026-11-23T08:50:00Z.`);
  return instant;
}

/** On this machine alone: the demo lets in activities that nobody signed. */
function listen(app: Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, '127.0.0.1', (error?: NodeJS.ErrnoException) => {
      if (!error) return resolve(server);
      const taken = `Port ${port} is taken. Stop what uses it, or choose another: PORT=3979 npm run demo`;
      reject(error.code === 'EADDRINUSE' ? new DemoProblem(taken) : error);
    });
  });
}

/** Three people's Teams, unless DEMO_CLIENTS is 0. Gives how to close them. */
async function openClients(
  { waymark, schoolId, clients }: Demo,
  { port }: Config,
): Promise<() => Promise<void>> {
  if (process.env['DEMO_CLIENTS'] === '0') return async () => undefined;
  say('Starting three Teams clients…');
  const folder = join(DATA, 'clients');
  mkdirSync(folder, { recursive: true });
  const people = await seatsOf(waymark.deps.db, schoolId);
  const botEndpoint = `http://127.0.0.1:${port}/api/messages`;
  const { log } = waymark.deps;
  const playgrounds = await startPlaygrounds({
    ...people,
    botEndpoint,
    firstPort: FIRST_CLIENT_PORT,
    folder,
    log,
  });
  const staffIds = new Map(people.seats.map(({ staffId, person }) => [person.aadObjectId, staffId]));
  clients.push(
    ...playgrounds.clients.map((client) => ({ ...client, staffId: staffIds.get(client.aadObjectId) ?? '' })),
  );
  return () => playgrounds.stop();
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    void stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', once);
  process.on('SIGTERM', once);
}

watchOver('The demo');
main().catch((error: unknown) => {
  process.stderr.write(lastWords('The demo', error));
  process.exit(1);
});
