import type { Role } from '../domain/roles';
import type { PrismaClient } from '../generated/prisma/client';
import type { TeamsPerson } from './playground-config';
import type { Seat } from './playgrounds';

/** A seat, and whose it is on the staff list. */
type StaffSeat = Seat & { readonly staffId: string };

/** Whose Teams the demo shows, side by side. */
const ROLES: readonly Role[] = ['attendance-officer', 'ap-lead', 'dsl'];

/** The first holder of each of the demo's roles, as Teams knows them; and everybody else on the staff list. */
export async function seatsOf(
  db: PrismaClient,
  schoolId: string,
): Promise<{ seats: StaffSeat[]; staff: TeamsPerson[] }> {
  const held = await db.staffRole.findMany({
    where: { schoolId, role: { in: [...ROLES] }, staff: { active: true } },
    orderBy: { rank: 'asc' },
    include: { staff: true },
  });
  const seats = ROLES.flatMap((role) => {
    const first = held.find((h) => h.role === role)?.staff;
    return first ? [{ role, staffId: first.id, person: teamsPerson(first) }] : [];
  });
  const all = await db.staff.findMany({ where: { schoolId, active: true } });
  return { seats, staff: all.map(teamsPerson) };
}

const teamsPerson = (staff: {
  id: string;
  name: string;
  email: string;
  aadObjectId: string | null;
}): TeamsPerson => ({
  id: `29:${staff.id}`,
  name: staff.name,
  email: staff.email,
  aadObjectId: staff.aadObjectId ?? staff.id,
});
