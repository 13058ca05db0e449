import { may } from '../../../domain/access';
import { chainOf } from '../../../domain/policy';
import { type Role, roleSchema, roleTitle } from '../../../domain/roles';
import { list } from '../../../domain/text';
import { heldRoles } from '../../people';
import type { Query } from '../query';

/** Somebody who can be asked: they are on the staff list, and have Waymark. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  /** "Dev Patel (deputy DSL)". */
  readonly title: string;
  readonly roles: readonly Role[];
}

/** More than this many make a card too heavy for Teams. */
const MOST = 60;

/** All staff who can be asked now, by name: no guest. */
export async function reachable({ db, schoolId }: Query): Promise<Colleague[]> {
  const staff = await db.staff.findMany({
    where: { schoolId, active: true, providerId: null, chat: { unreachable: null } },
    include: { roles: { orderBy: { rank: 'asc' } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST,
  });
  return staff.map(({ id, name, roles: held }) => {
    const roles = held.map(({ role }) => roleSchema.parse(role));
    const titles = roles.length > 0 ? ` (${list(roles.map(roleTitle))})` : '';
    return { id, name, title: `${name}${titles}`, roles };
  });
}

/**
 * Who may cover for the person who asks: other holders of one of their roles, and those who stand in for one. Of a role
 * that safeguards, only who may answer for that very role.
 */
export async function colleaguesFor(query: Query): Promise<Colleague[]> {
  const { db, schoolId, staffId, pack } = query;
  const held = await heldRoles(db, schoolId, staffId);
  const standsIn =
    ({ roles }: Colleague) =>
    (role: Role) =>
      chainOf(pack, role).some((one) => roles.includes(one));
  const guarded = held.filter((role) => may([role], 'see-safeguarding'));
  return (await reachable(query)).filter(
    (one) => one.id !== staffId && held.some(standsIn(one)) && guarded.every(standsIn(one)),
  );
}
