import type { Day } from '../domain/calendar';
import type { Deps } from './deps';
import { owedBetween } from './plan/plan';
import { loadSchool } from './school';

/**
 * The day's books: expected = answered + excused + withdrawn + escalatedAndResolved + open, and unaccounted is 0.
 * A session missed while Waymark was not running, and told to the AP lead, stands under escalatedAndResolved.
 */
export interface Conservation {
  readonly expected: number;
  readonly answered: number;
  readonly excused: number;
  readonly withdrawn: number;
  readonly escalatedAndResolved: number;
  readonly open: number;
  readonly unaccounted: number;
}

/** Balances one school's day: what the calendar owes, computed afresh, against the rows, and who holds what is open. */
export async function conservation(deps: Deps, schoolId: string, day: Day): Promise<Conservation> {
  const { db } = deps;
  const school = await loadSchool(db, schoolId);
  const owed = (await owedBetween(db, school, day, day)).filter(({ opensAt }) => opensAt <= deps.clock.now());
  const due = await db.prompt.findMany({ where: { schoolId, day, opensAt: { lte: deps.clock.now() } } });
  const known = new Set(due.map((p) => `${p.duty}|${p.subjectId}|${p.occurrence}`));
  const unplanned = owed.filter((o) => !known.has(`${o.duty}|${o.subjectId}|${o.key}`)).length;
  const open = due.filter(({ status }) => status === 'open' || status === 'planned');
  const closed = (status: string, escalated: boolean) =>
    due.filter((p) => p.status === status && p.escalated === escalated).length;
  return {
    expected: due.length + unplanned,
    answered: closed('answered', false),
    excused: due.filter(({ status }) => status === 'excused').length,
    withdrawn: due.filter(({ status }) => status === 'withdrawn').length,
    escalatedAndResolved: closed('answered', true) + closed('expired', true),
    open: open.length,
    unaccounted: unplanned + closed('expired', false) + (await heldByNobody(deps, schoolId, open)),
  };
}

/** Open prompts that are on nobody's card, and of which nobody was told that there is nobody to ask. */
async function heldByNobody(
  { db }: Deps,
  schoolId: string,
  open: readonly { askId: string | null }[],
): Promise<number> {
  const askIds = [...new Set(open.flatMap(({ askId }) => askId ?? []))];
  const where = { schoolId, askId: { in: askIds } };
  const copies = await db.delivery.findMany({ where: { ...where, state: 'live' }, select: { askId: true } });
  const alarms = await db.event.findMany({
    where: { ...where, type: 'nobody-available' },
    select: { askId: true },
  });
  const accounted = new Set([...copies, ...alarms].map(({ askId }) => askId));
  return open.filter(({ askId }) => !accounted.has(askId)).length;
}
