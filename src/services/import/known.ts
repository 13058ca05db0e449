import type { Db } from '../../prompts/kind';

/** What Waymark holds of a school before an import. */
export type Known = Awaited<ReturnType<typeof loadKnown>>;

/** Loads everything an import may change. */
export async function loadKnown(db: Db, schoolId: string) {
  const where = { schoolId };
  return {
    school: await db.school.findUnique({ where: { id: schoolId } }),
    otherSchools: await db.school.count({ where: { id: { not: schoolId } } }),
    /** The object ids of everybody who is on the list of another school. */
    elsewhere: await objectIdsBut(db, schoolId),
    staff: await db.staff.findMany({ where }),
    roles: await db.staffRole.findMany({ where }),
    pupils: await db.pupil.findMany({ where: { ...where, drill: false } }),
    contacts: await db.contact.findMany({ where }),
    providers: await db.provider.findMany({ where }),
    placements: await db.placement.findMany({ where }),
  };
}

async function objectIdsBut(db: Db, schoolId: string): Promise<ReadonlySet<string>> {
  const staff = await db.staff.findMany({
    where: { schoolId: { not: schoolId }, active: true },
    select: { aadObjectId: true },
  });
  return new Set(staff.flatMap(({ aadObjectId }) => aadObjectId ?? []));
}
