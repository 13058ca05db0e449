import { isDeepStrictEqual } from 'node:util';
import type { EventName } from '../domain/events';
import type { Answer, Db, Taken } from '../prompts/kind';
import { kindOf } from '../prompts/registry';
import { closeIfDone, closePrompts } from './close';
import { redraw } from './copies';
import type { Deps } from './deps';
import type { AskWithPrompts } from './draw';
import { record } from './events';
import { openSheet } from './open-asks';
import type { Person } from './people';
import type { School } from './school';

/** Who answers which ask, inside which transaction. */
export interface Answering {
  readonly deps: Deps;
  readonly db: Db;
  readonly school: School;
  readonly ask: AskWithPrompts;
  readonly person: Person;
}

/**
 * Stores accepted answers with all that follows: the records, the closings, the events that open or take back other
 * prompts, and a redraw of every copy of the card. The same answer again changes nothing.
 */
export async function applyAnswers(turn: Answering, taken: Taken): Promise<void> {
  const { deps, db, school, ask, person } = turn;
  const news = await withoutRepeats(turn, taken.answers);
  if (news.length === 0) return;
  const at = deps.clock.now();
  const by = { schoolId: school.id, askId: ask.id, staffId: person.staffId, at };
  await db.reply.createMany({
    data: news.map(({ promptId, reply, settles }) => ({
      ...by,
      promptId,
      id: deps.ids.next(),
      answer: reply,
      settles,
    })),
  });
  await taken.store?.(db, { staffId: person.staffId, at }, new Set(news.map(({ promptId }) => promptId)));
  await record(db, ...news.map(({ promptId }) => ({ ...by, promptId, type: 'replied' as const })));
  await close(
    turn,
    news.filter(({ settles }) => settles === 'close'),
    at,
  );
  await follow(
    turn,
    news.filter(({ settles }) => settles !== 'unchanged'),
  );
  await closeIfDone(db, school.id, ask.id);
  await redraw(db, deps, school.id, ask.id);
}

/** An answer that says what the newest one for its prompt says is not stored again. */
async function withoutRepeats(
  { db, school }: Answering,
  answers: readonly Answer[],
): Promise<readonly Answer[]> {
  const said = await db.reply.findMany({
    where: { schoolId: school.id, promptId: { in: answers.map(({ promptId }) => promptId) } },
    orderBy: { seq: 'asc' },
  });
  const newest = new Map(said.map(({ promptId, answer }) => [promptId, answer]));
  return answers.filter(({ promptId, reply }) => !isDeepStrictEqual(newest.get(promptId), reply));
}

async function close({ db, school, ask }: Answering, answers: readonly Answer[], at: Date): Promise<void> {
  const ids = answers.map(({ promptId }) => promptId);
  await db.prompt.updateMany({
    where: { schoolId: school.id, id: { in: ids } },
    data: { status: 'answered', closedAt: at, closedWhy: null, escalated: ask.roles.length > 1 },
  });
}

/** Opens what the answers raise, and takes back what earlier answers raised and these do not. */
async function follow(turn: Answering, answers: readonly Answer[]): Promise<void> {
  const { deps, db, school } = turn;
  const sources = answers.map(({ promptId }) => promptId);
  const open = await db.prompt.findMany({
    where: { schoolId: school.id, source: { in: sources }, status: 'open' },
  });
  const raises = answers.flatMap(({ promptId, raises: events = [] }) =>
    events.map((event) => ({ promptId, event })),
  );
  const isRaised = (raised: { source: string | null; event: string | null }) =>
    raises.some(({ promptId, event }) => promptId === raised.source && event === raised.event);
  await closePrompts(
    db,
    deps,
    school,
    open.filter((prompt) => !isRaised(prompt)),
    'withdrawn',
    'answer-changed',
  );
  for (const { promptId, event } of raises) {
    if (!open.some((prompt) => prompt.source === promptId && prompt.event === event))
      await raise(turn, promptId, event);
  }
}

/** Opens every duty of the pack that waits for an event, for the same subject, at once. */
async function raise(
  { deps, db, school, ask, person }: Answering,
  promptId: string,
  event: EventName,
): Promise<void> {
  const source = ask.prompts.find(({ id }) => id === promptId);
  if (!source) return;
  const now = deps.clock.now();
  const { subjectId, day, session } = source;
  for (const duty of school.pack.duties.filter(({ when }) => 'on' in when && when.on.includes(event))) {
    const id = deps.ids.next();
    const row = { id, duty: duty.id, subjectId, occurrence: `${source.occurrence}:${id}`, opensAt: now };
    const rest = { schoolId: school.id, kind: duty.kind, subjectType: duty.subject, day, session };
    await db.prompt.create({ data: { ...row, ...rest, status: 'planned', event, source: source.id } });
    const groupKey = kindOf(duty.kind).group({ subjectId, occurrence: row.occurrence, providerId: null });
    await openSheet(db, deps, school, { duty, groupKey, prompts: [row] }, person);
  }
}
