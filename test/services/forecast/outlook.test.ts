import { DateTime } from 'luxon';
import { chanceOf } from '../../../src/cli/simulate/chance';
import { emptyChairs, type Outset } from '../../../src/domain/empty-chairs';
import { ROLES, type Role } from '../../../src/domain/roles';
import { type Recipient, resolve } from '../../../src/services/asks/recipients';
import { outsetOf } from '../../../src/services/forecast/outlook';
import { loadSchool } from '../../../src/services/school';
import { inTransaction } from '../../../src/services/transaction';
import { STAFF, staffRow } from '../../support/school-folder';
import { type World, world } from '../../support/world';

let w: World;
afterEach(() => w.end());

const DAY = '2026-11-24';
const at = (hour: number): Date =>
  DateTime.fromISO(DAY, { zone: 'Europe/London' }).plus({ hours: hour }).toJSDate();

/** Who is reachable, away, covered and covering, as chance has it. */
async function stir(chance: () => number): Promise<void> {
  const { client: db } = w.database;
  const staff = await db.staff.findMany({ orderBy: { name: 'asc' } });
  const anybody = () => staff[Math.floor(chance() * staff.length)]?.id ?? '';
  const half = () => (chance() < 0.5 ? { from: at(0), until: at(12) } : { from: at(11), until: at(24) });
  await db.away.deleteMany();
  await db.cover.deleteMany();
  for (const [i, { id: staffId }] of staff.entries()) {
    const draw = chance();
    const unreachable = draw < 0.3 ? 'blocked' : draw < 0.5 ? 'not-installed' : null;
    await db.chat.updateMany({ where: { staffId }, data: { unreachable } });
    if (chance() < 0.5) {
      const coverStaffId = chance() < 0.5 ? anybody() : null;
      await db.away.create({
        data: { schoolId: w.school, id: `away-${i}`, staffId, ...half(), coverStaffId },
      });
    }
  }
  for (const [i, role] of ROLES.entries()) {
    if (chance() > 0.3) continue;
    const cover = { role, staffId: anybody(), ...half(), at: at(-24) };
    await db.cover.create({ data: { schoolId: w.school, id: `cover-${i}`, ...cover } });
  }
}

/** Whom the chairs say is asked for a role, and how they come to it. */
function judged(outset: Outset, role: Role, hour: number, to: Recipient | null) {
  const [chair] = emptyChairs(outset, [{ role, ladder: [], askable: [], at: at(hour) }]);
  if (!chair) return { how: 'filled', asked: to?.staffId ?? 'nobody, although it is filled' } as const;
  if (chair.lost > 0) return { how: 'lost', asked: undefined } as const;
  return { how: 'standIn', asked: chair.standIn?.staffId } as const;
}

test('the chairs of a day are judged as those who are asked then will be found, whoever is away, covered or gone', async () => {
  w = await world({
    staff: [...STAFF, staffRow('Gil Torres', 'attendance-officer;dsl'), staffRow('Hana Weiss', 'ap-lead')],
  });
  const { deps } = w.waymark;
  const chance = chanceOf(7);
  const seen = { filled: 0, standIn: 0, lost: 0 };
  for (let round = 0; round < 10; round += 1) {
    await stir(chance);
    const school = await loadSchool(deps.db, w.school);
    const outset = await outsetOf(deps.db, school, DAY);
    for (const [role, hour] of ROLES.flatMap((one) => [[one, 9] as const, [one, 13] as const])) {
      const { to } = await inTransaction(deps, (db) => resolve(db, school, role, at(hour)));
      const { how, asked } = judged(outset, role, hour, to);
      seen[how] += 1;
      expect([round, role, hour, how, asked]).toEqual([round, role, hour, how, to?.staffId]);
    }
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(8);
});
