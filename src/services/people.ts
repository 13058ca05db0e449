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
async function find({ db }: Deps, objectId: string): Promise<Person | null> {
  const staff = await db.staff.findFirst({
    where: { aadObjectId: { in: [objectId, objectId.toLowerCase()] }, active: true },
    include: { roles: { orderBy: { rank: 'asc' } } },
  });
  if (!staff) return null;
  const roles = staff.roles.map((held) => roleSchema.parse(held.role));
  const person = { schoolId: staff.schoolId, staffId: staff.id, name: staff.name };
  return staff.providerId === null
    ? { ...person, roles }
    : { ...person, roles: [], guestOf: staff.providerId };
}

/** The roles that somebody holds now, the first preferred. */
export async function rolesOf(
  db: Db,
  { schoolId, staffId }: Pick<Person, 'schoolId' | 'staffId'>,
): Promise<Role[]> {
  const held = await db.staffRole.findMany({ where: { schoolId, staffId }, orderBy: { rank: 'asc' } });
  return held.map(({ role }) => roleSchema.parse(role));
}
