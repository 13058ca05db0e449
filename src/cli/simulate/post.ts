import { Prisma } from '../../generated/prisma/client';
import type { Deps } from '../../services/deps';
import { NEVER } from '../../services/outbox/copies';

/** A card that somebody was sent. */
export interface Posted {
  readonly staffId: string;
  readonly at: Date;
}

/**
 * Delivers everything that is due, without drawing it: the simulated year asks who is sent what and when, not how it
 * looks. What was settled before it was ever sent is not sent, as in the real outbox; nor is a forecast: nobody in a
 * simulated year can be known to be away tomorrow.
 */
export async function post({ db, clock }: Deps): Promise<Posted[]> {
  const at = clock.now();
  const sent = await db.$queryRaw<{ staffId: string; posted: boolean }[]>(Prisma.sql`
    WITH due AS (
      SELECT d."schoolId", d."id", d."activityId" IS NULL AND NOT COALESCE(a."closed", false) AND NOT d."superseded"
        AND d."purpose" <> 'forecast' AS posted
      FROM "Delivery" d LEFT JOIN "Ask" a ON a."schoolId" = d."schoolId" AND a."id" = d."askId"
      WHERE d."state" = 'live' AND NOT d."bundled" AND d."shown" < d."wanted" AND d."nextAt" <= ${at}
        AND (d."busyUntil" IS NULL OR d."busyUntil" <= ${at}))
    UPDATE "Delivery" SET "shown" = "wanted", "nextAt" = ${NEVER},
      "sentAt" = CASE WHEN due.posted THEN ${at} ELSE "sentAt" END,
      "activityId" = CASE WHEN due.posted THEN "Delivery"."id" ELSE "activityId" END
    FROM due WHERE "Delivery"."schoolId" = due."schoolId" AND "Delivery"."id" = due."id"
    RETURNING "Delivery"."staffId", due.posted`);
  return sent.filter(({ posted }) => posted).map(({ staffId }) => ({ staffId, at }));
}
