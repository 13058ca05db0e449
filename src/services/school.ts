import { calendarSchema, type SchoolCalendar } from '../domain/calendar';
import { type Duty, type Pack, packSchema } from '../domain/policy';
import { type Rota, readRota } from '../domain/rota';
import type { Ask, School as SchoolRow } from '../generated/prisma/client';
import type { Db } from '../prompts/kind';

/** A school as the engine works with it: its calendar and the pack in force (or the one an ask was opened under). */
export interface School {
  readonly id: string;
  readonly name: string;
  readonly calendar: SchoolCalendar;
  readonly pack: Pack;
  readonly version: string;
  readonly liveFrom: Date;
  /** False until its DSL and a deputy can be reached: nothing is owed before that. */
  readonly live: boolean;
  readonly rota: Rota;
  /** Every change of who is on duty until then has been acted upon. */
  readonly handedTo: Date;
  readonly plannedTo: Date | null;
  /** Counts what may change what is owed: imports, starts, flags. */
  readonly changes: number;
}

/** Loads a school; with `version`, as its policy stood then: an open ask keeps the pack it was opened under. */
export async function loadSchool(db: Db, schoolId: string, version?: string): Promise<School> {
  return schoolOf(db, await db.school.findUniqueOrThrow({ where: { id: schoolId } }), version);
}

/** An ask, locked until the transaction ends, and its school as its policy stood when it was opened: in one look. */
export async function lockWithSchool(
  db: Db,
  schoolId: string,
  askId: string,
): Promise<{ ask: Ask; school: School } | null> {
  const [row] = await db.$queryRaw<(Ask & Omit<SchoolRow, 'id'>)[]>`
    SELECT s.*, a.* FROM "Ask" a JOIN "School" s ON s."id" = a."schoolId"
    WHERE a."schoolId" = ${schoolId} AND a."id" = ${askId} FOR UPDATE OF a`;
  return row ? { ask: row, school: await schoolOf(db, { ...row, id: schoolId }) } : null;
}

/** Every school of this Waymark, under the pack in force. */
export async function loadSchools(db: Db): Promise<School[]> {
  const rows = await db.school.findMany({ orderBy: { id: 'asc' } });
  return Promise.all(rows.map((row) => schoolOf(db, row)));
}

/** A school from its stored row. Throws when its calendar or its policy cannot be read. */
export async function schoolOf(db: Db, row: SchoolRow, version = row.policyVersion): Promise<School> {
  const { id, name, liveFrom, live, plannedTo, changes } = row;
  const calendar = calendarOf(row.calendar);
  const pack = await packOf(db, id, version);
  const duty = { rota: readRota(row.rota), handedTo: row.handedTo ?? row.importedAt };
  return { id, name, calendar, pack, version, liveFrom, live, ...duty, plannedTo, changes };
}

/** Something changed that may change what is owed: it is planned anew at the next tick. */
export async function noteChange(db: Db, schoolId: string): Promise<void> {
  await db.school.updateMany({ where: { id: schoolId }, data: { changes: { increment: 1 } } });
}

/** Calendars by their text: what was read once need not be read again, nor its school days counted. */
const calendars = new Map<string, SchoolCalendar>();

function calendarOf(stored: unknown): SchoolCalendar {
  const text = JSON.stringify(stored);
  const read = calendars.get(text) ?? calendarSchema.parse(stored);
  if (calendars.size >= MOST_KEPT) calendars.clear();
  calendars.set(text, read);
  return read;
}

/** Packs by their version: the hash of a pack's content is its name, so what was read once need not be read again. */
const packs = new Map<string, Pack>();
const MOST_KEPT = 1_000;

async function packOf(db: Db, schoolId: string, version: string): Promise<Pack> {
  const read = packs.get(version);
  if (read) return read;
  const key = { schoolId, version };
  const { content } = await db.policyVersion.findUniqueOrThrow({ where: { schoolId_version: key } });
  const pack = packSchema.parse(content);
  if (packs.size >= MOST_KEPT) packs.clear();
  packs.set(version, pack);
  return pack;
}

/** The duty of that name in the school's pack. A pack that lost it is a fault: asks keep their version. */
export function dutyOf(school: School, id: string): Duty {
  const duty = school.pack.duties.find((d) => d.id === id);
  if (!duty) throw new Error(`policy ${school.version} has no duty "${id}"`);
  return duty;
}
