import { bundleToday } from './ap-today';
import { climbDue } from './climb';
import type { Deps } from './deps';
import { Conflict, openDue } from './open-asks';
import { plan } from './plan';
import { loadSchool } from './school';

/**
 * Everything the clock owes, for every school: plan what is missing, ask what is due, climb what has waited. Each
 * school is a boundary of its own: a fault at one is logged and the others go on; the next tick tries again.
 */
export async function tick(deps: Deps): Promise<void> {
  const schools = await deps.db.school.findMany({ select: { id: true } });
  for (const { id } of schools) {
    try {
      await tickSchool(deps, id);
    } catch (error) {
      if (error instanceof Conflict) continue;
      deps.log.error({ school: id, fault: faultName(error) }, 'a tick failed and will be tried again');
    }
  }
}

async function tickSchool(deps: Deps, id: string): Promise<void> {
  const school = await loadSchool(deps.db, id);
  await plan(deps, school);
  await openDue(deps, school);
  await climbDue(deps, id);
  await bundleToday(deps, school);
}

/** What kind of fault it was, without its message: messages may quote data. */
export const faultName = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
};
