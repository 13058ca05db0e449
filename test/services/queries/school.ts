import type { Role } from '../../../src/domain/roles';
import type { PrismaClient } from '../../../src/generated/prisma/client';
import type { Person } from '../../../src/services/people';

export const SCHOOL = '900001';

export const CALENDAR = {
  timeZone: 'Europe/London',
  sessions: { am: { start: '09:00', end: '12:00' }, pm: { start: '13:00', end: '15:00' } },
  halfTerms: [
    { name: 'Autumn 1', start: '2026-09-02', end: '2026-10-23' },
    { name: 'Autumn 2', start: '2026-11-02', end: '2026-12-18' },
  ],
  closures: [
    { date: '2026-11-27', reason: 'INSET day' },
    { date: '2026-12-02', reason: 'Staff training', session: 'pm' },
  ],
};

const PACK = {
  id: 'test',
  name: 'Test policy',
  reasons: [],
  standIns: { dsl: ['headteacher'] },
  duties: [
    {
      id: 'session-attendance',
      title: 'Attendance',
      clauses: ['EMET-4.5.1a'],
      kind: 'attendance',
      subject: 'placement',
      when: { each: 'session' },
      to: 'attendance-officer',
      due: 'PT30M',
      ladder: [],
    },
  ],
};

export const EVERY_SESSION = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].flatMap((day) => [`${day} AM`, `${day} PM`]);

/** School time is London's; the days used are in winter, when that is UTC. */
export const at = (time: string, day = '2026-11-23'): Date => new Date(`${day}T${time}:00Z`);

/** One person for each thing a role may or may not see. */
const STAFF: readonly (readonly [id: string, name: string, roles: readonly Role[]])[] = [
  ['amira', 'Amira Khan', ['attendance-officer']],
  ['ben', 'Ben Okoro', ['ap-lead']],
  ['dana', 'Dana Lewis', ['dsl']],
  ['gita', 'Gita Rao', ['governor']],
  ['pete', 'Pete Hill', ['pastoral-lead']],
];

/** A school with its calendar, its policy and its staff. */
export async function addSchool(db: PrismaClient, schoolId: string, name: string): Promise<void> {
  const when = at('00:00', '2026-09-01');
  const school = { id: schoolId, name, timeZone: 'Europe/London', calendar: CALENDAR, policyVersion: 'v1' };
  await db.school.create({ data: { ...school, liveFrom: when, importedAt: when } });
  await db.policyVersion.create({ data: { schoolId, version: 'v1', content: PACK, loadedAt: when } });
  for (const [id, staffName, roles] of STAFF) {
    const email = `${id}@${schoolId}.example`;
    await db.staff.create({
      data: { schoolId, id, email, name: staffName, aadObjectId: `${schoolId}-${id}` },
    });
    await db.staffRole.createMany({
      data: roles.map((role, rank) => ({ schoolId, staffId: id, role, rank })),
    });
  }
}

/** A member of its staff, as the server knows them. */
export function personOf(id: string, schoolId = SCHOOL): Person {
  const found = STAFF.find(([staffId]) => staffId === id);
  if (!found) throw new Error(`nobody is called ${id}`);
  const [staffId, name, roles] = found;
  return { schoolId, staffId, name, roles };
}
