import { chainOf } from '../domain/policy';
import type { Role } from '../domain/roles';
import type { Db } from '../prompts/kind';
import type { School } from './school';

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
 * The first person who can be asked for a role: its holders in the school's order of preference, somebody away
 * giving way to who covers them, then the roles that stand in (from the pack).
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
    for (const holder of await holdersOf(db, school.id, next, now)) {
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

interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly away: boolean;
  readonly chat: { unreachable: string | null } | null;
}

function whyNot(person: Candidate): SkipReason | null {
  if (person.away) return 'away';
  if (!person.chat || person.chat.unreachable === 'not-installed') return 'not-installed';
  return person.chat.unreachable ? 'blocked' : null;
}

const CANDIDATE = { id: true, name: true, chat: { select: { unreachable: true } } } as const;

async function holdersOf(db: Db, schoolId: string, role: Role, now: Date) {
  const held = await db.staffRole.findMany({
    where: { schoolId, role, staff: { active: true } },
    orderBy: { rank: 'asc' },
    select: { staff: { select: CANDIDATE } },
  });
  const away = await db.away.findMany({ where: { schoolId, from: { lte: now }, until: { gt: now } } });
  const isAway = (staffId: string) => away.some((a) => a.staffId === staffId);
  const coverIds = away.flatMap((a) => a.coverStaffId ?? []);
  const covers =
    coverIds.length === 0
      ? []
      : await db.staff.findMany({
          where: { schoolId, id: { in: coverIds }, active: true },
          select: CANDIDATE,
        });
  return held.map(({ staff }) => {
    const coverId = away.find((a) => a.staffId === staff.id)?.coverStaffId;
    const cover = covers.find((c) => c.id === coverId);
    return { ...staff, away: isAway(staff.id), cover: cover && { ...cover, away: isAway(cover.id) } };
  });
}
