import { known, section, textLine } from '../../cards/fragments';
import type { Card, CardParts } from '../../cards/parts';
import { toCard } from '../../cards/shell';
import { type ToDo, toDoRow } from '../../cards/to-do';
import { type Day, dayOf, isSchoolDay, startOfDay, timeOn } from '../../domain/calendar';
import { addDuration } from '../../domain/duration';
import type { JsonObject } from '../../domain/json';
import { count } from '../../domain/text';
import { clockTime, dayName, dayWord } from '../../domain/words';
import type { Delivery } from '../../generated/prisma/client';
import { insertNew } from '../../prompts/insert';
import type { Db } from '../../prompts/kind';
import type { Deps } from '../deps';
import { loadSchool, type School } from '../school';
import { subjectNames } from '../subject-names';
import { LANE } from './copies';
import { drawStub } from './put-away';

const keyOf = (day: Day, staffId: string): string => `today:${day}:${staffId}`;

/**
 * Everybody for whom something waits gets one "AP today" card a school day, from the pack's time on. Level, not edge: it
 * asks who has none yet, so that a late tick or a restart loses nothing.
 */
export async function bundleToday(deps: Deps, school: School): Promise<void> {
  const now = deps.clock.now();
  const day = dayOf(school.calendar, now);
  if (!isSchoolDay(school.calendar, day) || now < timeOn(school.calendar, day, school.pack.todayAt)) return;
  const waiting = await deps.db.$queryRaw<{ staffId: string }[]>`
    SELECT w."staffId" FROM (
      SELECT d."staffId" FROM "Ask" a JOIN "Delivery" d ON d."schoolId" = a."schoolId" AND d."askId" = a."id"
        WHERE a."schoolId" = ${school.id} AND NOT a."closed" AND d."bundled" AND d."state" = 'live' AND NOT d."superseded"
      UNION SELECT n."staffId" FROM "Delivery" n WHERE n."schoolId" = ${school.id} AND n."bundled" AND n."purpose" = 'notice'
        AND n."createdAt" >= ${startOfDay(school.calendar, day)}) w
    WHERE EXISTS (SELECT 1 FROM "Chat" c
      WHERE c."schoolId" = ${school.id} AND c."staffId" = w."staffId" AND c."unreachable" IS NULL)
    AND NOT EXISTS (SELECT 1 FROM "Delivery" t
      WHERE t."schoolId" = ${school.id} AND t."key" = 'today:' || ${day} || ':' || w."staffId"
        AND (t."state" = 'live' OR t."failure" = 'rejected'))`;
  if (waiting.length === 0) return;
  const staffIds = waiting.map(({ staffId }) => staffId);
  await deps.db.$transaction((db) => oweToday(db, deps, school, day, staffIds));
}

/** A new card for each of them, in place of the older one; one that could not be sent today is sent now. */
async function oweToday(db: Db, deps: Deps, school: School, day: Day, staffIds: readonly string[]) {
  const now = deps.clock.now();
  const key = { in: staffIds.map((staffId) => keyOf(day, staffId)) };
  await db.delivery.updateMany({
    where: {
      schoolId: school.id,
      staffId: { in: [...staffIds] },
      purpose: 'today',
      superseded: false,
      NOT: { key },
    },
    data: { superseded: true, stubAt: null, wanted: { increment: 1 }, nextAt: now },
  });
  await db.delivery.updateMany({
    where: { schoolId: school.id, key, state: 'failed' },
    data: { state: 'live', failure: null, attempts: 0, wanted: { increment: 1 }, nextAt: now },
  });
  const stubAt = addDuration(school.calendar, now, school.pack.stubAfter.others);
  const row = {
    schoolId: school.id,
    purpose: 'today',
    lane: LANE.routine,
    nextAt: now,
    createdAt: now,
    stubAt,
  };
  await insertNew(
    db,
    'Delivery',
    staffIds.map((staffId) => ({ ...row, id: deps.ids.next(), key: keyOf(day, staffId), staffId })),
  );
}

/** What a person's "AP today" card shows now; null when it was never sent and there is nothing left to do. */
export async function drawToday(deps: Deps, row: Delivery): Promise<Card | null> {
  const school = await loadSchool(deps.db, row.schoolId);
  const day = dayOf(school.calendar, row.createdAt);
  if (row.superseded) {
    const eyebrow = `AP today · ${dayName(day)}`;
    return row.activityId
      ? toCard({ eyebrow, lines: ['What is left stands on the newer card.'], summary: 'AP today' })
      : null;
  }
  const now = deps.clock.now();
  const parts = await todayParts(deps.db, school, row.staffId, now);
  // What is left to do stays, however old the card: only what was done is put away.
  if (row.stub && parts.heading === undefined) return drawStub(deps.db, row, now);
  return parts.heading === undefined && !row.activityId ? null : toCard(parts);
}

/** The card that a form goes back to: what was just done stands on it as done. */
export const todayCard = async (db: Db, school: School, staffId: string, now: Date): Promise<Card> =>
  toCard(await todayParts(db, school, staffId, now));

/** The most things shown at once; what is over it moves up as these are done. */
const MOST = 20;
/** The latest of those that are done today. */
const MOST_DONE = 3;

