import { roleSchema } from '../../domain/roles';
import { rememberChat } from '../../services/chats';
import { recordAway } from '../../services/cover/away';
import type { Deps } from '../../services/deps';
import type { Person } from '../../services/people';
import type { Chance } from './chance';

/** How often a member of staff is ill on a day. */
const ILL = 0.02;

/** Everybody on the school's list, each with a chat of their own. */
export async function hireStaff(deps: Deps, schoolId: string): Promise<Person[]> {
  const rows = await deps.db.staff.findMany({ where: { schoolId }, include: { roles: true } });
  const staff = rows.map(({ id, name, roles }) => ({
    schoolId,
    staffId: id,
    name,
    roles: roles.map(({ role }) => roleSchema.parse(role)),
  }));
  for (const person of staff) {
    const id = person.staffId;
    await rememberChat(deps, person, {
      serviceUrl: 'https://simulated.example/',
      conversationId: id,
      tenantId: 'simulated',
      userId: `29:${id}`,
      botId: '28:waymark',
    });
  }
  return staff;
}

/** Some are ill today: Waymark is told in the morning, as by `waymark away`. Gives their ids. */
export async function illToday(
  deps: Deps,
  staff: readonly Person[],
  today: string,
  chance: Chance,
): Promise<Set<string>> {
  const ill = staff.filter(() => chance() < ILL);
  for (const { schoolId, staffId } of ill) {
    const { email } = await deps.db.staff.findUniqueOrThrow({
      where: { schoolId_id: { schoolId, id: staffId } },
    });
    await recordAway(deps, { email, from: today, until: today, school: schoolId });
  }
  return new Set(ill.map(({ staffId }) => staffId));
}
