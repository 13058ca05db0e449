import type { Day } from '../../domain/calendar';
import { outlookAt } from '../../domain/forecast';
import type { Delivery } from '../../generated/prisma/client';
import { insertNew } from '../../prompts/insert';
import type { Db } from '../../prompts/kind';
import { resolve } from '../asks/recipients';
import type { Deps } from '../deps';
import { KnownState } from '../known-state';
import { LANE } from '../outbox/copies';
import type { School } from '../school';
import { inTransaction } from '../transaction';

/** What a delivery of the forecast is called, and the one there is for a day. */
export const FORECAST = 'forecast';
export const keyOf = (day: Day): string => `${FORECAST}:${day}`;

/** Is this row a forecast that nobody was shown yet? */
export const isUntold = ({ purpose, activityId }: Delivery): boolean => purpose === FORECAST && !activityId;

/**
 * From the pack's time on, the last school day before, the AP lead is owed one look ahead to the next school day. It is a
 * delivery like any other, drawn when it is sent, and not sent where there is nothing to show: so it comes once, however
 * many replicas there are and whenever one of them stops.
 */
export async function oweForecast(deps: Deps, school: School): Promise<void> {
  const now = deps.clock.now();
  const outlook = outlookAt(school.calendar, now, school.pack.forecastAt);
  if (!outlook || now < outlook.from || outlook.from < school.liveFrom) return;
  if (owed.has(deps, school.id, outlook.day)) return;
  await inTransaction(deps, async (db) => {
    const { to, skipped } = await resolve(db, school, 'ap-lead', now);
    const staffId = to?.staffId ?? skipped[0]?.staffId;
    if (staffId === undefined) return tellOperator(deps, school, outlook.day);
    const row = { purpose: FORECAST, lane: LANE.routine, nextAt: now, createdAt: now };
    const data = { ...row, schoolId: school.id, id: deps.ids.next(), key: keyOf(outlook.day), staffId };
    await insertNew(db, 'Delivery', [data]);
  });
  owed.note(deps, school.id, outlook.day);
}

/** The day that each school was owed a look ahead to last. */
const owed = new KnownState();

/** Nobody is there to be told: ids only. */
export const tellOperator = ({ log }: Deps, { id }: School, day: Day): void =>
  log.error(
    { school: id, day },
    'chairs are empty and nobody can be told: neither the AP lead nor who stands in',
  );

/** Something about the chairs of a day that is still to come has changed: its card is drawn again, or sent after all. */
export async function renewForecast(db: Db, deps: Deps, school: School): Promise<void> {
  const now = deps.clock.now();
  const outlook = outlookAt(school.calendar, now, school.pack.forecastAt);
  if (!outlook || now < outlook.from) return;
  await db.$executeRaw`
    UPDATE "Delivery" SET "wanted" = "wanted" + 1, "state" = 'live', "failure" = NULL, "nextAt" = ${now}
    WHERE "schoolId" = ${school.id} AND "key" = ${keyOf(outlook.day)} AND ("activityId" IS NOT NULL OR "state" = 'failed')`;
}
