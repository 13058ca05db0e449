import type { GuestRow, StaffRow } from '../../domain/school-file';
import { insert } from '../../prompts/insert';
import type { Known } from './known';
import { sync, type Tally, type Writing } from './sync';

type Stored = Known['staff'][number];

/** Somebody on one of the two lists, as it is stored. */
interface Listed {
  readonly email: string;
  readonly name: string;
  readonly aad_object_id: string | null;
  readonly provider_id?: string;
}

/** What became of the two lists, and who is on neither any more. */
export interface WrittenStaff {
  readonly staff: Tally;
  readonly guests: Tally;
  readonly left: readonly Stored[];
}

/**
 * Writes the staff list and the guests. A person is matched by e-mail, else by object id (an address that changed). The
 * file's roles replace those held before; guests hold none. Whoever is in neither file has left: no roles, and no
 * longer let in.
 */
export async function writeStaff(
  writing: Writing,
  rows: readonly StaffRow[],
  guests: readonly GuestRow[],
): Promise<WrittenStaff> {
  const { db, deps, schoolId, known } = writing;
  const listed: readonly Listed[] = [...rows, ...guests];
  const matched = matchStaff(listed, known.staff);
  const people = listed.map((row, i) => ({
    schoolId,
    id: matched[i]?.id ?? deps.ids.next(),
    email: row.email,
    name: row.name,
    aadObjectId: row.aad_object_id ?? keptObjectId(matched[i], listed),
    active: true,
    providerId: row.provider_id ?? null,
  }));
  const byId = new Map(known.staff.map((person) => [person.id, person]));
  const here = new Set(people.map(({ id }) => id));
  const left = known.staff.filter(({ id, active }) => active && !here.has(id));
  await db.staff.updateMany({
    where: { schoolId, id: { in: left.map(({ id }) => id) } },
    data: { active: false },
  });
  const write = (these: typeof people) =>
    sync(
      {
        rows: these,
        stored: ({ id }) => byId.get(id),
        create: (rows) => insert(db, 'Staff', rows),
        update: (data) => db.staff.update({ where: { schoolId_id: { schoolId, id: data.id } }, data }),
      },
      writing.onRows,
    );
  const staff = await write(people.slice(0, rows.length));
  const tallies = { staff, guests: await write(people.slice(rows.length)) };
  await db.staffRole.deleteMany({ where: { schoolId } });
  const ids = people.map(({ id }) => id);
  await insert(db, 'StaffRole', ranked(schoolId, ids, rows));
  return { ...tallies, left };
}

function matchStaff(rows: readonly Listed[], stored: readonly Stored[]): (Stored | undefined)[] {
  const emails = new Set(rows.map(({ email }) => email));
  const byEmail = new Map(stored.map((person) => [person.email, person]));
  const renamed = stored.filter(({ email }) => !emails.has(email));
  return rows.map(({ email, aad_object_id }) => {
    const sameId = renamed.find((person) => aad_object_id !== null && person.aadObjectId === aad_object_id);
    return byEmail.get(email) ?? sameId;
  });
}

/** The object id learned from Teams or from an earlier file, unless this file gives it to somebody else. */
function keptObjectId(person: Stored | undefined, rows: readonly Listed[]): string | null {
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
