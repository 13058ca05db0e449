import type { Role } from '../domain/roles';
import { roleSchema } from '../domain/roles';
import type { Db } from '../prompts/kind';
import type { Deps } from './deps';

/** Somebody on the school's staff list, or a guest of a provider, as the server knows them: never as a card says. */
export interface Person {
  readonly schoolId: string;
  readonly staffId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** A guest, who holds no role: the id of the provider they are of. */
  readonly guestOf?: string;
}

/** Who Teams says is speaking. `email` is looked up in the roster only when the object id is not known yet. */
export interface Caller {
  readonly aadObjectId: string | null;
  email(): Promise<string | null>;
}

/**
 * The member of staff who is speaking, by Entra object id, else by the e-mail of the Teams roster (the object id is
 * then remembered). Null for anybody who is not on a staff list.
 */
export async function findPerson(deps: Deps, caller: Caller): Promise<Person | null> {
  if (!caller.aadObjectId) return null;
  const known = await find(deps, caller.aadObjectId);
  if (known) return known;
  const email = (await caller.email())?.toLowerCase();
  if (!email) return null;
  const { count } = await deps.db.staff.updateMany({
    where: { email, active: true, aadObjectId: null },
    data: { aadObjectId: caller.aadObjectId },
  });
  return count > 0 ? find(deps, caller.aadObjectId) : null;
}

/** Object ids are GUIDs, whose capitals mean nothing; the staff list has them small. */
async function find(deps: Deps, objectId: string): Promise<Person | null> {
  const staff = await deps.db.staff.findFirst({
    where: { aadObjectId: { in: [objectId, objectId.toLowerCase()] }, active: true },
    // An import warns of whoever is on the lists of two schools: they are known at one, and always the same.
    orderBy: [{ providerId: { sort: 'asc', nulls: 'first' } }, { schoolId: 'asc' }],
  });
  if (!staff) return null;
  const { schoolId, id: staffId, name, providerId } = staff;
  const person = { schoolId, staffId, name };
  return providerId === null
    ? { ...person, roles: await rolesOf(deps.db, schoolId, staffId, deps.clock.now()) }
    : { ...person, roles: [], guestOf: providerId };
}

/** A person's roles at this instant: those they hold, and then those they cover, for as long as they do. */
export async function rolesOf(
  db: Db,
  schoolId: string,
  staffId: string,
  now: Date,
): Promise<readonly Role[]> {
  const rows = await db.$queryRaw<{ role: string }[]>`
    SELECT "role", "rank" FROM "StaffRole" WHERE "schoolId" = ${schoolId} AND "staffId" = ${staffId}
    UNION ALL SELECT "role", NULL FROM "Cover" WHERE "schoolId" = ${schoolId} AND "staffId" = ${staffId}
      AND "from" <= ${now} AND "until" > ${now}
    ORDER BY "rank" NULLS LAST`;
  return [...new Set(rows.map(({ role }) => roleSchema.parse(role)))];
}

/** The roles that somebody holds themself: whoever only covers one passes it on to nobody. */
export async function heldRoles(db: Db, schoolId: string, staffId: string): Promise<readonly Role[]> {
  const held = await db.staffRole.findMany({ where: { schoolId, staffId }, orderBy: { rank: 'asc' } });
  return held.map(({ role }) => roleSchema.parse(role));
}
