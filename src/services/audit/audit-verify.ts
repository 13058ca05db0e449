import { type ChainedEvent, type ChainFault, type ChainLook, faultOf } from '../../domain/chain';
import { OperatorProblem } from '../../domain/operator-problem';
import { Prisma } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';
import type { Deps } from '../deps';
import { lookAtFiles } from './audit-pages';

/** What became of one school's events. With the head kept elsewhere, even a chain written anew is noticed. */
export interface Verified {
  readonly school: string;
  /** Null when events bear the id of a school that is not there. */
  readonly name: string | null;
  readonly timeZone: string;
  readonly events: number;
  readonly head: { readonly position: number; readonly hash: string };
  readonly fault: ChainFault | null;
}

/** Follows the chain of every school from its first event to its head. Throws when an event cannot be read at all. */
export async function verifyEvents({ db }: Deps): Promise<Verified[]> {
  const { broken, changed } = await lookAtFiles(db);
  if (broken)
    throw new Damaged(broken.seq === null ? rowAfter(broken.after) : `The event in row ${broken.seq}`);
  try {
    return await looking(db, (tx) => follow(tx).then((verified) => withPages(tx, verified, changed)));
  } catch (error) {
    if (error instanceof Damaged) throw error;
    throw (await firstUnreadable(db).catch(() => null)) ?? pageUnreadable(changed) ?? error;
  }
}

async function follow(db: Db): Promise<Verified[]> {
  const verified: Verified[] = [];
  for (const school of await schoolsOf(db)) verified.push(await verifySchool(db, school));
  return verified;
}

/** A page that the database does not read at all, and whose rows show nothing wrong by themselves. */
function pageUnreadable([page]: readonly (readonly bigint[])[]): Damaged | null {
  return page
    ? new Damaged(`The page of the events in rows ${page[0] ?? '?'} to ${page.at(-1) ?? '?'}`)
    : null;
}

const rowAfter = (seq: bigint | null): string =>
  seq === null ? 'The first event' : `The event after row ${seq}`;

/** Where the events of a changed page are all as written, what was changed stands beside them: the page is told. */
async function withPages(
  db: Db,
  verified: readonly Verified[],
  changed: readonly (readonly bigint[])[],
): Promise<Verified[]> {
  if (changed.length === 0) return [...verified];
  const pages = await Promise.all(
    changed.map(
      (seqs) => db.$queryRaw<{ school: string; place: number; to: number }[]>`
      SELECT "schoolId" AS school, min("position")::float8 AS place, max("position")::float8 AS "to"
      FROM "Event" WHERE "seq" = ANY(${[...seqs]}::bigint[]) GROUP BY "schoolId" ORDER BY 1`,
    ),
  );
  return verified.map((one) => {
    const page = pages.flat().find(({ school }) => school === one.school);
    return one.fault || !page ? one : { ...one, fault: { what: 'beside', place: page.place, to: page.to } };
  });
}

/** The database's files are damaged beyond a changed value. */
class Damaged extends OperatorProblem {
  constructor(what: string) {
    super(`${what} cannot be read: the database's files are damaged. Go back to a copy of them.`);
  }
}

/** The first event that the database cannot read by itself either; null when it can read every one. */
async function firstUnreadable(db: Deps['db']): Promise<Damaged | null> {
  const rows = await looking(db, (tx) =>
    tx.event.findMany({ select: { seq: true }, orderBy: { seq: 'asc' } }),
  );
  for (const { seq } of rows) {
    const read = looking(
      db,
      (tx) => tx.$queryRaw`SELECT length(e::text) FROM "Event" e WHERE "seq" = ${seq}`,
    );
    const isRead = await read.then(
      () => true,
      () => false,
    );
    if (!isRead) return new Damaged(`The event in row ${seq}`);
  }
  return null;
}

/** Many years of a trust's schools. Milliseconds. */
const PATIENCE = { maxWait: 60_000, timeout: 3_600_000 };

