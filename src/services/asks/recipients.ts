import { dayOf } from '../../domain/calendar';
import { chainOf } from '../../domain/policy';
import type { Role } from '../../domain/roles';
import { onDuty } from '../../domain/rota';
import type { Db } from '../../prompts/kind';
import type { School } from '../school';

/** Why somebody could not be asked. */
export type SkipReason = 'away' | 'not-installed' | 'blocked';

export interface Skip {
  readonly staffId: string;
  readonly name: string;
  readonly role: Role;
  readonly reason: SkipReason;
}

export interface Recipient {
  readonly staffId: string;
  readonly name: string;
  /** The role they hold (a stand-in's own, when they stand in). */
  readonly role: Role;
}

/** Who is asked for a role now, and who was passed over on the way there. */
export interface Resolution {
  readonly to: Recipient | null;
  readonly skipped: readonly Skip[];
}

/**
 * The first person who can be asked for a role: who covers it now, who is on the rota today, its other holders in the
 * school's order of preference, somebody away giving way to who covers them, then the roles that stand in (from the pack).
 */
export function resolve(db: Db, school: School, role: Role, now: Date): Promise<Resolution> {
  const known = found.get(db) ?? new Map<string, Promise<Resolution>>();
  found.set(db, known);
  const key = `${school.id} ${school.version} ${role} ${now.getTime()}`;
  const resolution = known.get(key) ?? find(db, school, role, now);
  known.set(key, resolution);
  return resolution;
}

/** Within one transaction, and at one instant, nobody comes or goes: who was found for a role need not be looked for again. */
const found = new WeakMap<Db, Map<string, Promise<Resolution>>>();

async function find(db: Db, school: School, role: Role, now: Date): Promise<Resolution> {
  const skipped: Skip[] = [];
  for (const next of chainOf(school.pack, role)) {
    for (const holder of await holdersOf(db, school, next, now)) {
      const reason = whyNot(holder);
      if (!reason) return { to: { staffId: holder.id, name: holder.name, role: next }, skipped };
      skipped.push({ staffId: holder.id, name: holder.name, role: next, reason });
      const cover = holder.cover;
      if (reason === 'away' && cover && !whyNot(cover)) {
        return { to: { staffId: cover.id, name: cover.name, role: next }, skipped };
      }
    }
  }
  return { to: null, skipped };
}

/** Somebody as stored: whether they can be reached now, and who covers them while they are away. */
interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly hasChat: boolean;
  readonly unreachable: string | null;
  readonly away: boolean;
  readonly coverId: string | null;
  /** They cover the role that is asked. */
  readonly covers: boolean;
}

function whyNot({ away, hasChat, unreachable }: Candidate): SkipReason | null {
  if (away) return 'away';
  if (!hasChat || unreachable === 'not-installed') return 'not-installed';
  return unreachable ? 'blocked' : null;
}

/** Who covers a role now and then its holders in the school's order, each with whoever answers while they are away. */
async function holdersOf(db: Db, { id: schoolId, calendar, rota }: School, role: Role, now: Date) {
  const found = await staffAt(db, schoolId, now, role, []);
  const held = inTurn(found, onDuty(rota, role, dayOf(calendar, now)));
  const coverIds = held.flatMap(({ coverId }) => coverId ?? []);
  const covers = coverIds.length === 0 ? [] : await staffAt(db, schoolId, now, null, coverIds);
  return held.map((holder) => ({ ...holder, cover: covers.find(({ id }) => id === holder.coverId) }));
}

/** Whoever covers stays first; after them come those on duty, and then the others as they were. */
function inTurn(found: readonly Candidate[], duty: readonly string[]): readonly Candidate[] {
  if (duty.length === 0) return found;
  const place = ({ id, covers }: Candidate) => (covers ? -1 : duty.indexOf(id) + 1 || duty.length + 1);
  return [...found].sort((a, b) => place(a) - place(b));
}

/** Active staff as they are now: who covers a role, its holders in the school's order, and those of some ids. */
const staffAt = (
  db: Db,
  schoolId: string,
  now: Date,
  role: Role | null,
  ids: readonly string[],
): Promise<Candidate[]> => db.$queryRaw`
  SELECT s."id", s."name", c."staffId" IS NOT NULL AS "hasChat", c."unreachable", a."id" IS NOT NULL AS "away",
    a."coverStaffId" AS "coverId", v."staffId" IS NOT NULL AS "covers"
  FROM "Staff" s
  LEFT JOIN "StaffRole" r ON r."schoolId" = s."schoolId" AND r."staffId" = s."id" AND r."role" = ${role}
  LEFT JOIN "Chat" c ON c."schoolId" = s."schoolId" AND c."staffId" = s."id"
  LEFT JOIN (SELECT v."staffId" FROM "Cover" v WHERE v."schoolId" = ${schoolId} AND v."role" = ${role}
    AND v."from" <= ${now} AND v."until" > ${now} ORDER BY v."at" DESC LIMIT 1) v ON v."staffId" = s."id"
  LEFT JOIN LATERAL (SELECT w."id", w."coverStaffId" FROM "Away" w WHERE w."schoolId" = s."schoolId"
    AND w."staffId" = s."id" AND w."from" <= ${now} AND w."until" > ${now} ORDER BY w."id" LIMIT 1) a ON true
  WHERE s."schoolId" = ${schoolId} AND s."active" AND s."providerId" IS NULL
    AND (r."role" IS NOT NULL OR v."staffId" IS NOT NULL OR s."id" = ANY(${ids}::text[]))
  ORDER BY v."staffId" IS NULL, r."rank"`;

/** Everybody who holds one of these roles and can be asked now, each once, with the first of the roles they hold. */
export async function reachable(
  db: Db,
  { id: schoolId }: School,
  roles: readonly Role[],
  now: Date,
): Promise<readonly Recipient[]> {
  const found = new Map<string, Recipient>();
  for (const role of roles) {
    for (const holder of await staffAt(db, schoolId, now, role, [])) {
      if (whyNot(holder) || found.has(holder.id)) continue;
      found.set(holder.id, { staffId: holder.id, name: holder.name, role });
    }
  }
  return [...found.values()];
}

/** Can this member of staff be asked now? */
export async function canBeAsked(db: Db, schoolId: string, staffId: string, now: Date): Promise<boolean> {
  const [person] = await staffAt(db, schoolId, now, null, [staffId]);
  return person !== undefined && !whyNot(person);
}
