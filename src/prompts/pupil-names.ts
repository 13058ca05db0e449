import { shortNames } from '../domain/names';
import type { Db } from './kind';

/** The shortest names that tell a school's pupils apart, by pupil: "Zofia O.". One query. */
export async function pupilNames(db: Db, schoolId: string): Promise<ReadonlyMap<string, string>> {
  const select = { id: true, firstName: true, lastName: true, yearGroup: true };
  return shortNames(await db.pupil.findMany({ where: { schoolId }, select }));
}
