import { addDays, type Day, startOfDay } from '../../domain/calendar';
import {
  type Chosen,
  type Colleague,
  coveredIn,
  type EmptyChair,
  emptyChairs,
  type Outset,
  type Question,
  type RoleCover,
} from '../../domain/empty-chairs';
import { type Duty, rolesAsked } from '../../domain/policy';
import { roleSchema } from '../../domain/roles';
import type { Db } from '../../prompts/kind';
import { kindOf } from '../../prompts/registry';
import { type Owed, owedBetween } from '../plan/plan';
import type { School } from '../school';

/** A day as it will be, as far as is known now. */
export interface Ahead {
  readonly questions: number;
  readonly chairs: readonly EmptyChair[];
  /** Who covers a role that is asked then. */
  readonly covered: readonly Chosen[];
}

/** Who will be asked on a day, and which chairs are empty then. */
export async function lookAhead(db: Db, school: School, day: Day, now: Date): Promise<Ahead> {
  const questions = await questionsOn(db, school, day, now);
  if (questions.length === 0) return { questions: 0, chairs: [], covered: [] };
  const outset = await outsetOf(db, school, day);
  return {
    questions: questions.length,
    chairs: emptyChairs(outset, questions),
    covered: coveredIn(outset, questions),
  };
}

/**
 * Every question that will be asked on a day, as it stands now: what the calendar owes, and what events have planned for
 * then. What answers and events will open is not foreseen.
 */
export async function questionsOn(db: Db, school: School, day: Day, now: Date): Promise<Question[]> {
  const { pack } = school;
  const next = startOfDay(school.calendar, addDays(day, 1));
  const rows = await db.prompt.findMany({
    where: {
      schoolId: school.id,
      OR: [{ day }, { status: 'planned', opensAt: { gt: now, lt: next } }],
    },
    select: { duty: true, subjectId: true, occurrence: true, status: true, opensAt: true },
    orderBy: { id: 'asc' },
  });
  const known = new Set(rows.map((row) => keyOf(row.duty, row.subjectId, row.occurrence)));
  const owed = (await owedBetween(db, school, day, day)).filter((one) => !known.has(keyOfOwed(one)));
  const waiting = rows.filter(({ status, opensAt }) => status === 'planned' && opensAt < next);
  const duties = new Map(pack.duties.map((duty) => [duty.id, duty]));
  return [...owed, ...waiting].flatMap(({ duty: id, opensAt }) => {
    const duty = duties.get(id);
    return duty && opensAt > now ? [questionOf(duty, opensAt)] : [];
  });
}

const keyOf = (duty: string, subjectId: string, key: string): string => `${duty}|${subjectId}|${key}`;

const keyOfOwed = ({ duty, subjectId, key }: Owed): string => keyOf(duty, subjectId, key);

const questionOf = (duty: Duty, at: Date): Question => ({
  role: duty.to,
  ladder: rolesAsked(duty).slice(1),
  askable: kindOf(duty.kind).askable,
  at,
});

/** An instant as the database counts it, in milliseconds. */
interface StoredSpan {
  readonly from: number;
  readonly until: number;
}

interface StoredColleague {
  readonly staffId: string;
  readonly name: string;
  readonly hasChat: boolean;
  readonly unreachable: string | null;
  readonly roles: readonly { role: string; rank: number }[];
  readonly away: readonly (StoredSpan & { coverId: string | null })[];
  readonly covers: readonly (StoredSpan & { role: string; at: number })[];
}

/** Everybody on the staff list, who of them is away on a day, and who covers which role then: one statement. */
export async function outsetOf(db: Db, school: School, day: Day): Promise<Outset> {
  const from = startOfDay(school.calendar, day);
  const until = startOfDay(school.calendar, addDays(day, 1));
  const rows = await db.$queryRaw<StoredColleague[]>`
    SELECT s."id" AS "staffId", s."name", c."staffId" IS NOT NULL AS "hasChat", c."unreachable",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('role', r."role", 'rank', r."rank")) FROM "StaffRole" r
        WHERE r."schoolId" = s."schoolId" AND r."staffId" = s."id"), '[]') AS "roles",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('from', extract(epoch FROM a."from") * 1000,
          'until', extract(epoch FROM a."until") * 1000, 'coverId', a."coverStaffId") ORDER BY a."id") FROM "Away" a
        WHERE a."schoolId" = s."schoolId" AND a."staffId" = s."id" AND a."from" < ${until} AND a."until" > ${from}), '[]')
        AS "away",
      COALESCE((SELECT jsonb_agg(jsonb_build_object('role', v."role", 'from', extract(epoch FROM v."from") * 1000,
          'until', extract(epoch FROM v."until") * 1000, 'at', extract(epoch FROM v."at") * 1000)) FROM "Cover" v
        WHERE v."schoolId" = s."schoolId" AND v."staffId" = s."id" AND v."from" < ${until} AND v."until" > ${from}), '[]')
        AS "covers"
    FROM "Staff" s LEFT JOIN "Chat" c ON c."schoolId" = s."schoolId" AND c."staffId" = s."id"
    WHERE s."schoolId" = ${school.id} AND s."active" AND s."providerId" IS NULL ORDER BY s."id"`;
  return { pack: school.pack, staff: rows.map(colleagueOf), covers: rows.flatMap(coversOf) };
}

const spanOf = ({ from, until }: StoredSpan) => ({ from: new Date(from), until: new Date(until) });

function colleagueOf({ staffId, name, hasChat, unreachable, roles, away }: StoredColleague): Colleague {
  const isOut = !hasChat || unreachable === 'not-installed';
  return {
    staffId,
    name,
    roles: roles.map(({ role, rank }) => ({ role: roleSchema.parse(role), rank })),
    unreached: isOut ? 'not-installed' : unreachable ? 'blocked' : null,
    away: away.map((absence) => ({ ...spanOf(absence), coverId: absence.coverId })),
  };
}

const coversOf = ({ staffId, covers }: StoredColleague): RoleCover[] =>
  covers.map((cover) => ({
    ...spanOf(cover),
    staffId,
    role: roleSchema.parse(cover.role),
    at: new Date(cover.at),
  }));
