import { partsOf } from '../../domain/cells';
import { ROTA_ROLES } from '../../domain/rota';
import type { Problem } from '../problems';
import type { ReadSchool } from './school-yaml';
import type { Sheets } from './sheets';

/** Whoever a rota names is on the staff list and holds the role. */
export function checkRota(school: ReadSchool, { staff }: Sheets): Problem[] {
  const { settings } = school;
  if (!settings || !staff.readable) return [];
  const rolesOf = new Map(
    staff.entries.map(({ cells }) => [
      (cells['email'] ?? '').trim().toLowerCase(),
      partsOf((cells['roles'] ?? '').toLowerCase()),
    ]),
  );
  return ROTA_ROLES.flatMap((role) =>
    (settings.rota[role] ?? []).flatMap(({ who }, i) => {
      const held = rolesOf.get(who);
      if (held?.includes(role)) return [];
      const message = held
        ? `${who} is not ${role} in staff.csv: give them the role there, or name somebody who has it`
        : `nobody in staff.csv has the address ${who}: correct it, or add them there`;
      return [school.problemAt(['rota', role, i, 'who'], message)];
    }),
  );
}
