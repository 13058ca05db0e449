import { nextAgain } from '../../domain/desk';
import { addDuration } from '../../domain/duration';
import { climb, type Due } from '../../domain/ladder';
import type { Rung } from '../../domain/policy';
import { roleSchema } from '../../domain/roles';
import type { Ask } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';
import { kindOf, paceOf } from '../../prompts/registry';
import type { Deps } from '../deps';
import { askAgain } from '../desk/ask-again';
import { record } from '../events';
import { owe, redraw } from '../outbox/copies';
import { dutyOf, loadSchool, type School } from '../school';
import { severalInTransaction } from '../transaction';
import { reach } from './reach';

/** Takes every rung that is due, ask by ask. */
export async function climbDue(deps: Deps, school: School): Promise<void> {
  const schoolId = school.id;
  const due = await deps.db.ask.findMany({
    where: { schoolId, closed: false, nextStepAt: { lte: deps.clock.now() } },
    orderBy: { nextStepAt: 'asc' },
    select: { id: true, policyVersion: true },
  });
  const versions = new Map([[school.version, school]]);
  for (const version of new Set(due.map(({ policyVersion }) => policyVersion)))
    if (!versions.has(version)) versions.set(version, await loadSchool(deps.db, schoolId, version));
  await severalInTransaction(deps, due, async (db, several) => {
    const asks = await lockAsks(
      db,
      schoolId,
      several.map(({ id }) => id),
    );
    for (const ask of asks.filter(({ closed }) => !closed))
      await climbAsk(db, deps, versions.get(ask.policyVersion) ?? school, ask, 'due');
  });
}

type How = 'due' | 'next-role' | 'settle';

/**
 * Moves one ask up its ladder. `due`: every rung whose time has come; `next-role`: up to and including the next
 * rung that asks another role, whatever its time (nobody could be reached, or somebody asked for it); `settle`: no
 * rung, only work out when to look again. Rungs with nobody to ask are climbed past at once.
 */
export async function climbNow(db: Db, deps: Deps, school: School, askId: string, how: How): Promise<void> {
  const ask = await lockAsk(db, school.id, askId);
  if (ask && !ask.closed) await climbAsk(db, deps, school, ask, how);
}

async function climbAsk(db: Db, deps: Deps, school: School, ask: Ask, how: How): Promise<void> {
  const { ladder } = dutyOf(school, ask.duty);
  const now = deps.clock.now();
  const due = climb(school.calendar, ladder, ask, now);
  const rungs = rungsFor(how, due, ladder.slice(ask.rung));
  await noteTheTop(db, deps, ask, how, rungs);
  const isAgain = how === 'due' && isAskedAgain(ask, now);
  if (isAgain) await askAgain(db, deps, school, ask);
  else if (how === 'due' && due.holdEnded && !ask.keeper) await remindHolder(db, deps, school, ask);
  const standing = { rung: ask.rung, roles: [...ask.roles] };
  for (const rung of rungs) await takeRung(db, deps, school, ask, rung, standing);
  const hold = rungs.length === 0 ? holdAt(ask, now) : NO_HOLD;
  const next = climb(school.calendar, ladder, { ...standing, ...hold, openedAt: ask.openedAt }, now);
  const againAt = againAfter(school, ask, isAgain, next.nextAt === null, now);
  await db.ask.updateMany({
    where: { schoolId: school.id, id: ask.id },
    data: {
      ...standing,
      ...hold,
      againAt,
      nextStepAt: nextStep(how, due, earlier(next.nextAt, againAt), now),
    },
  });
  if ([rungs.length > 0, due.holdEnded, isAgain].some(Boolean)) await redraw(db, deps, school.id, ask.id);
}

const isAskedAgain = ({ againAt }: Ask, now: Date): boolean => againAt !== null && againAt <= now;

/**
 * When whoever has it is asked again: at the desk anew until it is settled, and also where nobody took it on and the ladder
 * is at its end.
 */
function againAfter(school: School, ask: Ask, isAgain: boolean, isAtTheTop: boolean, now: Date): Date | null {
  const { hold } = dutyOf(school, ask.duty);
  const isLeft = ask.againAt === null && isAtTheTop && kindOf(ask.kind).desk;
  if (isLeft) return addDuration(school.calendar, now, hold);
  const since = ask.keptAt ?? ask.openedAt;
  return isAgain
    ? nextAgain(school.calendar, { since, hold, within: school.pack.againWithin }, now)
    : ask.againAt;
}

/** Rungs that are due and were not taken now are taken at the next look. */
const nextStep = (how: How, due: Due, next: Date | null, now: Date): Date | null =>
  how === 'settle' && due.rungs.length > 0 ? now : next;

