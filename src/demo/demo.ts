import type { Express } from 'express';
import express from 'express';
import { faulty, nothingHere } from '../app';
import { compose, type Waymark } from '../compose';
import type { SchoolCalendar } from '../domain/calendar';
import { healthRouter } from '../health';
import { advance } from '../services/advance';
import type { Log } from '../services/deps';
import type { SchoolFolder } from '../services/import/folder';
import { importSchool } from '../services/import/import-school';
import { releaseLeases } from '../services/outbox/lease';
import type { Person } from '../services/people';
import { problemText } from '../services/problems';
import type { Database } from '../store/open';
import type { DemoControl } from './control';
import type { DemoClock } from './demo-clock';
import { DemoProblem } from './demo-problem';
import { nextSchoolDay, nextSession } from './first-instant';
import type { Client } from './playgrounds';
import { demoRoutes } from './routes';
import { showAgain } from './show-again';

/** A Teams client, and whose it is on the staff list. */
export type SeatedClient = Client & { readonly staffId: string };

export interface Demo {
  readonly waymark: Waymark;
  readonly schoolId: string;
  readonly app: Express;
  /** The clients that the page shows, as they are opened. */
  readonly clients: SeatedClient[];
}

interface Stage {
  readonly database: Database;
  readonly clock: DemoClock;
  readonly folder: SchoolFolder;
  readonly settings: { name: string; calendar: SchoolCalendar };
  readonly log: Log;
}

/** The bot on a school of its own, with a clock that moves by hand. Throws DemoProblem when the school has faults. */
export async function createDemo({ database, clock, folder, settings, log }: Stage): Promise<Demo> {
  const hellos = new Map<string, number>();
  const clients: SeatedClient[] = [];
  const onContact = async ({ schoolId, staffId }: Person) => {
    const before = hellos.get(staffId) ?? 0;
    hellos.set(staffId, before + 1);
    const isFresh = before === 0 && clients.some((client) => client.staffId === staffId);
    if (isFresh) await showAgain(waymark.deps, schoolId, staffId);
  };
  const waymark = compose({ database, clock, log, access: { mode: 'demo' }, onContact });
  const imported = await importSchool(waymark.deps, folder, { live: true });
  if (!imported.ok) throw notImported(imported.problems.map(problemText));
  if (database.embedded) await releaseLeases(waymark.deps);

  const { name: school, calendar } = settings;
  const control: DemoControl = {
    now: () => clock.now(),
    advanceTo: (instant) => advance(waymark.deps, clock, waymark.outbox, instant),
    state: async () => ({
      school,
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
  app.use(demoRoutes(control), healthRouter(waymark.deps), waymark.router, nothingHere, faulty(log));
  return { waymark, schoolId: imported.schoolId, app, clients };
}

/** All that is wrong with a school's files, for whoever started the demo. */
export const notImported = (problems: readonly string[]): DemoProblem =>
  new DemoProblem(['The school could not be imported.', ...problems].join('\n'));
