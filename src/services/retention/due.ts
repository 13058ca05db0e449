import { addDays, type Day, dayOf, startOfDay } from '../../domain/calendar';
import { placementRecordsGo, providerChecksGo, type RecordClass, yearsAfter } from '../../domain/retention';
import { Prisma } from '../../generated/prisma/client';
import { rowIdOf } from '../../prompts/versions';
import { putAwayNotices } from '../outbox/put-away';
import { concernsHeld, type Scope } from './scope';

/** Records of a class whose time is over: how many, of which days, and how they go. */
export interface Due {
  readonly days: readonly Day[];
  dispose(): Promise<void>;
}

/** Every class, and how its records are found and disposed of. Nothing else here writes. */
export const DUE: Readonly<Record<RecordClass, (scope: Scope) => Promise<Due>>> = {
  attendance: dueAttendance,
  placement: duePlacement,
  'provider-checks': dueProviderChecks,
  messages: dueMessages,
};

/** Entries with all that they said before, and the answers that they were made from. */
async function dueAttendance(scope: Scope): Promise<Due> {
  const { db, schoolId, today, keep, calendar, placements, held } = scope;
  const before = startOfDay(calendar, yearsAfter(today, -keep.attendanceYears) ?? today);
  const where = { schoolId, at: { lt: before }, pupilId: { notIn: [...held] } };
  const marks = await db.attendanceMark.findMany({ where });
  const subjects = placements.filter(({ pupilId }) => !held.has(pupilId)).map(({ id }) => id);
  const replies = await repliesTo(scope, subjects, Prisma.sql`p."kind" = 'attendance'`, before);
  return {
    days: daysOf(scope, [...marks, ...replies]),
    async dispose() {
      await db.attendanceMark.deleteMany({ where });
      for (const ids of chunks(marks.map((mark) => rowIdOf('AttendanceMark', mark))))
        await db.version.deleteMany({ where: { schoolId, table: 'AttendanceMark', rowId: { in: ids } } });
      await emptyReplies(scope, replies);
    },
  };
}

/** A pupil emptied once is not found again. */
const EMPTIED = 'disposed:';

/**
 * The answers about a pupil, the contacts, and what the pupil's and the placements' rows say or said before: their ids stay.
 * A row that has no day of its own counts by the day on which its time was over.
 */
async function duePlacement(scope: Scope): Promise<Due> {
  const { db, schoolId, today, keep, placements, held } = scope;
  const goes = new Map(
    scope.pupils.flatMap(({ id, upn, dateOfBirth }) => {
      const day = placementRecordsGo(dateOfBirth, placementsOf(scope, id), keep);
      const isDue = !held.has(id) && !upn.startsWith(EMPTIED) && day !== null && day <= today;
      return isDue ? [[id, day] as const] : [];
    }),
  );
  const pupilIds = [...goes.keys()];
  const theirs = placements.filter(({ pupilId }) => goes.has(pupilId));
  const placementIds = theirs.map(({ id }) => id);
  const questions = Prisma.sql`p."kind" <> 'attendance'`;
  const replies = await repliesTo(scope, [...pupilIds, ...placementIds], questions, scope.now);
  const where = { schoolId, pupilId: { in: pupilIds } };
  const contacts = await db.contact.findMany({ where, select: { pupilId: true } });
  const rows = [...contacts, ...theirs].flatMap(({ pupilId }) => goes.get(pupilId) ?? []);
  return {
    days: [...daysOf(scope, replies), ...goes.values(), ...rows],
    async dispose() {
      await emptyReplies(scope, replies);
      await db.contact.deleteMany({ where });
      await db.placement.updateMany({ where, data: { reason: '', objectives: [], flags: [], learnt: [] } });
      const before = { ...where, table: { not: 'AttendanceMark' }, content: { not: Prisma.DbNull } };
      await db.version.updateMany({ where: before, data: { content: {} } });
      for (const id of pupilIds) {
        const data = { ...EMPTY_PUPIL, upn: `${EMPTIED}${id}` };
        await db.pupil.update({ where: { schoolId_id: { schoolId, id } }, data });
      }
    },
  };
}

