import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { pino } from 'pino';
import { compose } from '../compose';
import { type Config, readConfig } from '../config';
import type { SchoolCalendar } from '../domain/calendar';
import { healthRouter } from '../health';
import { advance } from '../services/advance';
import { importSchool } from '../services/import/import-school';
import { readSchoolFolder } from '../services/import/read-folder';
import { readSchool } from '../services/import/school-yaml';
import { releaseLeases } from '../services/lease';
import { problemText } from '../services/problems';
import { type Database, openDatabase } from '../store/open';
import type { DemoControl } from './control';
import { DemoClock } from './demo-clock';
import { instantOf, nextSchoolDay, nextSession, shortlyBeforeSchool } from './first-instant';
import { type Client, startPlaygrounds } from './playgrounds';
import { demoRoutes } from './routes';
import { seatsOf } from './seats';

const PACKAGE = join(__dirname, '..', '..');
/** The first client's port; the others follow. */
const FIRST_CLIENT_PORT = 56_150;

/** A Teams client, and whose it is on the staff list. */
type SeatedClient = Client & { readonly staffId: string };

/** What is wrong with how the demo was started: said as it is, with no stack. */
class DemoProblem extends Error {}

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const read = readConfig({ ...process.env, DATA_DIR: process.env['DATA_DIR'] || join('data', 'demo') });
  if (!read.ok) throw new DemoProblem(read.problems.join('\n'));
  const { config } = read;
  const folder = await readSchoolFolder(process.env['DEMO_SCHOOL'] || join(PACKAGE, 'demo', 'school'));
  const settings = readSchool(folder.files['school.yaml'], new Date()).settings;
  const log = pino({ level: process.env['LOG_LEVEL'] || 'warn' });
  const database = await openDatabase(config.database);
  const first = settings ? firstInstant(settings.calendar, process.env['DEMO_AT']) : new Date();
  const clock = await DemoClock.start(database.client, first);
  const hellos = new Map<string, number>();
  const onContact = ({ staffId }: { staffId: string }) =>
    void hellos.set(staffId, (hellos.get(staffId) ?? 0) + 1);
  const waymark = compose({ database, clock, log, access: { mode: 'demo' }, onContact });
  const imported = await importSchool(waymark.deps, folder);
  if (!imported.ok || !settings) {
    const problems = imported.ok ? [] : imported.problems.map(problemText);
    throw new DemoProblem(['The school could not be imported.', ...problems].join('\n'));
  }
  if (database.embedded) await releaseLeases(waymark.deps);

  const { calendar, name } = settings;
  const clients: SeatedClient[] = [];
  const control: DemoControl = {
    now: () => clock.now(),
    advanceTo: (instant) => advance(waymark.deps, clock, waymark.outbox, instant),
    state: async () => ({
      school: name,
      timeZone: calendar.timeZone,
      nextSession: nextSession(calendar, clock.now()),
      nextSchoolDay: nextSchoolDay(calendar, clock.now()),
      clients: clients.map(({ role, name, url, staffId }) => ({
        role,
        name,
        url,
        hellos: hellos.get(staffId) ?? 0,
      })),
    }),
  };
  const app = express().disable('x-powered-by');
  app.use(healthRouter(waymark.deps), demoRoutes(control), waymark.router);
  const server = await listen(app, config.port);
  waymark.outbox.kick();
  const stopClients = await openClients(database, imported.schoolId, config, clients);
  stopOnSignal(async () => {
    server.close();
    server.closeAllConnections();
    await stopClients();
    await waymark.settle();
    await database.close();
  });
  say(`\nWaymark's demo is ready. Open http://localhost:${config.port}/demo\nStop it with Ctrl+C.\n`);
}

function firstInstant(calendar: SchoolCalendar, written: string | undefined): Date {
  if (!written) return shortlyBeforeSchool(calendar, new Date());
  const instant = instantOf(calendar, written);
  if (!instant)
    throw new DemoProblem(`DEMO_AT is "${written}": write an instant, e.g. 2026-11-23T08:50:00Z.`);
  return instant;
}

/** On this machine alone: the demo lets in activities that nobody signed. */
function listen(app: express.Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, '127.0.0.1', () => resolve(server));
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `Port ${port} is taken. Stop what uses it, or choose another: PORT=3979 npm run demo`;
      reject(error.code === 'EADDRINUSE' ? new DemoProblem(taken) : error);
    });
  });
}

/** Three people's Teams, unless DEMO_CLIENTS is 0. */
async function openClients(database: Database, schoolId: string, config: Config, clients: SeatedClient[]) {
  if (process.env['DEMO_CLIENTS'] === '0') return async () => undefined;
  say('Starting three Teams clients…');
  const folder = join(process.env['DATA_DIR'] || join('data', 'demo'), 'clients');
  mkdirSync(folder, { recursive: true });
  const people = await seatsOf(database.client, schoolId);
  const playgrounds = await startPlaygrounds({
    ...people,
    botEndpoint: `http://127.0.0.1:${config.port}/api/messages`,
    firstPort: FIRST_CLIENT_PORT,
    folder,
    log: pino({ level: 'warn' }),
  });
  const staffId = (id: string) =>
    people.seats.find(({ person }) => person.aadObjectId === id)?.person.id.slice(3) ?? '';
  clients.push(...playgrounds.clients.map((client) => ({ ...client, staffId: staffId(client.aadObjectId) })));
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

main().catch((error: unknown) => {
  const text =
    error instanceof DemoProblem ? error.message : error instanceof Error ? error.stack : 'unknown fault';
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
