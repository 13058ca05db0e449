import { dayOf } from '../../domain/calendar';
import { DRILL_CHILD, drillOccurrence } from '../../domain/drill';
import { type Duty, openedBy } from '../../domain/policy';
import { insert } from '../../prompts/insert';
import type { Db } from '../../prompts/kind';
import { paceOf } from '../../prompts/registry';
import { raise } from '../asks/raise';
import type { Deps } from '../deps';
import { record } from '../events';
import { loadSchool, type School } from '../school';
import { inTransaction } from '../transaction';

/** What became of the wish to start one. `running`: there is one already; `none`: the policy has no duty for a concern. */
export type DrillStart = { ok: true; id: string } | { ok: false; why: 'running' | 'none' };

/** The duties that a concern opens and that nothing holds back: whom a drill is about. */
export const drillDuties = ({ pack }: School): readonly Duty[] =>
  openedBy(pack, 'concern-raised').filter(({ kind }) => paceOf(kind) === 'alarm');

/**
 * Raises a concern about the school's made-up child: from here on it goes the way of a real one. `startedBy` is a staff
 * id, null for the command line. One at a time for each school.
 */
export async function startDrill(
  deps: Deps,
  schoolId: string,
  startedBy: string | null,
): Promise<DrillStart> {
  return inTransaction(deps, async (db): Promise<DrillStart> => {
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`drill ${schoolId}`}))`;
    const school = await loadSchool(db, schoolId);
    if (drillDuties(school).length === 0) return { ok: false, why: 'none' };
    if ((await db.drill.count({ where: { schoolId, endedAt: null } })) > 0)
      return { ok: false, why: 'running' };
    const [id, now] = [deps.ids.next(), deps.clock.now()];
    await db.drill.create({ data: { schoolId, id, startedBy, startedAt: now } });
    const by = startedBy === null ? {} : { staffId: startedBy };
    await record(db, { schoolId, at: now, type: 'drill-started', data: { drill: id }, ...by });
    await raise(db, deps, school, {
      event: 'concern-raised',
      subjectType: 'pupil',
      subjectId: await childOf(db, deps, schoolId),
      occurrence: drillOccurrence(id),
      day: dayOf(school.calendar, now),
      session: null,
      source: null,
    });
    return { ok: true, id };
  });
}

/** The school's made-up child, who is written down with the first drill. */
async function childOf(db: Db, deps: Deps, schoolId: string): Promise<string> {
  const known = await db.pupil.findFirst({ where: { schoolId, drill: true }, select: { id: true } });
  if (known) return known.id;
  const id = deps.ids.next();
  const none = { ehcp: false, lookedAfter: false, socialWorker: false, semh: false, medical: false };
  await insert(db, 'Pupil', [
    { schoolId, id, ...DRILL_CHILD, dateOfBirth: '', yearGroup: DRILL_CHILD.firstName, ...none, drill: true },
  ]);
  return id;
}