const EMPTY_PUPIL = {
  firstName: 'Disposed of',
  lastName: '',
  dateOfBirth: '',
  yearGroup: '',
  ehcp: false,
  lookedAfter: false,
  socialWorker: false,
  semh: false,
  medical: false,
};

/** Answers about a provider that nobody on hold was placed with. */
async function dueProviderChecks(scope: Scope): Promise<Due> {
  const { today, keep, placements, held } = scope;
  const providers = [...new Set(placements.map(({ providerId }) => providerId))].filter((id) => {
    const theirs = placements.filter(({ providerId }) => providerId === id);
    const goes = providerChecksGo(theirs, keep);
    return goes !== null && goes <= today && !theirs.some(({ pupilId }) => held.has(pupilId));
  });
  const before = startOfDay(scope.calendar, yearsAfter(today, -keep.providerCheckYears) ?? today);
  const replies = await repliesTo(scope, providers, Prisma.sql`p."subjectType" = 'provider'`, before);
  return { days: daysOf(scope, replies), dispose: () => emptyReplies(scope, replies) };
}

/** What messages said that show what they should, once nothing has changed about them for long enough. */
async function dueMessages(scope: Scope): Promise<Due> {
  const { db, schoolId, today, keep, calendar } = scope;
  const before = startOfDay(calendar, addDays(today, -keep.messageDays));
  const rows = await db.delivery.findMany({
    where: {
      schoolId,
      content: { not: Prisma.DbNull },
      createdAt: { lt: before },
      AND: [
        { OR: [{ sentAt: null }, { sentAt: { lt: before } }] },
        { OR: [{ state: 'failed' }, { bundled: true }, { shown: { gte: db.delivery.fields.wanted } }] },
      ],
    },
    select: { id: true, key: true, content: true, createdAt: true, sentAt: true },
  });
  const due = rows.filter(({ key, content }) => !concernsHeld(scope, key, content));
  return {
    days: daysOf(
      scope,
      due.map(({ createdAt, sentAt }) => ({ at: sentAt ?? createdAt })),
    ),
    async dispose() {
      for (const ids of chunks(due.map(({ id }) => id)))
        await db.delivery.updateMany({
          where: { schoolId, id: { in: ids } },
          data: { content: Prisma.DbNull },
        });
      await putAwayNotices(
        db,
        schoolId,
        due.map(({ id }) => id),
        scope.now,
      );
    },
  };
}

const placementsOf = ({ placements }: Scope, id: string) =>
  placements.filter(({ pupilId }) => pupilId === id);

interface ReplyRow {
  readonly id: string;
  readonly at: Date;
}

/** Answers given before an instant to questions about these subjects that still say something. */
const repliesTo = (
  { db, schoolId }: Scope,
  subjectIds: readonly string[],
  questions: Prisma.Sql,
  before: Date,
): Promise<ReplyRow[]> => db.$queryRaw`
  SELECT r."id", r."at" FROM "Prompt" p JOIN "Reply" r ON r."schoolId" = p."schoolId" AND r."promptId" = p."id"
  WHERE p."schoolId" = ${schoolId} AND p."subjectId" = ANY(${[...subjectIds]}::text[]) AND ${questions}
    AND r."at" < ${before} AND (r."answer" <> '{}'::jsonb OR r."auto" <> '{}'::jsonb)`;

/** That somebody answered, when and who, stays as long as the log that tells of it. */
async function emptyReplies({ db, schoolId }: Scope, replies: readonly ReplyRow[]): Promise<void> {
  for (const ids of chunks(replies.map(({ id }) => id)))
    await db.reply.updateMany({ where: { schoolId, id: { in: ids } }, data: { answer: {}, auto: {} } });
}

const daysOf = ({ calendar }: Scope, rows: readonly { at: Date }[]): Day[] =>
  rows.map(({ at }) => dayOf(calendar, at));

/** As many as one statement takes. */
function chunks(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / 5000) }, (_, i) => ids.slice(i * 5000, (i + 1) * 5000));
}
