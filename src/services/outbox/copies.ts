import type { CardParts } from '../../cards/parts';
import { dayOf, startOfDay } from '../../domain/calendar';
import type { Role } from '../../domain/roles';
import { insertNew } from '../../prompts/insert';
import type { Db } from '../../prompts/kind';
import type { Pace } from '../../prompts/registry';
import { atEnd, writeNow } from '../at-end';
import type { Deps } from '../deps';
import type { School } from '../school';

/** When a copy that shows what it should is looked at again: never, until something about it changes. */
export const NEVER = new Date('9999-12-31T00:00:00Z');

/** Lanes of the outbox: what is urgent is sent first, changes to cards already shown last. */
export const LANE = { alarm: -1, urgent: 0, routine: 1, update: 2 } as const;

/** A copy of an ask's card, owed to one person. */
export interface Copy {
  readonly askId: string;
  readonly staffId: string;
  readonly role: Role;
  readonly purpose: 'ask' | 'remind' | 'escalate';
  /** What is urgent comes at once, a card of its own; the rest waits on the person's "AP today" card. No ceiling holds an alarm. */
  readonly pace: Pace;
  /** No older copy of it stands in this person’s chat: the ask is new, and this is their first. */
  readonly isFirst?: boolean;
  /** What is owed, so that it is owed once: the same key is never delivered twice. */
  readonly key: string;
}

/**
 * Puts a copy of an ask's card into the outbox, once. Older copies in the same chat shrink to a line that points
 * to it. False when it was there already.
 */
export async function owe(
  db: Db,
  deps: Deps,
  school: School,
  { pace, isFirst, ...copy }: Copy,
): Promise<boolean> {
  const { id: schoolId } = school;
  const { askId, staffId } = copy;
  const now = deps.clock.now();
  const bundled =
    isRoutine(pace, copy.purpose) || (pace !== 'alarm' && (await isAtCeiling(db, school, staffId, now)));
  const lane = LANE[pace];
  const nextAt = bundled ? NEVER : now;
  const data = { ...copy, schoolId, bundled, id: deps.ids.next(), lane, nextAt, createdAt: now };
  if (bundled) await redrawToday(db, deps, schoolId, [staffId]);
  if (isFirst) {
    await atEnd(db, writeCopies, data);
    return true;
  }
  if ((await insertNew(db, 'Delivery', [data])) === 0) return revive(db, schoolId, copy.key, now);
  await atEnd(db, writeNewer, { schoolId, askId, staffId, id: data.id, at: now });
  return true;
}

/** A copy below which every other of the same ask in the same chat is superseded. */
interface Newer {
  readonly schoolId: string;
  readonly askId: string;
  readonly staffId: string;
  readonly id: string;
  readonly at: Date;
}

async function writeNewer(db: Db, copies: readonly Newer[]): Promise<void> {
  const newest = [
    ...new Map(copies.map((copy) => [`${copy.schoolId} ${copy.askId} ${copy.staffId}`, copy])).values(),
  ];
  const of = (column: 'schoolId' | 'askId' | 'staffId' | 'id') => newest.map((copy) => copy[column]);
  await db.$executeRaw`
    UPDATE "Delivery" d SET "superseded" = true, "wanted" = d."wanted" + 1, "nextAt" = ${copies.at(-1)?.at}
    FROM unnest(${of('schoolId')}::text[], ${of('askId')}::text[], ${of('staffId')}::text[], ${of('id')}::text[])
      AS n("schoolId", "askId", "staffId", "id")
    WHERE d."schoolId" = n."schoolId" AND d."askId" = n."askId" AND d."staffId" = n."staffId" AND d."id" <> n."id"
      AND NOT d."superseded"`;
}

type NewCopy = Parameters<typeof insertNew<'Delivery'>>[2][number];

const writeCopies = async (db: Db, copies: readonly NewCopy[]): Promise<void> =>
  void (await insertNew(db, 'Delivery', copies));

const isRoutine = (pace: Pace, purpose: Copy['purpose']): boolean =>
  pace === 'routine' && purpose !== 'escalate';

/** Has this person been sent all the cards that the pack allows for one day? The last is kept for "AP today". */
async function isAtCeiling(
  db: Db,
  { id: schoolId, calendar, pack }: School,
  staffId: string,
  now: Date,
): Promise<boolean> {
  await writeNow(db, writeCopies);
  const today = startOfDay(calendar, dayOf(calendar, now));
  const where = {
    schoolId,
    staffId,
    bundled: false,
    purpose: { notIn: ['today', 'forecast', 'answer'] },
    createdAt: { gte: today },
  };
  return (await db.delivery.count({ where })) >= pack.ceiling - 1;
}

/** A copy that never arrived, because its person could not be reached then, is owed again. */
async function revive(db: Db, schoolId: string, key: string, now: Date): Promise<boolean> {
  const { count } = await db.delivery.updateMany({
    where: { schoolId, key, state: 'failed', shown: 0, failure: { not: 'rejected' } },
    data: { state: 'live', failure: null, attempts: 0, nextAt: now },
  });
  return count > 0;
}

