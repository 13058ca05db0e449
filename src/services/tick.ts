import type { School as SchoolRow } from '../generated/prisma/client';
import { bundleToday } from './ap-today';
import { climbDue } from './climb';
import type { Deps } from './deps';
import { oweForecast } from './forecast';
import { tellOfHeld } from './held';
import { Conflict, openDue } from './open-asks';
import { plan } from './plan';
import { type School, schoolOf } from './school';

/**
 * Everything the clock owes, for every school: plan what is missing, ask what is due, climb what has waited. Each
 * school is a boundary of its own: a fault at one is logged and the others go on; the next tick tries again. Gives the
 * schools.
 */
export async function tick(deps: Deps): Promise<School[]> {
  const schools: School[] = [];
  for (const row of await look(deps)) {
    try {
      const school = await schoolOf(deps.db, row);
      schools.push(school);
      await tickSchool(deps, school, row);
    } catch (error) {
      if (error instanceof Conflict) continue;
      deps.log.error({ school: row.id, fault: faultName(error) }, 'a tick failed and will be tried again');
    }
  }
  return schools;
}

/** Has the time of any question come, or of any step of a ladder? Nearly always neither has. */
interface IsDue {
  readonly opens: boolean;
  readonly climbs: boolean;
}

async function tickSchool(deps: Deps, school: School, { opens, climbs }: IsDue): Promise<void> {
  const planned = await plan(deps, school);
  if (opens || planned) await openDue(deps, school);
  if (climbs) await climbDue(deps, school);
  await tellOfHeld(deps, school);
  await bundleToday(deps, school);
  await oweForecast(deps, school);
}

/** Every school, and whether anything is due at it: one query. */
function look({ db, clock }: Deps): Promise<(SchoolRow & IsDue)[]> {
  const now = clock.now();
  return db.$queryRaw<(SchoolRow & IsDue)[]>`SELECT s.*,
    EXISTS (SELECT 1 FROM "Prompt" p WHERE p."schoolId" = s."id" AND p."status" = 'planned' AND p."opensAt" <= ${now}) AS "opens",
    EXISTS (SELECT 1 FROM "Ask" a WHERE a."schoolId" = s."id" AND NOT a."closed" AND a."nextStepAt" <= ${now}) AS "climbs"
    FROM "School" s ORDER BY s."id"`;
}

/** What kind of fault it was, without its message: messages may quote data. */
export const faultName = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
};
