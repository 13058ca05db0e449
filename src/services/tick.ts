import { dayOf } from '../domain/calendar';
import { faultName } from '../domain/fault';
import type { School as SchoolRow } from '../generated/prisma/client';
import { climbDue } from './asks/climb';
import { Conflict, openDue } from './asks/open-asks';
import { goLive, NOT_LIVE, notReached } from './cover/live';
import { isAnotherDay, moveToOnDuty } from './cover/on-duty';
import type { Deps } from './deps';
import { endDrill } from './drill/end';
import { oweForecast } from './forecast/forecast';
import { KnownState } from './known-state';
import { bundleToday } from './outbox/ap-today';
import { putAway } from './outbox/put-away';
import { tellOfHeld } from './plan/held';
import { plan } from './plan/plan';
import { loadSchool, type School, schoolOf } from './school';
import { inTransaction } from './transaction';

/**
 * Everything the clock owes, for every school: plan what is missing, ask what is due, climb what has waited. Each
 * school is a boundary of its own: a fault at one is logged and the others go on; the next tick tries again. Gives the
 * schools.
 */
export async function tick(deps: Deps): Promise<School[]> {
  const schools: School[] = [];
  for (const row of await look(deps)) {
    try {
      const school = await current(deps, row);
      schools.push(school);
      await tickSchool(deps, school, row);
    } catch (error) {
      if (error instanceof Conflict) continue;
      deps.log.error({ school: row.id, fault: faultName(error) }, 'a tick failed and will be tried again');
    }
  }
  return schools;
}

/** Has the time of any question come, of any step of a ladder, or of any card to be put away? Nearly always none has. */
interface IsDue {
  readonly opens: boolean;
  readonly climbs: boolean;
  readonly stubs: boolean;
  /** A drill is running. */
  readonly drills: boolean;
  /** Has a cover begun or ended, or an absence begun? */
  readonly moves: boolean;
}

async function tickSchool(deps: Deps, school: School, due: IsDue): Promise<void> {
  const planned = school.live && (await plan(deps, school));
  if (due.opens || planned) await openDue(deps, school);
  if (due.climbs) await climbDue(deps, school);
  const rest = [
    [school.live, tellOfHeld],
    [true, bundleToday],
    [school.live, oweForecast],
    [due.moves || isAnotherDay(deps, school), moveToOnDuty],
    [due.stubs, putAway],
    [due.drills, endDrill],
  ] as const;
  for (const [isDue, work] of rest) if (isDue) await work(deps, school);
}

/**
 * A school as it stands now: one that waits goes live if it can. While it waits, the operator is told, once a day and
 * process.
 */
async function current(deps: Deps, row: SchoolRow): Promise<School> {
  const school = await schoolOf(deps.db, row);
  if (school.live) return school;
  if (await inTransaction(deps, (db) => goLive(db, deps, row.id))) return loadSchool(deps.db, row.id);
  const missing = await notReached(deps.db, row.id);
  const state = `${dayOf(school.calendar, deps.clock.now())} ${missing?.roles.join()}`;
  if (!missing || warned.has(deps, row.id, state)) return school;
  deps.log.warn({ school: row.id, roles: missing.roles }, NOT_LIVE);
  warned.note(deps, row.id, state);
  return school;
}

const warned = new KnownState();

/** Every school, and whether anything is due at it: one query. */
function look({ db, clock }: Deps): Promise<(SchoolRow & IsDue)[]> {
  const now = clock.now();
  return db.$queryRaw<(SchoolRow & IsDue)[]>`SELECT s.*,
    EXISTS (SELECT 1 FROM "Prompt" p WHERE p."schoolId" = s."id" AND p."status" = 'planned' AND p."opensAt" <= ${now}) AS "opens",
    EXISTS (SELECT 1 FROM "Ask" a WHERE a."schoolId" = s."id" AND NOT a."closed" AND a."nextStepAt" <= ${now}) AS "climbs",
    EXISTS (SELECT 1 FROM "Delivery" d WHERE d."schoolId" = s."id" AND d."stubAt" <= ${now}) AS "stubs",
    EXISTS (SELECT 1 FROM "Drill" d WHERE d."schoolId" = s."id" AND d."endedAt" IS NULL) AS "drills",
    EXISTS (SELECT 1 FROM "Cover" c WHERE c."schoolId" = s."id" AND (c."from" <= ${now} AND c."from" > s."handedTo"
      OR c."until" <= ${now} AND c."until" > s."handedTo"))
    OR EXISTS (SELECT 1 FROM "Away" w WHERE w."schoolId" = s."id" AND w."from" <= ${now} AND w."from" > s."handedTo") AS "moves"
    FROM "School" s ORDER BY s."id"`;
}
