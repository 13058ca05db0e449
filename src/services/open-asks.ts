import { addDuration } from '../domain/duration';
import { climb } from '../domain/ladder';
import type { Duty } from '../domain/policy';
import type { Prisma } from '../generated/prisma/client';
import { insert } from '../prompts/insert';
import type { Db } from '../prompts/kind';
import { kindOf } from '../prompts/registry';
import { climbNow } from './climb';
import { owe } from './copies';
import type { Deps } from './deps';
import { record } from './events';
import type { Person } from './people';
import { reach } from './reach';
import { dutyOf, type School } from './school';
import { eachInTransaction } from './transaction';

interface Due {
  readonly id: string;
  readonly duty: string;
  readonly subjectId: string;
  readonly occurrence: string;
  readonly opensAt: Date;
}

interface Sheet {
  readonly duty: Duty;
  readonly groupKey: string;
  readonly prompts: readonly Due[];
}

/** Asks every planned prompt whose time has come: those that belong on one card together, each group at once. */
export async function openDue(deps: Deps, school: School): Promise<void> {
  const due = await deps.db.prompt.findMany({
    where: { schoolId: school.id, status: 'planned', opensAt: { lte: deps.clock.now() } },
    orderBy: { opensAt: 'asc' },
  });
  if (due.length === 0) return;
  const sheets = await sheetsOf(deps.db, school, due);
  await eachInTransaction(deps, sheets, (db, sheet) => openSheet(db, deps, school, sheet));
}

/** Groups prompts into cards' worth, pupils in the order of their names. */
async function sheetsOf(db: Db, school: School, due: readonly Due[]): Promise<Sheet[]> {
  const placements = await db.placement.findMany({
    where: { schoolId: school.id, id: { in: due.map(({ subjectId }) => subjectId) } },
    include: { pupil: { select: { firstName: true, lastName: true } } },
  });
  const byId = new Map(placements.map((p) => [p.id, p]));
  const nameOf = ({ subjectId }: Due) => {
    const pupil = byId.get(subjectId)?.pupil;
    return pupil ? `${pupil.firstName} ${pupil.lastName}` : subjectId;
  };
  const groups = new Map<string, Sheet & { prompts: Due[] }>();
  for (const prompt of [...due].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'en'))) {
    const duty = dutyOf(school, prompt.duty);
    const providerId = byId.get(prompt.subjectId)?.providerId ?? null;
    const groupKey = kindOf(duty.kind).group({ ...prompt, providerId });
    const key = `${duty.id}|${groupKey}`;
    const sheet = groups.get(key) ?? { duty, groupKey, prompts: [] };
    sheet.prompts.push(prompt);
    groups.set(key, sheet);
  }
  return [...groups.values()];
}

/**
 * Splits a group evenly over as many cards as it needs, after those the group already has. `alsoTo` is whoever's
 * answer opened it: they are at hand, and get a copy even when somebody else holds the role.
 */
export async function openSheet(
  db: Db,
  deps: Deps,
  school: School,
  sheet: Sheet,
  alsoTo?: Person,
): Promise<void> {
  const { duty, groupKey } = sheet;
  const kind = kindOf(duty.kind);
  const now = deps.clock.now();
  const before = await db.ask.count({ where: { schoolId: school.id, duty: duty.id, groupKey } });
  const { nextAt } = climb(school.calendar, duty.ladder, { openedAt: now, rung: 0, heldUntil: null }, now);
  const cards = Math.ceil(sheet.prompts.length / kind.perCard);
  const size = Math.ceil(sheet.prompts.length / cards);
  const parts = before + cards;
  for (let i = 0; i < cards; i += 1) {
    const key = { schoolId: school.id, id: deps.ids.next(), policyVersion: school.version };
    const what = {
      duty: duty.id,
      kind: duty.kind,
      role: duty.to,
      roles: [duty.to],
      groupKey,
      part: before + i + 1,
      parts,
    };
    const when = { openedAt: now, dueAt: addDuration(school.calendar, now, duty.due), nextStepAt: nextAt };
    const theirs = sheet.prompts.slice(i * size, (i + 1) * size);
    await openAsk(db, deps, school, { ...key, ...what, ...when }, theirs, alsoTo);
  }
  if (before === 0) return;
  const others = { schoolId: school.id, duty: duty.id, groupKey, parts: { not: parts } };
  await db.ask.updateMany({ where: others, data: { parts } });
}

/** A step of a ladder that is taken as the question is asked: two people hear at the same time. */
const AT_ONCE = 'PT0M';

type NewAsk = Prisma.AskCreateManyInput;

async function openAsk(
  db: Db,
  deps: Deps,
  school: School,
  ask: NewAsk,
  prompts: readonly Due[],
  alsoTo: Person | undefined,
): Promise<void> {
  const ids = prompts.map(({ id }) => id);
  await insert(db, 'Ask', [ask]);
  const { count } = await db.prompt.updateMany({
    where: { schoolId: school.id, id: { in: ids }, status: 'planned' },
    data: { status: 'open', askId: ask.id },
  });
  if (count !== ids.length) throw new Conflict();
  const at = { schoolId: school.id, at: deps.clock.now(), askId: ask.id };
  await record(db, ...ids.map((promptId) => ({ ...at, promptId, type: 'opened' as const })));
  const { to: role, kind } = dutyOf(school, ask.duty);
  const { urgent } = kindOf(kind);
  const reached = await reach(db, deps, school, {
    askId: ask.id,
    role,
    urgent,
    isFirst: true,
    purpose: 'ask',
    tag: `ask:${role}`,
  });
  if (!reached) await climbNow(db, deps, school, ask.id, 'next-role');
  else if (dutyOf(school, ask.duty).ladder.some(({ after }) => after === AT_ONCE)) {
    await climbNow(db, deps, school, ask.id, 'due');
  }
  if (alsoTo && !(await hasCopy(db, school, ask.id, alsoTo))) {
    const copy = {
      urgent,
      askId: ask.id,
      staffId: alsoTo.staffId,
      role: alsoTo.roles[0] ?? role,
    };
    await owe(db, deps, school, { ...copy, purpose: 'ask', key: `${ask.id}:also:${alsoTo.staffId}` });
  }
}

async function hasCopy(
  db: Db,
  { id: schoolId }: School,
  askId: string,
  { staffId }: Person,
): Promise<boolean> {
  return (await db.delivery.count({ where: { schoolId, askId, staffId } })) > 0;
}

/** Another replica opened some of these first: this transaction is undone, and the next tick looks again. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}
