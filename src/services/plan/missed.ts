import { dayOf } from '../../domain/calendar';
import { count } from '../../domain/text';
import { dayName } from '../../domain/words';
import type { Db } from '../../prompts/kind';
import { resolve } from '../asks/recipients';
import type { Deps } from '../deps';
import { record } from '../events';
import { tell } from '../outbox/copies';
import type { School } from '../school';

/**
 * Sessions of earlier days that nobody was asked about, because Waymark was not running: too late to ask, so they
 * are recorded as missed, and the AP lead is told day by day what to complete in the register.
 */
export async function tellOfMissed(
  db: Db,
  deps: Deps,
  school: School,
  missed: readonly { id: string; day: string }[],
): Promise<void> {
  const now = deps.clock.now();
  const ids = missed.map(({ id }) => id);
  await db.prompt.updateMany({
    where: { schoolId: school.id, id: { in: ids } },
    data: { status: 'expired', closedAt: now, closedWhy: 'missed', escalated: true },
  });
  const at = { schoolId: school.id, at: now, type: 'missed' as const };
  await record(db, ...ids.map((promptId) => ({ ...at, promptId })));
  const lead = await resolve(db, school, 'ap-lead', now);
  deps.log.error({ school: school.id, sessions: ids.length, told: lead.to !== null }, 'sessions were missed');
  if (!lead.to) return;
  const days = [...new Set(missed.map(({ day }) => day))].sort();
  const lines = days.map((day) => {
    const n = missed.filter((m) => m.day === day).length;
    return `${dayName(day)}: ${count(n, 'session')} not asked about. Please ring the providers and complete your register.`;
  });
  await tell(db, deps, school, {
    staffId: lead.to.staffId,
    key: `missed:${dayOf(school.calendar, now)}:${days.join(',')}`,
    purpose: 'notice',
    content: {
      eyebrow: 'Waymark was not running',
      heading: `${count(ids.length, 'session')} could not be asked about`,
      lines: lines.slice(0, 14),
      summary: 'Sessions could not be asked about',
    },
  });
}
