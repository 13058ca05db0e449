import { dayOf } from '../../domain/calendar';
import { DRILL_MINUTES, DRILL_WORD, drillOccurrence } from '../../domain/drill';
import { dayName } from '../../domain/words';
import type { Drill } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';
import { closePrompts } from '../asks/close';
import { resolve } from '../asks/recipients';
import type { Deps } from '../deps';
import { record } from '../events';
import { tell } from '../outbox/copies';
import { loadSchool, type School } from '../school';
import { inTransaction } from '../transaction';
import { type DrillReport, readDrill } from './report';
import { drillOutcome, stepFacts } from './words';

/** Ends the school's drill once it is closed or its time is over, whichever comes first. */
export async function endDrill(deps: Deps, school: School): Promise<void> {
  const where = { schoolId: school.id, endedAt: null };
  const running = await deps.db.drill.findFirst({ where });
  if (!running) return;
  const isLate = deps.clock.now().getTime() - running.startedAt.getTime() >= DRILL_MINUTES * 60_000;
  if (isLate || (await openPrompts(deps.db, running)).length === 0) await stopDrill(deps, running);
}

/**
 * Ends a drill now: what is still open is withdrawn, so that nothing of it stays, and whoever began it and the DSL are
 * told how it went. Once, whoever comes first.
 */
export async function stopDrill(deps: Deps, drill: Pick<Drill, 'schoolId' | 'id'>): Promise<void> {
  await inTransaction(deps, async (db) => {
    const { schoolId, id } = drill;
    const now = deps.clock.now();
    const { count } = await db.drill.updateMany({
      where: { schoolId, id, endedAt: null },
      data: { endedAt: now },
    });
    if (count === 0) return;
    const school = await loadSchool(db, schoolId);
    const ended = await db.drill.findUniqueOrThrow({ where: { schoolId_id: { schoolId, id } } });
    const report = await readDrill(db, ended);
    await closePrompts(db, deps, school, await openPrompts(db, ended), 'withdrawn', 'drill-over');
    const { steps } = report;
    const data = { drill: id, steps: steps.map(({ what, seconds }) => ({ what, seconds })) };
    await record(db, { schoolId, at: now, type: 'drill-ended', data });
    await sendReport(db, deps, school, ended, report);
  });
}

const openPrompts = (db: Db, { schoolId, id }: Drill) =>
  db.prompt.findMany({
    where: {
      schoolId,
      occurrence: { startsWith: `${drillOccurrence(id)}:` },
      status: { in: ['planned', 'open'] },
    },
    select: { id: true, askId: true },
  });

/** A card with the report to whoever began it, and to the DSL (or whoever stands in). */
async function sendReport(
  db: Db,
  deps: Deps,
  school: School,
  { id, startedBy }: Drill,
  report: DrillReport,
): Promise<void> {
  const dsl = await resolve(db, school, 'dsl', deps.clock.now());
  const content = {
    eyebrow: `${DRILL_WORD} report · ${dayName(dayOf(school.calendar, report.startedAt))}`,
    heading: `The drill is over: ${drillOutcome(report)}`,
    facts: stepFacts(report),
    lines: report.failures,
    summary: `${DRILL_WORD}: report`,
  };
  for (const staffId of new Set([startedBy, dsl.to?.staffId ?? null]))
    if (staffId !== null)
      await tell(db, deps, school, { staffId, key: `drill:${id}:${staffId}`, purpose: 'notice', content });
}