const earlier = (a: Date | null, b: Date | null): Date | null => (a && b ? (a < b ? a : b) : (a ?? b));

const NO_HOLD = { heldUntil: null, heldBy: null };

const holdAt = ({ heldUntil, heldBy }: Ask, now: Date) =>
  heldUntil && heldUntil > now ? { heldUntil, heldBy } : NO_HOLD;

function rungsFor(how: How, due: Due, ahead: readonly Rung[]): readonly Rung[] {
  if (how === 'settle') return [];
  return how === 'due' ? due.rungs : upToNextRole(ahead);
}

/** The ask's row, locked until the transaction ends: whoever changes an ask holds this first. */
export async function lockAsk(db: Db, schoolId: string, askId: string): Promise<Ask | null> {
  const [ask] = await lockAsks(db, schoolId, [askId]);
  return ask ?? null;
}

/** Several asks' rows, those that have waited longest first; locked in the order of their ids, so that nobody waits in a ring. */
async function lockAsks(db: Db, schoolId: string, ids: readonly string[]): Promise<Ask[]> {
  const asks = await db.$queryRaw<Ask[]>`
    SELECT * FROM "Ask" WHERE "schoolId" = ${schoolId} AND "id" = ANY(${ids}::text[]) ORDER BY "id" FOR UPDATE`;
  return asks.sort((a, b) => Number(a.nextStepAt) - Number(b.nextStepAt));
}

function upToNextRole(ladder: readonly Rung[]): readonly Rung[] {
  const at = ladder.findIndex((rung) => 'to' in rung);
  return at < 0 ? [] : ladder.slice(at, at + 1);
}

/** Somebody else should be asked, and the ladder has nobody else: recorded, and told to the operator. */
async function noteTheTop(db: Db, deps: Deps, ask: Ask, how: How, rungs: readonly Rung[]): Promise<void> {
  if (how !== 'next-role' || rungs.length > 0) return;
  const { schoolId, id: askId } = ask;
  await record(db, { schoolId, at: deps.clock.now(), askId, type: 'nobody-available' });
  deps.log.error({ school: schoolId, ask: askId }, 'the ladder has nobody else to ask');
}

interface Standing {
  rung: number;
  roles: string[];
}

async function takeRung(
  db: Db,
  deps: Deps,
  school: School,
  ask: Ask,
  rung: Rung,
  state: Standing,
): Promise<void> {
  const duty = dutyOf(school, ask.duty);
  const index = duty.ladder.indexOf(rung);
  if (index < state.rung) return;
  state.rung = index + 1;
  const at = { schoolId: school.id, at: deps.clock.now(), askId: ask.id };
  const whom = { askId: ask.id, pace: paceOf(ask.kind) };
  if ('remind' in rung) {
    const wish = { ...whom, role: duty.to, purpose: 'remind' as const, tag: `remind:${index}` };
    const to = await reach(db, deps, school, wish);
    if (to) await record(db, { ...at, type: 'reminded', staffId: to.staffId, data: { role: to.role } });
    return;
  }
  state.roles.push(rung.to);
  const wish = { ...whom, role: rung.to, purpose: 'escalate' as const, tag: `escalate:${rung.to}` };
  const to = await reach(db, deps, school, wish);
  if (to) {
    await record(db, { ...at, type: 'escalated', staffId: to.staffId, data: { role: rung.to, to: to.role } });
    return;
  }
  for (const next of upToNextRole(duty.ladder.slice(state.rung)))
    await takeRung(db, deps, school, ask, next, state);
}

/** The hold has run out and nothing came: whoever said "I'm on it" is asked again. */
async function remindHolder(db: Db, deps: Deps, school: School, ask: Ask): Promise<void> {
  if (!ask.heldBy) return;
  const held = await db.delivery.findFirst({
    where: { schoolId: school.id, askId: ask.id, staffId: ask.heldBy },
    orderBy: [{ createdAt: 'desc' }, { seq: 'desc' }],
  });
  const at = { schoolId: school.id, at: deps.clock.now(), askId: ask.id };
  await record(db, { ...at, type: 'hold-ended', staffId: ask.heldBy });
  if (!held) return;
  await owe(db, deps, school, {
    pace: paceOf(ask.kind),
    askId: ask.id,
    staffId: ask.heldBy,
    role: roleSchema.parse(held.role ?? ask.role),
    purpose: held.purpose === 'escalate' ? 'escalate' : 'remind',
    key: `${ask.id}:hold-ended:${ask.heldBy}`,
  });
}