async function todayParts(db: Db, school: School, staffId: string, now: Date): Promise<CardParts> {
  const today = dayOf(school.calendar, now);
  const eyebrow = `AP today · ${dayName(today)}`;
  const [todos, notices, dones] = await Promise.all([
    toDos(db, school, staffId, now),
    noticesFor(db, school, staffId, today),
    donesOf(db, school, staffId, today),
  ]);
  const done = dones.length > 0 ? [section('Done today', dones.map(toDoRow))] : [];
  if (todos.length === 0) {
    const body = [...known(['Nothing is left for you today.', ...notices]), ...done];
    return { eyebrow, body, summary: 'AP today' };
  }
  const overdue = todos.filter(({ isOverdue }) => isOverdue).length;
  const heading = `${count(todos.length, 'thing')} to do${overdue > 0 ? `, ${overdue} overdue` : ''}`;
  return {
    eyebrow,
    heading,
    body: [...known(notices), ...linesOf(todos), ...done],
    footer: 'Open a line to answer it here.',
    summary: heading,
  };
}

/** What is overdue stands apart from the rest, where there is both. */
function linesOf(todos: readonly ToDo[]): JsonObject[] {
  const shown = todos.slice(0, MOST);
  const overdue = shown.filter(({ isOverdue }) => isOverdue);
  const others = shown.filter(({ isOverdue }) => !isOverdue);
  const rest = todos.length - shown.length;
  return [
    ...(overdue.length > 0 ? [section('Overdue', overdue.map(toDoRow))] : []),
    ...(others.length > 0 && overdue.length > 0 ? [section('Not due yet', others.map(toDoRow))] : []),
    ...(overdue.length === 0 ? others.map(toDoRow) : []),
    ...(rest > 0 ? [textLine(`and ${rest} more, shown as these are done`, { subtle: true })] : []),
  ];
}

/** What waits for this person, by when it is due: what is overdue comes first. */
export async function toDos(db: Db, school: School, staffId: string, now: Date): Promise<ToDo[]> {
  const { id: schoolId, calendar } = school;
  const copies = await db.delivery.findMany({
    where: { schoolId, staffId, bundled: true, state: 'live', superseded: false, askId: { not: null } },
    select: { askId: true },
  });
  const ids = copies.flatMap(({ askId }) => askId ?? []);
  const asks = await db.ask.findMany({ where: { schoolId, id: { in: ids }, closed: false } });
  const titles = await titlesOf(db, school, asks, 'open');
  const today = dayOf(calendar, now);
  const todos = asks.map(({ id, duty, dueAt }) => {
    const isOverdue = dueAt < now;
    const day = dayOf(calendar, dueAt);
    const when = `${dayWord(day, today)}${day === today ? ` ${clockTime(calendar, dueAt)}` : ''}`;
    const text = `${titles(id)} · ${isOverdue ? 'since' : 'due'} ${when}`;
    return { askId: id, title: titleOf(school, duty), text, isOverdue, dueAt };
  });
  return todos.sort(
    (a, b) => a.dueAt.getTime() - b.dueAt.getTime() || inWords(a).localeCompare(inWords(b), 'en'),
  );
}

const inWords = ({ title, text }: ToDo): string => `${title} ${text}`;

/** What this person has answered from the card today, the latest first; its button leads back to it. */
async function donesOf(db: Db, school: School, staffId: string, today: Day): Promise<ToDo[]> {
  const { id: schoolId, calendar } = school;
  const replies = await db.reply.findMany({
    where: { schoolId, staffId, at: { gte: startOfDay(calendar, today) }, settles: 'close' },
    orderBy: { seq: 'desc' },
    select: { askId: true, at: true },
  });
  if (replies.length === 0) return [];
  const askId = { in: replies.map((reply) => reply.askId) };
  const copies = await db.delivery.findMany({
    where: { schoolId, staffId, bundled: true, askId },
    select: { askId: true },
  });
  const ids = [...new Set(replies.map((reply) => reply.askId))].filter((id) =>
    copies.some((copy) => copy.askId === id),
  );
  const asks = await db.ask.findMany({ where: { schoolId, id: { in: ids.slice(0, MOST_DONE) } } });
  const titles = await titlesOf(db, school, asks, 'answered');
  return ids.slice(0, MOST_DONE).flatMap((id) => {
    const at = replies.find((reply) => reply.askId === id)?.at;
    const duty = asks.find((ask) => ask.id === id)?.duty;
    if (!at || duty === undefined) return [];
    const text = `${titles(id)} · recorded ${clockTime(calendar, at)}`;
    return { askId: id, title: titleOf(school, duty), text, isOverdue: false, button: 'Look' };
  });
}

const titleOf = ({ pack }: School, dutyId: string): string =>
  pack.duties.find(({ id }) => id === dutyId)?.title ?? 'From an earlier policy';

/** Whom each of these asks is about: "Zofia O., Oak Farm", or "3 pupils". */
async function titlesOf(
  db: Db,
  school: School,
  asks: readonly { id: string }[],
  status: string,
): Promise<(askId: string) => string> {
  const prompts = await db.prompt.findMany({
    where: { schoolId: school.id, askId: { in: asks.map(({ id }) => id) }, status },
    select: { askId: true, subjectType: true, subjectId: true },
  });
  const names = await subjectNames(db, school.id, prompts);
  return (askId) => {
    const theirs = prompts.filter((prompt) => prompt.askId === askId);
    const [first] = theirs;
    return theirs.length > 1 ? count(theirs.length, 'pupil') : (first && names(first)) || school.name;
  };
}

/** Notices over the day's ceiling, in a line each. */
async function noticesFor(db: Db, school: School, staffId: string, today: Day): Promise<string[]> {
  const rows = await db.delivery.findMany({
    where: {
      schoolId: school.id,
      staffId,
      purpose: 'notice',
      bundled: true,
      createdAt: { gte: startOfDay(school.calendar, today) },
    },
    orderBy: { createdAt: 'asc' },
    take: 5,
  });
  return rows.flatMap(({ content }) => {
    const { lines = [] } = (content ?? {}) as unknown as Partial<CardParts>;
    return lines.slice(0, 1);
  });
}
