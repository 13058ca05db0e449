import { calendarSchema, type Day, dayOf, type SchoolCalendar } from '../../domain/calendar';
import { fullName } from '../../domain/names';
import { type Retention, retentionSchema, type Stretch } from '../../domain/retention';
import { isUnreadable } from '../../domain/unreadable';
import type { Pupil } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';

interface PlacementOf extends Stretch {
  readonly id: string;
  readonly pupilId: string;
  readonly providerId: string;
}

/** What a look for what is due is given: the school, its pupils and placements, and who is on hold. */
export interface Scope {
  readonly db: Db;
  readonly schoolId: string;
  readonly now: Date;
  readonly today: Day;
  readonly calendar: SchoolCalendar;
  readonly keep: Retention;
  readonly pupils: readonly Pupil[];
  readonly placements: readonly PlacementOf[];
  readonly held: ReadonlySet<string>;
}

export async function scopeOf(db: Db, schoolId: string, now: Date): Promise<Scope> {
  const school = await db.school.findUniqueOrThrow({ where: { id: schoolId } });
  const calendar = calendarSchema.parse(school.calendar);
  const select = { id: true, pupilId: true, providerId: true, startDate: true, expectedEndDate: true };
  const pupils = await db.pupil.findMany({ where: { schoolId, drill: false }, orderBy: { id: 'asc' } });
  const placements = await db.placement.findMany({ where: { schoolId }, select });
  const holds = await db.legalHold.findMany({ where: { schoolId, releasedAt: null } });
  return {
    db,
    schoolId,
    now,
    today: dayOf(calendar, now),
    calendar,
    keep: retentionSchema.parse(school.retention),
    pupils,
    placements,
    held: new Set(holds.map(({ pupilId }) => pupilId)),
  };
}

/** Does a stored message concern somebody on hold? A first name is enough: what may concern them stays, and so does what cannot be read. */
export function concernsHeld({ pupils, placements, held }: Scope, key: string, content: unknown): boolean {
  const text = JSON.stringify(content ?? '');
  const theirs = placements.filter(({ pupilId }) => held.has(pupilId));
  return (
    (held.size > 0 && isUnreadable(content)) ||
    theirs.some(({ id }) => key === `held:${id}` || key.startsWith(`held:${id}:`)) ||
    pupils.some(
      (pupil) =>
        held.has(pupil.id) &&
        [pupil.firstName, fullName(pupil), pupil.upn].some((name) => text.includes(name)),
    )
  );
}
