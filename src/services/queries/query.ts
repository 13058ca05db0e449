import type { Card, CardParts } from '../../cards/parts';
import { type Day, dayOf, type SchoolCalendar } from '../../domain/calendar';
import type { Pack } from '../../domain/policy';
import type { Refusal } from '../../domain/refusals';
import type { Role } from '../../domain/roles';
import type { PrismaClient } from '../../generated/prisma/client';
import type { Deps } from '../deps';
import type { Person } from '../people';
import { loadSchool } from '../school';

/** One look at the records: who asks, at which school, and when. Everything on one card is as of one instant. */
export interface Query {
  readonly db: PrismaClient;
  readonly schoolId: string;
  readonly schoolName: string;
  readonly calendar: SchoolCalendar;
  /** The policy in force. */
  readonly pack: Pack;
  readonly staffId: string;
  readonly roles: readonly Role[];
  /** A guest: nothing but what is this provider's own. */
  readonly guestOf?: string | undefined;
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
  const { schoolId, staffId, roles, guestOf } = person;
  const { name: schoolName, calendar, pack } = await loadSchool(db, schoolId);
  const now = clock.now();
  return {
    db,
    schoolId,
    schoolName,
    calendar,
    pack,
    staffId,
    roles,
    guestOf,
    now,
    today: dayOf(calendar, now),
  };
}
