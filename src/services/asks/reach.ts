import { dayOf } from '../../domain/calendar';
import { type Role, roleTitle } from '../../domain/roles';
import { dayName } from '../../domain/words';
import type { Db } from '../../prompts/kind';
import type { Pace } from '../../prompts/registry';
import type { Deps } from '../deps';
import { record } from '../events';
import { type Copy, owe, tell } from '../outbox/copies';
import type { School } from '../school';
import { type Recipient, resolve, type Skip, type SkipReason } from './recipients';

/** One role to be asked about one ask. `tag` tells this asking from others of the same ask. */
export interface Reach {
  readonly askId: string;
  readonly role: Role;
  readonly purpose: Copy['purpose'];
  readonly pace: Pace;
  readonly isFirst?: boolean;
  readonly tag: string;
}

/**
 * Asks a role: finds who can be asked, owes them the card, records whom it passed over and tells the AP lead.
 * Null when nobody can be reached: recorded, told to the operator, and the caller climbs at once.
 */
export async function reach(db: Db, deps: Deps, school: School, wish: Reach): Promise<Recipient | null> {
  const now = deps.clock.now();
  const { to, skipped } = await resolve(db, school, wish.role, now);
  const at = { schoolId: school.id, at: now, askId: wish.askId };
  if (!to) {
    await record(db, { ...at, type: 'nobody-available', data: { role: wish.role } });
    deps.log.error(
      { school: school.id, ask: wish.askId, role: wish.role },
      'nobody can be reached for this role',
    );
    return null;
  }
  const copy = {
    pace: wish.pace,
    isFirst: wish.isFirst ?? false,
    askId: wish.askId,
    staffId: to.staffId,
    role: to.role,
    purpose: wish.purpose,
  };
  const isNew = await owe(db, deps, school, { ...copy, key: `${wish.askId}:${wish.tag}:${to.staffId}` });
  if (isNew) {
    const skips = skipped.map(({ staffId, reason, role }) => ({ staffId, data: { reason, role } }));
    await record(db, ...skips.map((skip) => ({ ...at, type: 'skipped' as const, ...skip })));
    await tellOfSkips(db, deps, school, skipped, to);
  }
  return to;
}

const BECAUSE: Record<SkipReason, string> = {
  away: 'is away today',
  'not-installed': 'does not have Waymark installed in Teams',
  blocked: 'cannot be reached: Teams says Waymark is blocked or was removed',
};

/** Once a day for each person passed over, to the AP lead (or whoever stands in). */
async function tellOfSkips(db: Db, deps: Deps, school: School, skipped: readonly Skip[], to: Recipient) {
  if (skipped.length === 0) return;
  const now = deps.clock.now();
  const day = dayOf(school.calendar, now);
  const lead = await resolve(db, school, 'ap-lead', now);
  if (!lead.to) return;
  const whom = lead.to.staffId === to.staffId ? 'you' : to.name;
  for (const { staffId, name, role, reason } of skipped) {
    await tell(db, deps, school, {
      staffId: lead.to.staffId,
      key: `skip:${day}:${staffId}:${reason}`,
      purpose: 'notice',
      content: {
        eyebrow: `Cover · ${dayName(day)}`,
        lines: [`${name} (${roleTitle(role)}) ${BECAUSE[reason]}. Waymark asks ${whom} instead.`],
        summary: 'Somebody could not be asked',
      },
    });
  }
}
