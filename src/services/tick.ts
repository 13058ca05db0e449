import { bundleToday } from './ap-today';
import { climbDue } from './climb';
import type { Deps } from './deps';
import { tellOfHeld } from './held';
import { Conflict, openDue } from './open-asks';
import { plan } from './plan';
import { type School, schoolOf } from './school';

/**
 * Everything the clock owes, for every school: plan what is missing, ask what is due, climb what has waited. Each
 * school is a boundary of its own: a fault at one is logged and the others go on; the next tick tries again.
 */
export async function tick(deps: Deps): Promise<void> {
  for (const school of await deps.db.school.findMany({ orderBy: { id: 'asc' } })) {
    try {
      await tickSchool(deps, await schoolOf(deps.db, school));
    } catch (error) {
      if (error instanceof Conflict) continue;
      deps.log.error({ school: school.id, fault: faultName(error) }, 'a tick failed and will be tried again');
    }
  }
}

async function tickSchool(deps: Deps, school: School): Promise<void> {
  await plan(deps, school);
  const { opens, climbs } = await due(deps, school.id);
  if (opens) await openDue(deps, school);
  if (climbs) await climbDue(deps, school.id);
  await tellOfHeld(deps, school);
  await bundleToday(deps, school);
}

/** Has the time of any question come, or of any step of a ladder? Nearly always neither has. */
async function due({ db, clock }: Deps, schoolId: string): Promise<{ opens: boolean; climbs: boolean }> {
  const now = clock.now();
  const [found] = await db.$queryRaw<{ opens: boolean; climbs: boolean }[]>`SELECT
    EXISTS (SELECT 1 FROM "Prompt" WHERE "schoolId" = ${schoolId} AND "status" = 'planned' AND "opensAt" <= ${now}) AS "opens",
    EXISTS (SELECT 1 FROM "Ask" WHERE "schoolId" = ${schoolId} AND NOT "closed" AND "nextStepAt" <= ${now}) AS "climbs"`;
  return { opens: found?.opens ?? false, climbs: found?.climbs ?? false };
}

/** What kind of fault it was, without its message: messages may quote data. */
export const faultName = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
};