/** What shall be drawn again: every copy of an ask's card and every list it stands on, or one person's "AP today". */
interface Stale {
  readonly schoolId: string;
  readonly askId?: string;
  readonly staffId?: string;
  readonly at: Date;
}

/**
 * Something about an ask is new: every copy of its card shall be drawn again, in every chat where it was shown, and
 * every list it stands on; one that only points to a newer copy still does. With the last of its prompts it is closed, and
 * its ladder stops there; from then on the time runs after which its copies are put away.
 */
export const redraw = (db: Db, deps: Deps, schoolId: string, askId: string): Promise<void> =>
  atEnd(db, writeStale, { schoolId, askId, at: deps.clock.now() });

/** The "AP today" cards of these people shall be drawn again. */
export const redrawToday = (
  db: Db,
  deps: Deps,
  schoolId: string,
  staffIds: readonly string[],
): Promise<void> =>
  atEnd(db, writeStale, ...staffIds.map((staffId) => ({ schoolId, staffId, at: deps.clock.now() })));

/** In minutes: cards that stay for two days or more are put away at the end of a day, all together. */
const TOGETHER_FROM = 2 * 24 * 60;

async function writeStale(db: Db, stale: readonly Stale[]): Promise<void> {
  for (const schoolId of new Set(stale.map((one) => one.schoolId))) {
    const theirs = stale.filter((one) => one.schoolId === schoolId);
    const asks = [...new Set(theirs.flatMap(({ askId }) => askId ?? []))];
    const staff = [...new Set(theirs.flatMap(({ staffId }) => staffId ?? []))];
    const at = theirs.at(-1)?.at;
    await db.$executeRaw`
      WITH done AS (UPDATE "Ask" a SET "closed" = true, "nextStepAt" = NULL, "heldUntil" = NULL, "heldBy" = NULL,
          "againAt" = NULL
        WHERE a."schoolId" = ${schoolId} AND a."id" = ANY(${asks}::text[]) AND NOT EXISTS (SELECT 1 FROM "Prompt" p
          WHERE p."schoolId" = ${schoolId} AND p."askId" = a."id" AND p."status" = 'open')
        RETURNING a."id", ${at}::timestamptz + make_interval(mins => NULLIF(a."stubAfter", 0)) AS over,
          a."stubAfter" >= ${TOGETHER_FROM} AS together)
      UPDATE "Delivery" d SET
        "wanted" = d."wanted" + (d."state" = 'live')::int,
        "nextAt" = CASE WHEN d."state" = 'live' THEN ${at} ELSE d."nextAt" END,
        "stub" = d."stub" AND (d."askId" IS NULL OR d."askId" IN (SELECT "id" FROM done)),
        "stubAt" = CASE WHEN d."askId" IS NULL THEN d."stubAt"
          WHEN NOT d."stub" THEN (SELECT CASE WHEN NOT done.together THEN done.over
              ELSE date_trunc('day', done.over, 'UTC') + interval '1 day' END FROM done WHERE done."id" = d."askId") END
      WHERE "schoolId" = ${schoolId} AND NOT "bundled" AND "id" IN (
        SELECT "id" FROM "Delivery" WHERE "schoolId" = ${schoolId} AND "askId" = ANY(${asks}::text[])
          AND (NOT "superseded" OR "askId" IN (SELECT "id" FROM done))
        UNION
        SELECT "id" FROM "Delivery" WHERE "schoolId" = ${schoolId} AND "purpose" = 'today' AND NOT "superseded"
          AND "staffId" IN (SELECT unnest(${staff}::text[]) UNION SELECT b."staffId" FROM "Delivery" b
            WHERE b."schoolId" = ${schoolId} AND b."askId" = ANY(${asks}::text[]) AND b."bundled" AND b."state" = 'live'))`;
  }
}

/** Puts a notice into the outbox, once for its key. It asks nothing. False when it was there already. */
export async function tell(
  db: Db,
  deps: Deps,
  school: School,
  notice: {
    staffId: string;
    key: string;
    purpose: 'notice' | 'welcome';
    content: CardParts;
  },
): Promise<boolean> {
  const now = deps.clock.now();
  const content = structuredClone(notice.content) as object;
  const bundled = notice.purpose === 'notice' && (await isAtCeiling(db, school, notice.staffId, now));
  const data = {
    ...notice,
    schoolId: school.id,
    content,
    bundled,
    id: deps.ids.next(),
    lane: notice.purpose === 'welcome' ? LANE.urgent : LANE.routine,
    nextAt: bundled ? NEVER : now,
    createdAt: now,
  };
  const count = await insertNew(db, 'Delivery', [data]);
  if (bundled) await redrawToday(db, deps, school.id, [notice.staffId]);
  return count > 0;
}
