import type { Deps } from '../deps';

/** What waits in one lane of a school's outbox; the oldest that nobody has been shown yet, in seconds. */
export interface LaneWaiting {
  readonly school: string;
  readonly lane: number;
  readonly depth: number;
  readonly oldest: number | null;
}

/** Copies that do not show yet what they should, by school and lane. */
export const waitingByLane = ({ db, clock }: Deps): Promise<LaneWaiting[]> => db.$queryRaw`
  SELECT "schoolId" AS "school", "lane", count(*)::int AS "depth",
    extract(epoch FROM ${clock.now()}::timestamptz - min("createdAt") FILTER (WHERE "shown" = 0))::float8 AS "oldest"
  FROM "Delivery" WHERE "state" = 'live' AND NOT "bundled" AND "shown" < "wanted"
  GROUP BY "schoolId", "lane"`;

/** Open asks of one kind that stand with one role first. */
export interface OpenAsks {
  readonly school: string;
  readonly kind: string;
  readonly role: string;
  readonly open: number;
}

/** What is asked and not answered, by school, kind and the role that was asked first. */
export const openByKind = ({ db }: Deps): Promise<OpenAsks[]> => db.$queryRaw`
  SELECT "schoolId" AS "school", "kind", "role", count(*)::int AS "open" FROM "Ask" WHERE NOT "closed"
  GROUP BY "schoolId", "kind", "role"`;
