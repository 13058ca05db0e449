import { dayOf } from '../../domain/calendar';
import { chainOf } from '../../domain/policy';
import { ROLES, type Role, roleTitle } from '../../domain/roles';
import { moment } from '../../domain/words';
import { Prisma } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';
import { reassignRoles } from '../asks/reassign';
import type { Deps } from '../deps';
import { record } from '../events';
import { redrawToday, tell } from '../outbox/copies';
import { loadSchool, type School } from '../school';
import { inTransaction } from '../transaction';

/** Who answers for a role for a time, and who says so: a member of staff, or nobody of them (the operator). */
export interface CoverInput {
  readonly schoolId: string;
  readonly role: Role;
  readonly staffId: string;
  readonly from: Date;
  readonly until: Date;
  readonly by: string | null;
}

export type CoverResult =
  | {
      readonly ok: true;
      readonly id: string;
      readonly name: string /** Covers it took the place of. */;
      readonly replaced: number;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The longest a cover may be, in days: whoever has a role for longer holds it, and stands in staff.csv. */
const LONGEST = 100;
const DAY = 24 * 60 * 60_000;

/**
 * For a time this person is asked first for a role, and has its rights, whether they hold it or not. Of the same role
 * one cover stands at any instant: the newest takes the place of what it meets. What is open for the role comes to
 * them at once, if the time has begun. `isWanted` is looked at when it is this cover's turn among others that are written
 * at the same instant: where it says no, nothing is recorded.
 */
export async function recordCover(
  deps: Deps,
  input: CoverInput,
  isWanted: (db: Db) => Promise<boolean> = async () => true,
): Promise<CoverResult> {
  const result = await inTransaction(deps, (db) => write(deps, db, input, isWanted));
  if (result.ok) await reassignTo(deps, input.schoolId, input.role);
  return result;
}

async function write(
  deps: Deps,
  db: Db,
  input: CoverInput,
  isWanted: (db: Db) => Promise<boolean>,
): Promise<CoverResult> {
  const { schoolId, role, staffId, until, by } = input;
  const now = deps.clock.now();
  const from = input.from < now ? now : input.from;
  await lock(db, schoolId);
  const person = await db.staff.findFirst({
    where: { schoolId, id: staffId, active: true, providerId: null },
  });
  const problems = [...(person ? [] : [NOBODY]), ...timeProblems(input, now)];
  if (!(await isWanted(db))) problems.push(DONE);
  if (!person || problems.length > 0) return { ok: false, problems };
  const replaced = await endCovers(db, now, { schoolId, role, from: { lt: until }, until: { gt: from } });
  const id = deps.ids.next();
  await db.cover.create({ data: { schoolId, id, role, staffId, from, until, byStaffId: by, at: now } });
  await endRights(db, deps, schoolId, now);
  await tellCover(db, deps, id, input);
  await record(db, {
    schoolId,
    at: now,
    type: 'cover-set',
    staffId,
    data: { cover: id, role, from: from.toISOString(), until: until.toISOString(), by },
  });
  return { ok: true, id, name: person.name, replaced };
}

/** Whoever covers is told at once: what comes to them, and until when. */
async function tellCover(db: Db, deps: Deps, id: string, { schoolId, role, staffId, ...cover }: CoverInput) {
  const school = await loadSchool(db, schoolId);
  const now = deps.clock.now();
  const words = (instant: Date) => moment(school.calendar, instant, dayOf(school.calendar, now));
  const by =
    cover.by === staffId ? null : await db.staff.findFirst({ where: { schoolId, id: cover.by ?? '' } });
  const from = cover.from > now ? `from ${words(cover.from)} ` : '';
  const line = `You cover as ${roleTitle(role)} ${from}until ${words(cover.until)}${by ? `: ${by.name} says so` : ''}. What is asked of that role comes to you first.`;
  const content = { eyebrow: 'Cover', lines: [line], summary: `You cover as ${roleTitle(role)}` };
  await tell(db, deps, school, { staffId, key: `cover:${id}`, purpose: 'notice', content });
}

/** The same is said of somebody who has left, of a guest, of somebody of another school and of nobody at all. */
const NOBODY = 'That person is not on the staff list now: choose somebody who is.';

const DONE = 'Somebody is asked for that already.';

function timeProblems({ from, until }: CoverInput, now: Date): string[] {
  if (until <= from) return ['The end comes before the start: change one of the two.'];
  if (until <= now) return ['That time is over already: choose an end that is still to come.'];
  if (until.getTime() - from.getTime() <= LONGEST * DAY) return [];
  return [`That is longer than ${LONGEST} days: give them the role in staff.csv instead, and import it.`];
}

/** Takes back a cover that has not ended yet: from now on the role is asked as if there were none. False: there is none. */
export async function removeCover(
  deps: Deps,
  { schoolId, id, by }: { schoolId: string; id: string; by: string | null },
): Promise<boolean> {
  const role = await inTransaction(deps, async (db) => {
    await lock(db, schoolId);
    const now = deps.clock.now();
    const cover = await db.cover.findFirst({ where: { schoolId, id, until: { gt: now } } });
    if (!cover) return null;
    await endCovers(db, now, { schoolId, id });
    await endRights(db, deps, schoolId, now);
    const { staffId, role } = cover;
    await record(db, { schoolId, at: now, type: 'cover-removed', staffId, data: { cover: id, role, by } });
    return role as Role;
  });
  if (role) await reassignTo(deps, schoolId, role);
  return role !== null;
}

/** What has begun ends now and stays as the record of who had which rights when; what has not begun goes. */
async function endCovers({ cover }: Db, now: Date, where: Prisma.CoverWhereInput): Promise<number> {
  const begun = { AND: [where, { from: { lte: now } }] };
  const { count } = await cover.updateMany({ where: begun, data: { until: now } });
  const ahead = await cover.deleteMany({ where: { AND: [where, { from: { gt: now } }] } });
  return count + ahead.count;
}

/** Two covers of one school that are written at the same instant take turns. */
const lock = (db: Db, schoolId: string) =>
  db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`cover ${schoolId}`}))`;

/** Looks again at what is open for a role, and for every role it stands in for. */
async function reassignTo(deps: Deps, schoolId: string, role: Role): Promise<void> {
  await reassignRoles(deps, schoolId, rolesAskedOf(await loadSchool(deps.db, schoolId), role));
}

/** A role and every role that it stands in for. */
export const rolesAskedOf = ({ pack }: School, role: string): Role[] =>
  ROLES.filter((asked) => chainOf(pack, asked).some((one) => one === role));

/** In the key of a copy whose cover has ended: should they cover again, they are asked again. */
const ENDED = ':ended:';

/** Was this copy given in a role that its person only covered, and is that over? */
export const isEnded = ({ key }: { key: string }): boolean => key.includes(ENDED);

/**
 * Covers that have ended from `since` until now, both included: what was given to somebody in a role that they only
 * covered is theirs no longer. Their copies say so, and leave their "AP today".
 */
export async function endRights(db: Db, deps: Deps, schoolId: string, since: Date): Promise<void> {
  const now = deps.clock.now();
  const ended = await db.$queryRaw<{ staffId: string }[]>`
    UPDATE "Delivery" d SET "superseded" = true, "wanted" = d."wanted" + 1, "nextAt" = ${now},
      "key" = d."key" || ${ENDED} || d."id"
    FROM "Cover" c, "Ask" a WHERE d."schoolId" = ${schoolId} AND c."schoolId" = ${schoolId} AND a."schoolId" = ${schoolId}
      AND c."until" BETWEEN ${since} AND ${now} AND ${ofCover} AND a."id" = d."askId" AND NOT a."closed" AND NOT d."superseded"
      AND NOT EXISTS (SELECT 1 FROM "StaffRole" r
        WHERE r."schoolId" = ${schoolId} AND r."staffId" = d."staffId" AND r."role" = d."role")
      AND NOT EXISTS (SELECT 1 FROM "Cover" o WHERE o."schoolId" = ${schoolId} AND o."staffId" = d."staffId"
        AND o."role" = d."role" AND o."from" <= ${now} AND o."until" > ${now})
    RETURNING d."staffId"`;
  await redrawToday(db, deps, schoolId, [...new Set(ended.map(({ staffId }) => staffId))]);
}

/** A copy (d) that somebody was given in a role while they covered it (c). */
const ofCover = Prisma.sql`c."staffId" = d."staffId" AND c."role" = d."role"
  AND d."createdAt" BETWEEN c."from" AND c."until"`;

/** The copies of an ask that are still this person's: those given in a role that they only covered end with the cover. */
export const copiesOf = (
  db: Db,
  { schoolId, askId, staffId }: { schoolId: string; askId: string; staffId: string },
  now: Date,
): Promise<{ key: string; stub: boolean }[]> => db.$queryRaw`
  SELECT d."key", d."stub" FROM "Delivery" d WHERE d."schoolId" = ${schoolId} AND d."askId" = ${askId} AND d."staffId" = ${staffId}
    AND NOT EXISTS (SELECT 1 FROM "Cover" c WHERE c."schoolId" = d."schoolId" AND ${ofCover} AND c."until" <= ${now})`;
