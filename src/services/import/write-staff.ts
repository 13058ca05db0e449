import type { StaffRow } from '../../domain/school-file';
import { insert } from '../../prompts/insert';
import type { Known } from './known';
import { sync, type Tally, type Writing } from './sync';

type Stored = Known['staff'][number];

/**
 * Writes the staff list. A person is matched by e-mail, else by object id (an address that changed). The file's roles
 * replace those held before. Whoever is not in the file has left: no roles, and no longer let in.
 */
export async function writeStaff(
  writing: Writing,
  rows: readonly StaffRow[],
): Promise<{ tally: Tally; left: readonly Stored[] }> {
  const { db, deps, schoolId, known } = writing;
  const matched = matchStaff(rows, known.staff);
  const people = rows.map((row, i) => ({
    schoolId,
    id: matched[i]?.id ?? deps.ids.next(),
    email: row.email,
    name: row.name,
    aadObjectId: row.aad_object_id ?? keptObjectId(matched[i], rows),
    active: true,
  }));
  const byId = new Map(known.staff.map((person) => [person.id, person]));
  const here = new Set(people.map(({ id }) => id));
  const left = known.staff.filter(({ id, active }) => active && !here.has(id));
  await db.staff.updateMany({
    where: { schoolId, id: { in: left.map(({ id }) => id) } },
    data: { active: false },
  });
  const tally = await sync(
    {
      rows: people,
      stored: ({ id }) => byId.get(id),
      create: (rows) => insert(db, 'Staff', rows),
      update: (data) => db.staff.update({ where: { schoolId_id: { schoolId, id: data.id } }, data }),
    },
    writing.onRows,
  );
  await db.staffRole.deleteMany({ where: { schoolId } });
  const ids = people.map(({ id }) => id);
  await insert(db, 'StaffRole', ranked(schoolId, ids, rows));
  return { tally, left };
}

function matchStaff(rows: readonly StaffRow[], stored: readonly Stored[]): (Stored | undefined)[] {
  const emails = new Set(rows.map(({ email }) => email));
  const byEmail = new Map(stored.map((person) => [person.email, person]));
  const renamed = stored.filter(({ email }) => !emails.has(email));
  return rows.map(({ email, aad_object_id }) => {
    const sameId = renamed.find((person) => aad_object_id !== null && person.aadObjectId === aad_object_id);
    return byEmail.get(email) ?? sameId;
  });
}

/** The object id learned from Teams or from an earlier file, unless this file gives it to somebody else. */
function keptObjectId(person: Stored | undefined, rows: readonly StaffRow[]): string | null {
  const kept = person?.aadObjectId ?? null;
  return rows.some(({ aad_object_id }) => aad_object_id === kept) ? null : kept;
}

/** The order of the file is the order of preference among the holders of a role. */
function ranked(schoolId: string, ids: readonly string[], rows: readonly StaffRow[]) {
  const holders = new Map<string, number>();
  return rows.flatMap(({ roles }, i) =>
    roles.map((role) => {
      const rank = holders.get(role) ?? 0;
      holders.set(role, rank + 1);
      return { schoolId, staffId: ids[i] ?? '', role, rank };
    }),
  );
}