/** Looks; a page whose checksum is wrong is looked into, too, not refused, where the database lets us. */
const looking = <T>(db: Deps['db'], work: (db: Db) => Promise<T>): Promise<T> =>
  db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT set_config('ignore_checksum_failure', 'on', true)
      WHERE current_setting('is_superuser') = 'on'`;
    return work(tx);
  }, PATIENCE);

interface SchoolName {
  readonly school: string;
  readonly name: string | null;
  readonly timeZone: string;
}

/** Every school that is there, has events or has a chain. */
const schoolsOf = (db: Db): Promise<SchoolName[]> => db.$queryRaw`
  SELECT i."id" AS "school", s."name", coalesce(s."timeZone", 'UTC') AS "timeZone" FROM (
    SELECT "id" FROM "School" UNION SELECT "schoolId" FROM "Event" UNION SELECT "schoolId" FROM "Chain") i
  LEFT JOIN "School" s ON s."id" = i."id" ORDER BY i."id"`;

async function verifySchool(db: Db, school: SchoolName): Promise<Verified> {
  const look = await lookAt(db, school.school);
  const fault = faultOf(look);
  const event =
    fault && fault.what !== 'added' ? await standsElsewhere(db, school.school, fault, look) : null;
  const { events, head, headHash } = look;
  return {
    ...school,
    events,
    head: { position: head, hash: headHash },
    fault: fault && event ? { what: 'moved', place: fault.place, event } : (fault ?? null),
  };
}

/** The columns with which an event is told. */
const TOLD = Prisma.sql`"seq"::float8, "position"::float8, "type",
  CASE WHEN "at" BETWEEN '0001-01-01' AND '9999-12-31'
    THEN to_char("at" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') END AS "at"`;

interface Look extends ChainLook {
  readonly headHash: string;
  /** The hash before the place at which something is wrong. */
  readonly previous: string;
}

/** One look along a school's chain, up to the first row that is not as it was written. */
async function lookAt(db: Db, school: string): Promise<Look> {
  const [found] = await db.$queryRaw<(Omit<Look, 'row'> & Partial<ChainedEvent>)[]>`
    WITH head AS (
      SELECT coalesce(max("position"), 0) AS "position", coalesce(max("hash"), '') AS "hash"
      FROM "Chain" WHERE "schoolId" = ${school}),
    ordered AS (
      SELECT e AS event, row_number() OVER line AS place, lag(e."hash", 1, '') OVER line AS previous
      FROM "Event" e WHERE e."schoolId" = ${school} WINDOW line AS (ORDER BY e."position", e."seq")),
    first AS (
      SELECT o.place, o.previous, (o.event).* FROM ordered o, head h
      WHERE (o.event)."position" <> o.place OR o.place > h."position"
        OR (o.place = h."position" AND (o.event)."hash" <> h."hash")
        OR NOT event_fits(o.previous, (o.event)."schoolId", o.place, o.event)
      ORDER BY o.place LIMIT 1),
    wrong AS (SELECT place, previous, ${TOLD} FROM first),
    whole AS (
      SELECT count(*) AS events, (array_agg("hash" ORDER BY "position" DESC, "seq" DESC))[1] AS last
      FROM "Event" WHERE "schoolId" = ${school})
    SELECT whole.events::float8, h."position"::float8 AS head, h."hash" AS "headHash", w."seq", w."position", w."type", w."at",
      w.place::float8, coalesce(w.previous, whole.last, '') AS previous
    FROM head h CROSS JOIN whole LEFT JOIN wrong w ON true`;
  if (!found) throw new Damaged(`An event of school ${school}`);
  const { seq, position, type, at = null, ...look } = found;
  const row = seq == null || position == null || type == null ? null : { seq, position, type, at };
  return { ...look, row };
}

/** The event that belongs at a place, wherever its row stands now. */
async function standsElsewhere(
  db: Db,
  school: string,
  { place }: ChainFault,
  { previous }: Look,
): Promise<ChainedEvent | null> {
  const [found] = await db.$queryRaw<ChainedEvent[]>`
    SELECT ${TOLD} FROM "Event" e
    WHERE (e."schoolId" <> ${school} OR e."position" <> ${place}::bigint)
      AND event_fits(${previous}, ${school}, ${place}::bigint, e)
    ORDER BY e."seq" LIMIT 1`;
  return found ?? null;
}
