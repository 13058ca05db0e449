import { addDuration } from '../../domain/duration';
import { climb } from '../../domain/ladder';
import type { Duty } from '../../domain/policy';
import type { Prisma } from '../../generated/prisma/client';
import { insert } from '../../prompts/insert';
import type { Db } from '../../prompts/kind';
import { kindOf, paceOf } from '../../prompts/registry';
import { writeAll } from '../at-end';
import type { Deps } from '../deps';
import { record } from '../events';
import { owe } from '../outbox/copies';
import { stubAfter } from '../outbox/put-away';
import type { Person } from '../people';
import { dutyOf, type School } from '../school';
import { severalInTransaction } from '../transaction';
import { climbNow } from './climb';
import { reach } from './reach';

interface Due {
  readonly id: string;
  readonly duty: string;
  readonly subjectId: string;
  readonly occurrence: string;
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
    select: { id: true, duty: true, subjectId: true, occurrence: true },
  });
  const sheets = await sheetsOf(deps.db, school, due);
  await severalInTransaction(
    deps,
    sheets,
    async (db, several) => void (await openSheets(db, deps, school, several)),
  );
}

/** Groups prompts into cards' worth, pupils in the order of their names. */
async function sheetsOf(db: Db, school: School, due: readonly Due[]): Promise<Sheet[]> {
  const placements = await db.placement.findMany({
    where: { schoolId: school.id, id: { in: due.map(({ subjectId }) => subjectId) } },
    select: { id: true, providerId: true, pupil: { select: { firstName: true, lastName: true } } },
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
    const key = sheetKey({ duty, groupKey });
    const sheet = groups.get(key) ?? { duty, groupKey, prompts: [] };
    sheet.prompts.push(prompt);
    groups.set(key, sheet);
  }
  return [...groups.values()];
}

/** Asks groups at once. `alsoTo` is whoever's answer opened them: they are at hand, and get a copy even when somebody else holds the role. */
export async function openAtOnce(
  db: Db,
  deps: Deps,
  school: School,
  sheets: readonly Sheet[],
  alsoTo?: Person,
): Promise<void> {
  const opened = await openSheets(db, deps, school, sheets);
  if (alsoTo && opened.length > 0) {
    await giveTo(
      db,
      deps,
      school,
      opened.map(({ ask }) => ask),
      alsoTo,
    );
  }
}

/** A card that is put to somebody, and the prompts on it. */
interface Opened {
  readonly ask: NewAsk;
  readonly prompts: readonly Due[];
}

type NewAsk = Prisma.AskCreateManyInput;

/** Asks groups of prompts: each split evenly over as many cards as it needs, after those the group already has. */
async function openSheets(db: Db, deps: Deps, school: School, sheets: readonly Sheet[]): Promise<Opened[]> {
  if (sheets.length === 0) return [];
  const before = await askedBefore(db, school, sheets);
  const opened = sheets.flatMap((sheet) => cardsOf(deps, school, sheet, before.get(sheetKey(sheet)) ?? 0));
  await insert(
    db,
    'Ask',
    opened.map(({ ask }) => ask),
  );
  await nameTheParts(db, school, sheets, before);
  await takePrompts(db, school, opened);
  const at = { schoolId: school.id, at: deps.clock.now(), type: 'opened' as const };
  await record(
    db,
    ...opened.flatMap(({ ask, prompts }) =>
      prompts.map(({ id }) => ({ ...at, askId: ask.id, promptId: id })),
    ),
  );
  for (const { ask } of opened) await askFirst(db, deps, school, ask);
  return opened;
}

const sheetKey = ({ duty, groupKey }: { duty: { id: string }; groupKey: string }): string =>
  `${duty.id}|${groupKey}`;

/** How many cards each group has already, by its key. */
async function askedBefore(
  db: Db,
  { id }: School,
  sheets: readonly Sheet[],
): Promise<ReadonlyMap<string, number>> {
  const duties = sheets.map(({ duty }) => duty.id);
  const keys = sheets.map(({ groupKey }) => groupKey);
  const asked = await db.$queryRaw<{ duty: string; groupKey: string; n: number }[]>`
    SELECT "duty", "groupKey", count(*)::int AS n FROM "Ask" WHERE "schoolId" = ${id}
      AND ("duty", "groupKey") IN (SELECT * FROM unnest(${duties}::text[], ${keys}::text[]))
    GROUP BY "duty", "groupKey"`;
  return new Map(asked.map(({ duty, groupKey, n }) => [`${duty}|${groupKey}`, n]));
}

function cardsOf(deps: Deps, school: School, { duty, groupKey, prompts }: Sheet, before: number): Opened[] {
  const now = deps.clock.now();
  const { nextAt } = climb(school.calendar, duty.ladder, { openedAt: now, rung: 0, heldUntil: null }, now);
  const cards = Math.ceil(prompts.length / kindOf(duty.kind).perCard);
  const size = Math.ceil(prompts.length / cards);
  const shared = {
    schoolId: school.id,
    policyVersion: school.version,
    duty: duty.id,
    kind: duty.kind,
    role: duty.to,
    roles: [duty.to],
    groupKey,
    parts: before + cards,
    openedAt: now,
    dueAt: addDuration(school.calendar, now, duty.due),
    nextStepAt: nextAt,
    stubAfter: stubAfter(school, duty),
  };
  return Array.from({ length: cards }, (_, i) => ({
    ask: { ...shared, id: deps.ids.next(), part: before + i + 1 },
    prompts: prompts.slice(i * size, (i + 1) * size),
  }));
}

/** The cards that a group had before say how many there are now. */
async function nameTheParts(
  db: Db,
  school: School,
  sheets: readonly Sheet[],
  before: ReadonlyMap<string, number>,
): Promise<void> {
  for (const sheet of sheets) {
    const had = before.get(sheetKey(sheet)) ?? 0;
    if (had === 0) continue;
    const parts = had + Math.ceil(sheet.prompts.length / kindOf(sheet.duty.kind).perCard);
    const where = { schoolId: school.id, duty: sheet.duty.id, groupKey: sheet.groupKey };
    await db.ask.updateMany({ where, data: { parts } });
  }
}

/** Puts the prompts on their cards; a Conflict when another replica has taken any of them. */
async function takePrompts(db: Db, school: School, opened: readonly Opened[]): Promise<void> {
  const pairs = opened.flatMap(({ ask, prompts }) => prompts.map(({ id }) => ({ id, askId: ask.id })));
  const taken = await db.$executeRaw`
    UPDATE "Prompt" p SET "status" = 'open', "askId" = t."askId"
    FROM unnest(${pairs.map(({ id }) => id)}::text[], ${pairs.map(({ askId }) => askId)}::text[]) AS t("id", "askId")
    WHERE p."schoolId" = ${school.id} AND p."id" = t."id" AND p."status" = 'planned'`;
  if (taken !== pairs.length) throw new Conflict();
}

/** A step of a ladder that is taken as the question is asked: two people hear at the same time. */
const AT_ONCE = 'PT0M';

/** Asks the first role; climbs at once where nobody can be reached, and where the ladder begins with somebody else. */
async function askFirst(db: Db, deps: Deps, school: School, ask: NewAsk): Promise<void> {
  const { to: role, kind, ladder } = dutyOf(school, ask.duty);
  const first = { isFirst: true, purpose: 'ask' as const, tag: `ask:${role}` };
  const reached = await reach(db, deps, school, {
    askId: ask.id,
    role,
    pace: paceOf(kind),
    ...first,
  });
  if (reached && !ladder.some(({ after }) => after === AT_ONCE)) return;
  await writeAll(db);
  await climbNow(db, deps, school, ask.id, reached ? 'due' : 'next-role');
}

/** A copy of each for this person, who may have been asked already. */
async function giveTo(
  db: Db,
  deps: Deps,
  school: School,
  asks: readonly NewAsk[],
  { staffId, roles }: Person,
): Promise<void> {
  await writeAll(db);
  const askId = { in: asks.map(({ id }) => id) };
  const has = await db.delivery.findMany({
    where: { schoolId: school.id, askId, staffId },
    select: { askId: true },
  });
  for (const ask of asks.filter(({ id }) => !has.some((copy) => copy.askId === id))) {
    await owe(db, deps, school, {
      pace: paceOf(ask.kind),
      askId: ask.id,
      staffId,
      role: roles[0] ?? dutyOf(school, ask.duty).to,
      purpose: 'ask',
      isFirst: true,
      key: `${ask.id}:also:${staffId}`,
    });
  }
}

/** Another replica opened some of these first: this transaction is undone, and the next tick looks again. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}
