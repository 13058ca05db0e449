import { isDeepStrictEqual } from 'node:util';
import type { EventName } from '../domain/policy';
import type { Answer, Db } from '../prompts/kind';
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
 * Stores accepted answers with all that follows: the record, the closing, the events that open or take back other
 * prompts, and a redraw of every copy of the card. The same answer again changes nothing.
 */
export async function applyAnswers(turn: Answering, answers: readonly Answer[]): Promise<void> {
  const { deps, db, school, ask } = turn;
  let changed = false;
  for (const answer of answers) changed = (await applyAnswer(turn, answer)) || changed;
  if (!changed) return;
  await closeIfDone(db, school.id, ask.id);
  await redraw(db, deps, school.id, ask.id);
}

async function applyAnswer(turn: Answering, answer: Answer): Promise<boolean> {
  const { deps, db, school, ask, person } = turn;
  const { id: schoolId } = school;
  const latest = await db.reply.findFirst({
    where: { schoolId, promptId: answer.promptId },
    orderBy: { seq: 'desc' },
  });
  if (latest && isDeepStrictEqual(latest.answer, answer.reply)) return false;
  const at = deps.clock.now();
  const reply = {
    schoolId,
    id: deps.ids.next(),
    promptId: answer.promptId,
    askId: ask.id,
    staffId: person.staffId,
    at,
  };
  await db.reply.create({ data: { ...reply, answer: answer.reply, settled: answer.settles } });
  await answer.store?.(db, { staffId: person.staffId, at, replyId: reply.id });
  await record(db, {
    schoolId,
    at,
    type: 'replied',
    askId: ask.id,
    promptId: answer.promptId,
    staffId: person.staffId,
  });
  if (answer.settles === 'close') await close(turn, answer.promptId, at);
  if (answer.settles !== 'unchanged') await follow(turn, answer, reply.id);
  return true;
}

async function close({ db, school, ask }: Answering, id: string, at: Date): Promise<void> {
  await db.prompt.update({
    where: { schoolId_id: { schoolId: school.id, id } },
    data: { status: 'answered', closedAt: at, closedWhy: null, escalated: ask.roles.length > 1 },
  });
}

/** Opens what the answer raises, and takes back what an earlier answer raised and this one does not. */
async function follow(turn: Answering, { promptId, raises = [] }: Answer, replyId: string): Promise<void> {
  const { deps, db, school, ask } = turn;
  const open = await db.prompt.findMany({ where: { schoolId: school.id, source: promptId, status: 'open' } });
  const unwanted = open.filter(({ event }) => !raises.some((wanted) => wanted === event));
  await closePrompts(db, deps, school, unwanted, 'withdrawn', 'answer-changed');
  const prompt = ask.prompts.find(({ id }) => id === promptId);
  if (!prompt) return;
  for (const event of raises.filter((wanted) => !open.some(({ event: raised }) => raised === wanted))) {
    await raise(turn, { event, prompt, occurrence: `${prompt.occurrence}:${replyId}` });
  }
}

interface Raised {
  readonly event: EventName;
  readonly prompt: AskWithPrompts['prompts'][number];
  readonly occurrence: string;
}

/** Opens every duty of the pack that waits for an event, for its subject, at once. */
async function raise(
  { deps, db, school, person }: Answering,
  { event, prompt, occurrence }: Raised,
): Promise<void> {
  const now = deps.clock.now();
  const { subjectId, day, session } = prompt;
  for (const duty of school.pack.duties.filter(({ when }) => 'on' in when && when.on.includes(event))) {
    const row = { id: deps.ids.next(), duty: duty.id, subjectId, occurrence, opensAt: now };
    const rest = { schoolId: school.id, kind: duty.kind, subjectType: duty.subject, day, session };
    await db.prompt.create({ data: { ...row, ...rest, status: 'planned', event, source: prompt.id } });
    const groupKey = kindOf(duty.kind).group({ subjectId, occurrence, providerId: null });
    await openSheet(db, deps, school, { duty, groupKey, prompts: [row] }, person);
  }
}
