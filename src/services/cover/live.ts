import { roleTitle } from '../../domain/roles';
import { ROTA_ROLES } from '../../domain/rota';
import { list } from '../../domain/text';
import { moment } from '../../domain/words';
import type { Db } from '../../prompts/kind';
import type { Deps } from '../deps';
import { record } from '../events';
import { loadSchool } from '../school';

/** What the operator reads of a school that waits. */
export const NOT_LIVE =
  'the school is not live and asks nothing: its DSL and a deputy must install Waymark in Teams first';

/** The roles that nobody can be reached for, and who should be: "the DSL (Cara Lindqvist)". */
export interface NotReached {
  readonly roles: readonly string[];
  readonly words: string;
}

interface Holder {
  readonly staffId: string;
  readonly name: string;
  readonly role: string;
  readonly reached: boolean;
}

/**
 * What keeps a school from going live: its DSL and its deputy DSL must both be reachable, and be two people. Null when
 * nothing does, or when it is live already.
 */
export async function notReached(db: Db, schoolId: string): Promise<NotReached | null> {
  const { live } = await db.school.findUniqueOrThrow({ where: { id: schoolId }, select: { live: true } });
  if (live) return null;
  const holders = await db.$queryRaw<Holder[]>`
    SELECT s."id" AS "staffId", s."name", r."role", c."staffId" IS NOT NULL AND c."unreachable" IS NULL AS "reached"
    FROM "StaffRole" r JOIN "Staff" s ON s."schoolId" = r."schoolId" AND s."id" = r."staffId"
    LEFT JOIN "Chat" c ON c."schoolId" = s."schoolId" AND c."staffId" = s."id"
    WHERE r."schoolId" = ${schoolId} AND s."active" AND r."role" = ANY(${[...ROTA_ROLES]}::text[]) ORDER BY r."rank"`;
  const roles = missingOf(holders);
  return roles.length === 0 ? null : { roles, words: list(roles.map((role) => inWords(role, holders))) };
}

function missingOf(holders: readonly Holder[]): readonly string[] {
  const reached = holders.filter((holder) => holder.reached);
  const missing = ROTA_ROLES.filter((role) => !reached.some((holder) => holder.role === role));
  if (missing.length > 0) return missing;
  return new Set(reached.map(({ staffId }) => staffId)).size > 1 ? [] : ['deputy-dsl'];
}

function inWords(role: string, holders: readonly Holder[]): string {
  const names = holders.filter((holder) => holder.role === role && !holder.reached).map(({ name }) => name);
  return `the ${roleTitle(role)} (${names.join(' or ') || 'nobody else is named in staff.csv'})`;
}

/**
 * A school goes live at the instant at which its DSL and a deputy can both be reached: what fell due before is not
 * owed. Once live it stays live: losing them later is what ladders are for. False when it was live already, or waits.
 */
export async function goLive(db: Db, deps: Deps, schoolId: string): Promise<boolean> {
  if (await notReached(db, schoolId)) return false;
  const now = deps.clock.now();
  const { count } = await db.school.updateMany({
    where: { id: schoolId, live: false },
    data: { live: true, liveFrom: now, changes: { increment: 1 } },
  });
  if (count === 0) return false;
  await record(db, { schoolId, at: now, type: 'went-live' });
  await tellOfIt(db, deps, schoolId);
  deps.log.info({ school: schoolId }, 'the school is live');
  return true;
}

const WAITS = 'Waymark asks nothing yet: first ';

/** What somebody who installs Waymark reads while their school waits. */
export const waitingLine = async (db: Db, schoolId: string): Promise<string[]> => {
  const missing = await notReached(db, schoolId);
  return missing ? [`${WAITS}${missing.words} must install it in Teams.`] : [];
};

/** The greeting of everybody who was told that the school waits says from when it asks. */
async function tellOfIt(db: Db, deps: Deps, schoolId: string): Promise<void> {
  const now = deps.clock.now();
  const { calendar } = await loadSchool(db, schoolId);
  const line = `Waymark is live since ${moment(calendar, now, '')}: it asks what falls due from then on.`;
  const greetings = await db.delivery.findMany({ where: { schoolId, purpose: 'welcome' } });
  for (const { id, content } of greetings) {
    const said = content as { lines?: string[] } | null;
    if (!said?.lines?.some((one) => one.startsWith(WAITS))) continue;
    const lines = said.lines.map((one) => (one.startsWith(WAITS) ? line : one));
    await db.delivery.update({
      where: { schoolId_id: { schoolId, id } },
      data: { content: { ...said, lines }, wanted: { increment: 1 }, nextAt: now },
    });
  }
}
