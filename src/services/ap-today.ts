import { known, section } from '../cards/fragments';
import type { Card, CardParts } from '../cards/parts';
import { toCard } from '../cards/shell';
import { type ToDo, toDoRow } from '../cards/to-do';
import { type Day, dayOf, isSchoolDay, startOfDay, timeOn } from '../domain/calendar';
import { count } from '../domain/text';
import { dayName, moment } from '../domain/words';
import type { Delivery } from '../generated/prisma/client';
import type { Db } from '../prompts/kind';
import { LANE } from './copies';
import type { Deps } from './deps';
import { loadSchool, type School } from './school';
import { subjectNames } from './subject-names';

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
    WHERE NOT EXISTS (SELECT 1 FROM "Delivery" t
      WHERE t."schoolId" = ${school.id} AND t."key" = 'today:' || ${day} || ':' || w."staffId")`;
  if (waiting.length === 0) return;
  await deps.db.$transaction(async (db) => {
    const staffIds = waiting.map(({ staffId }) => staffId);
    await db.delivery.updateMany({
      where: { schoolId: school.id, staffId: { in: staffIds }, purpose: 'today', superseded: false },
      data: { superseded: true, wanted: { increment: 1 }, nextAt: now },
    });
    const row = { schoolId: school.id, purpose: 'today', lane: LANE.routine, nextAt: now, createdAt: now };
    await db.delivery.createMany({
      data: staffIds.map((staffId) => ({ ...row, id: deps.ids.next(), key: keyOf(day, staffId), staffId })),
      skipDuplicates: true,
    });
  });
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
  const parts = await todayParts(deps.db, school, row.staffId, deps.clock.now());
  return parts.body === undefined && !row.activityId ? null : toCard(parts);
}

/** The card that a form goes back to, with a line on what was just done. */
export async function todayCard(
  db: Db,
  school: School,
  staffId: string,
  now: Date,
  done?: string,
): Promise<Card> {
  const parts = await todayParts(db, school, staffId, now);
  return toCard(done ? { ...parts, lines: [...(parts.lines ?? []), done] } : parts);
}

/** The most things shown at once; what is over it moves up as these are done. */
const MOST = 12;

async function todayParts(db: Db, school: School, staffId: string, now: Date): Promise<CardParts> {
  const today = dayOf(school.calendar, now);
  const eyebrow = `AP today · ${dayName(today)}`;
  const [todos, notices] = await Promise.all([
    toDos(db, school, staffId, now),
    noticesFor(db, school, staffId, today),
  ]);
  if (todos.length === 0) {
    return { eyebrow, lines: ['Nothing is left for you today.', ...notices], summary: 'AP today' };
  }
  const overdue = todos.filter(({ isOverdue }) => isOverdue).length;
  const heading = `${count(todos.length, 'thing')} to do${overdue > 0 ? `, ${overdue} overdue` : ''}`;
  const rest = todos.length - MOST;
  return {
    eyebrow,
    heading,
    body: [
      ...known(notices),
      ...byDuty(todos.slice(0, MOST)).map(({ duty, rows }) => section(duty, rows.map(toDoRow))),
      ...known([rest > 0 ? `and ${rest} more, shown as these are done` : undefined]),
    ],
    footer: 'Open a line to answer it here.',
    summary: heading,
  };
}

interface DutyToDo extends ToDo {
  readonly duty: string;
}

function byDuty(todos: readonly DutyToDo[]): { duty: string; rows: ToDo[] }[] {
  const groups = new Map<string, ToDo[]>();
  for (const { duty, ...todo } of todos) groups.set(duty, [...(groups.get(duty) ?? []), todo]);
  return [...groups].map(([duty, rows]) => ({ duty, rows }));
}

/** What waits for this person, overdue first, then by when it is due. */
export async function toDos(db: Db, school: School, staffId: string, now: Date): Promise<DutyToDo[]> {
  const { id: schoolId, calendar } = school;
  const copies = await db.delivery.findMany({
    where: { schoolId, staffId, bundled: true, state: 'live', superseded: false, askId: { not: null } },
    select: { askId: true },
  });
  const ids = copies.flatMap(({ askId }) => askId ?? []);
  const asks = await db.ask.findMany({
    where: { schoolId, id: { in: ids }, closed: false },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  const prompts = await db.prompt.findMany({
    where: { schoolId, askId: { in: asks.map(({ id }) => id) }, status: 'open' },
    select: { askId: true, subjectType: true, subjectId: true },
  });
  const names = await subjectNames(db, schoolId, prompts);
  const today = dayOf(calendar, now);
  return asks.map(({ id, duty: dutyId, dueAt }) => {
    const duty = school.pack.duties.find((one) => one.id === dutyId)?.title ?? 'From an earlier policy';
    const theirs = prompts.filter(({ askId }) => askId === id);
    const [first] = theirs;
    const title = theirs.length > 1 ? count(theirs.length, 'pupil') : (first && names(first)) || school.name;
    const isOverdue = dueAt < now;
    const when = moment(calendar, dueAt, today);
    return { askId: id, duty, title, text: isOverdue ? `Overdue since ${when}` : `Due ${when}`, isOverdue };
  });
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
