import type { Card, CardParts } from '../../cards/parts';
import { calendarSchema, type Day, dayOf, type SchoolCalendar } from '../../domain/calendar';
import type { Refusal } from '../../domain/refusals';
import type { Role } from '../../domain/roles';
import type { PrismaClient } from '../../generated/prisma/client';
import type { Deps } from '../deps';
import type { Person } from '../people';

/** One look at the records: who asks, at which school, and when. Everything on one card is as of one instant. */
export interface Query {
  readonly db: PrismaClient;
  readonly schoolId: string;
  readonly schoolName: string;
  readonly calendar: SchoolCalendar;
  readonly staffId: string;
  readonly roles: readonly Role[];
  readonly now: Date;
  readonly today: Day;
}

/** What is shown: the parts of a card, or the card of an ask, which is drawn already. */
export type QueryResult =
  | { ok: true; parts: CardParts }
  | { ok: true; card: Card }
  | { ok: false; refusal: Refusal };

export const shown = (parts: CardParts): QueryResult => ({ ok: true, parts });

/** Begins a look at the records of a person's own school. */
export async function begin({ db, clock }: Deps, person: Person): Promise<Query> {
  const { schoolId, staffId, roles } = person;
  const school = await db.school.findUniqueOrThrow({ where: { id: schoolId } });
  const calendar = calendarSchema.parse(school.calendar);
  const now = clock.now();
  return {
    db,
    schoolId,
    schoolName: school.name,
    calendar,
    staffId,
    roles,
    now,
    today: dayOf(calendar, now),
  };
}
