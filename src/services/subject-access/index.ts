import type { SchoolCalendar } from '../../domain/calendar';
import { upn as upnCell } from '../../domain/school-file';
import { list } from '../../domain/text';
import { upnDoubt } from '../../domain/upn';
import type { Deps } from '../deps';
import { noteLook, OPERATOR } from '../queries/looks/note';
import { loadSchool } from '../school';
import { type Key, readHeld } from './read';
import { type SubjectAccess, shapeHeld } from './shape';

export type SubjectAccessResult =
  | { readonly ok: true; readonly access: SubjectAccess; readonly calendar: SchoolCalendar }
  | { readonly ok: false; readonly problem: string };

/** Everything held on the pupil with this UPN, written into the read ledger. `schoolId`: for a pupil who is on the list of several. */
export async function subjectAccess(
  deps: Deps,
  upn: string,
  schoolId?: string,
): Promise<SubjectAccessResult> {
  const found = await findPupil(deps, upn, schoolId);
  if (typeof found === 'string') return { ok: false, problem: found };
  const { calendar } = await loadSchool(deps.db, found.schoolId);
  const look = { db: deps.db, schoolId: found.schoolId, staffId: OPERATOR, now: deps.clock.now() };
  await noteLook(look, found.pupilId, 'subject access');
  return { ok: true, access: shapeHeld(await readHeld(deps, found)), calendar };
}

/** The one pupil with this UPN, or why there is none. A UPN that looks wrong is found all the same if it is held. */
export async function findPupil({ db }: Deps, typed: string, schoolId?: string): Promise<Key | string> {
  const read = upnCell.safeParse(typed);
  const upn = read.success ? read.data : typed.trim();
  const found = await db.pupil.findMany({
    where: { upn, drill: false, ...(schoolId ? { schoolId } : {}) },
    select: { schoolId: true, id: true },
    orderBy: { schoolId: 'asc' },
  });
  const [pupil, ...others] = found;
  if (!pupil) {
    const doubt = upnDoubt(upn);
    return doubt
      ? `"${upn}" is not a UPN: ${doubt}.`
      : `No pupil here has the UPN ${upn}: check it against pupils.csv.`;
  }
  if (others.length === 0) return { schoolId: pupil.schoolId, pupilId: pupil.id };
  return `${upn} is on the lists of the schools ${list(found.map((one) => one.schoolId))}: say which with --school.`;
}
