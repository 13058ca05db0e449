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
  const inForce = version ?? row.policyVersion;
  return {
    id: row.id,
    name: row.name,
    calendar: calendarSchema.parse(row.calendar),
    pack: await packOf(db, schoolId, inForce),
    version: inForce,
    liveFrom: row.liveFrom,
    plannedTo: row.plannedTo,
  };
}

/** Packs by their version: the hash of a pack's content is its name, so what was read once need not be read again. */
const packs = new Map<string, Pack>();
const MOST_PACKS = 100;

async function packOf(db: Db, schoolId: string, version: string): Promise<Pack> {
  const read = packs.get(version);
  if (read) return read;
  const key = { schoolId, version };
  const { content } = await db.policyVersion.findUniqueOrThrow({ where: { schoolId_version: key } });
  const pack = packSchema.parse(content);
  if (packs.size >= MOST_PACKS) packs.clear();
  packs.set(version, pack);
  return pack;
}

/** The duty of that name in the school's pack. A pack that lost it is a fault: asks keep their version. */
export function dutyOf(school: School, id: string): Duty {
  const duty = school.pack.duties.find((d) => d.id === id);
  if (!duty) throw new Error(`policy ${school.version} has no duty "${id}"`);
  return duty;
}
