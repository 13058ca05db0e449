import { calendarSchema, type SchoolCalendar } from '../domain/calendar';
import { type Duty, type Pack, packSchema } from '../domain/policy';
import type { Db } from '../prompts/kind';

/** A school as the engine works with it: its calendar and the pack in force (or the one an ask was opened under). */
export interface School {
  readonly id: string;
  readonly name: string;
  readonly calendar: SchoolCalendar;
  readonly pack: Pack;
  readonly version: string;
  readonly liveFrom: Date;
  readonly plannedTo: Date | null;
}

/** Loads a school; with `version`, as its policy stood then: an open ask keeps the pack it was opened under. */
export async function loadSchool(db: Db, schoolId: string, version?: string): Promise<School> {
  const row = await db.school.findUniqueOrThrow({ where: { id: schoolId } });
  const key = { schoolId, version: version ?? row.policyVersion };
  const policy = await db.policyVersion.findUniqueOrThrow({ where: { schoolId_version: key } });
  return {
    id: row.id,
    name: row.name,
    calendar: calendarSchema.parse(row.calendar),
    pack: packSchema.parse(policy.content),
    version: key.version,
    liveFrom: row.liveFrom,
    plannedTo: row.plannedTo,
  };
}

/** The duty of that name in the school's pack. A pack that lost it is a fault: asks keep their version. */
export function dutyOf(school: School, id: string): Duty {
  const duty = school.pack.duties.find((d) => d.id === id);
  if (!duty) throw new Error(`policy ${school.version} has no duty "${id}"`);
  return duty;
}
