import type { Card, CardParts } from '../../cards/parts';
import { toCard } from '../../cards/shell';
import { may, mayAnswer } from '../../domain/access';
import { dayOf } from '../../domain/calendar';
import { addDuration, minutesOf } from '../../domain/duration';
import type { Duty } from '../../domain/policy';
import { dayName } from '../../domain/words';
import type { Ask, Delivery } from '../../generated/prisma/client';
import { insertNew } from '../../prompts/insert';
import type { Db } from '../../prompts/kind';
import { kindOf } from '../../prompts/registry';
import type { Deps } from '../deps';
import { rolesOf } from '../people';
import { capital } from '../queries/phrases';
import { dutyOf, loadSchool, type School } from '../school';
import { LANE, NEVER } from './copies';

/** In minutes after its closing: when the cards of a duty's asks are put away. 0: they are about no pupil, and stay. */
export function stubAfter({ pack }: School, { kind, subject }: Duty): number {
  if (kindOf(kind).confidential) return minutesOf(pack.stubAfter.confidential);
  return subject === 'placement' || subject === 'pupil' ? minutesOf(pack.stubAfter.others) : 0;
}

/**
 * Every card whose time has come shall be replaced by a line that names nobody, once, also where nothing could be sent
 * for a while: the outbox tries. What was never shown has nothing to replace.
 */
export async function putAway({ db, clock }: Deps, { id: schoolId }: School): Promise<void> {
  const now = clock.now();
  await db.$executeRaw`
    UPDATE "Delivery" SET "stubAt" = NULL, "stub" = true, "lane" = ${LANE.update}, "attempts" = 0,
      "wanted" = "wanted" + ("activityId" IS NOT NULL)::int,
      "state" = CASE WHEN "activityId" IS NULL THEN "state" ELSE 'live' END,
      "nextAt" = CASE WHEN "activityId" IS NULL THEN "nextAt" ELSE ${now} END
    WHERE "schoolId" = ${schoolId} AND "stubAt" <= ${now}`;
}

/** Notices whose words were disposed of shall not be read in the chats either. */
export async function putAwayNotices(
  db: Db,
  schoolId: string,
  ids: readonly string[],
  now: Date,
): Promise<void> {
  await db.$executeRaw`
    UPDATE "Delivery" SET "stub" = true, "lane" = ${LANE.update}, "attempts" = 0, "state" = 'live', "nextAt" = ${now},
      "wanted" = "wanted" + 1
    WHERE "schoolId" = ${schoolId} AND "id" = ANY(${[...ids]}::text[]) AND "purpose" = 'notice' AND "activityId" IS NOT NULL`;
}

/** The card that a person pressed Show on is shown again in its place, and put away again after the same time. */
export async function takeOut(turn: {
  readonly db: Db;
  readonly deps: Deps;
  readonly school: School;
  readonly ask: Ask;
  readonly on: readonly { readonly id: string }[];
}): Promise<void> {
  const { db, deps, school, ask, on } = turn;
  const now = deps.clock.now();
  await db.delivery.updateMany({
    where: { schoolId: school.id, id: { in: on.map(({ id }) => id) } },
    data: {
      stub: false,
      stubAt: new Date(now.getTime() + ask.stubAfter * 60_000),
      wanted: { increment: 1 },
      nextAt: now,
    },
  });
}

/** A card that answered a command, where it stands: to be put away, though what it said is kept nowhere. */
export interface Answered {
  readonly schoolId: string;
  readonly staffId: string;
  readonly conversationId: string;
  readonly activityId: string;
}

/** Remembers a message that shows an answer from now on, so that it is put away after the pack's time. */
export async function rememberAnswer({ db, clock, ids }: Deps, answered: Answered): Promise<void> {
  const { schoolId, staffId, conversationId, activityId } = answered;
  const { calendar, pack } = await loadSchool(db, schoolId);
  const now = clock.now();
  const stubAt = addDuration(calendar, now, pack.stubAfter.answers);
  const where = { schoolId, staffId, conversationId, activityId };
  // A message of the outbox that shows an ask is put away by the time of its ask.
  await db.delivery.updateMany({ where: { ...where, askId: null }, data: { stub: false, stubAt } });
  if ((await db.delivery.count({ where })) > 0) return;
  const row = {
    ...answered,
    purpose: 'answer',
    lane: LANE.update,
    nextAt: NEVER,
    createdAt: now,
    sentAt: now,
  };
  const key = `answer:${conversationId}:${activityId}`;
  await insertNew(db, 'Delivery', [{ ...row, id: ids.next(), key, shown: 1, stubAt }]);
}

/** A line that names nobody, and for those who may see the card a button that shows it again; null: nothing stands there. */
export async function drawStub(db: Db, row: Delivery, now: Date): Promise<Card | null> {
  if (!row.activityId) return null;
  const ask = row.askId && (await db.ask.findUnique({ where: keyOf(row.schoolId, row.askId) }));
  const school = await loadSchool(db, row.schoolId, ask ? ask.policyVersion : undefined);
  if (!ask) return toCard(withoutAsk(row, dayName(dayOf(school.calendar, row.sentAt ?? row.createdAt))));
  return toCard(await ofAsk(db, school, ask, row, now), ask.id);
}

const keyOf = (schoolId: string, id: string) => ({ schoolId_id: { schoolId, id } });

const PUT_AWAY: Readonly<Record<string, string>> = {
  answer: 'What you asked for has been put away. Type help to see what you can ask.',
  today: 'Everything on this list is done.',
};

const withoutAsk = ({ purpose }: Delivery, day: string): CardParts => ({
  eyebrow: `Waymark · ${day}`,
  lines: [PUT_AWAY[purpose] ?? 'This message has been put away.'],
  summary: 'Put away',
});

async function ofAsk(
  db: Db,
  school: School,
  { id, kind, duty }: Ask,
  row: Delivery,
  now: Date,
): Promise<CardParts> {
  const prompts = await db.prompt.findMany({
    where: { schoolId: school.id, askId: id },
    orderBy: { id: 'asc' },
    select: { day: true, status: true },
  });
  const day = dayName(prompts[0]?.day ?? dayOf(school.calendar, row.createdAt));
  const roles = await rolesOf(db, school.id, row.staffId, now);
  const theirs = dutyOf(school, duty);
  const isAnswered = prompts.some(({ status }) => status === 'answered');
  const { confidential, title } = kindOf(kind);
  // The report of a concern is closed as it is sent; the concern itself may be open still.
  const next = may(roles, 'see-safeguarding') ? ' Type dsl to see what is open.' : '';
  const line = confidential
    ? `${capital(title)} of ${day} was ${theirs.command === undefined ? 'closed' : 'passed on'}.${next}`
    : `${capital(theirs.title)}, ${day}: ${isAnswered ? 'answered' : 'no longer asked'}.`;
  const show: CardParts['actions'] = mayAnswer(roles, school.pack, theirs)
    ? [{ title: 'Show', verb: 'show', alone: true }]
    : [];
  return { eyebrow: 'Put away', lines: [line], actions: show, summary: 'Put away' };
}
