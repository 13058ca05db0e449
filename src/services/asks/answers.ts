import type { CorrectionReason } from '../../domain/corrections';
import { ENDS, type EventName, isUntilEnded } from '../../domain/events';
import { insert } from '../../prompts/insert';
import type { Answer, Taken } from '../../prompts/kind';
import { kindOf } from '../../prompts/registry';
import { record } from '../events';
import { redraw } from '../outbox/copies';
import { dutyOf, noteChange } from '../school';
import type { Answering } from './answering';
import { autoAnswers } from './auto-answers';
import { closePrompts } from './close';
import { correctedBy, newsIn } from './corrections';
import type { AskWithPrompts } from './draw';
import { type Happening, raise, unlearn } from './raise';

/**
 * Stores accepted answers with all that follows: the records, the closings, the events that open or take back other
 * prompts, and a redraw of every copy of the card. The same answer again changes nothing. What a changed answer said
 * before is kept, with the reason.
 */
export async function applyAnswers(turn: Answering, taken: Taken, reason?: CorrectionReason): Promise<void> {
  const { deps, db, school, ask, person } = turn;
  const news = newsIn(ask, taken.answers);
  if (news.length === 0) return;
  const at = deps.clock.now();
  const by = { schoolId: school.id, askId: ask.id, staffId: person.staffId, at };
  const corrected = correctedBy(ask, news);
  const autos = await autoAnswers(turn, news, at);
  await insert(
    db,
    'Reply',
    news.map(({ promptId, reply, settles }) => ({
      ...by,
      promptId,
      id: deps.ids.next(),
      answer: reply,
      auto: autos.get(promptId) ?? {},
      settles,
      corrects: corrected.get(promptId) ?? null,
      reason: corrected.has(promptId) ? (reason ?? null) : null,
    })),
  );
  await taken.store?.(db, { staffId: person.staffId, at }, new Set(news.map(({ promptId }) => promptId)));
  await record(db, ...news.map(({ promptId }) => ({ ...by, promptId, type: 'replied' as const })));
  await close(
    turn,
    news.filter(({ settles }) => settles === 'close'),
    at,
  );
  if (dutyOf(school, ask.duty).gate) await noteChange(db, school.id);
  await follow(
    turn,
    news.filter(({ settles }) => settles !== 'unchanged'),
  );
  await redraw(db, deps, school.id, ask.id);
}

/** A question that is settled already stays settled since then. */
async function close({ db, school, ask }: Answering, answers: readonly Answer[], at: Date): Promise<void> {
  const isSettled = new Set(ask.prompts.filter(({ status }) => status === 'answered').map(({ id }) => id));
  for (const why of new Set(answers.map((answer) => answer.why ?? null))) {
    const ids = answers.filter((answer) => (answer.why ?? null) === why).map(({ promptId }) => promptId);
    const where = { schoolId: school.id, id: { in: ids.filter((id) => !isSettled.has(id)) } };
    const closed = { status: 'answered', closedAt: at, escalated: ask.roles.length > 1 };
    await db.prompt.updateMany({ where, data: { ...closed, closedWhy: why } });
    const again = ids.filter((id) => isSettled.has(id));
    if (again.length > 0)
      await db.prompt.updateMany({ where: { ...where, id: { in: again } }, data: { closedWhy: why } });
  }
}

/** Opens what the answers raise, and takes back what earlier answers raised and these do not. */
async function follow(turn: Answering, answers: readonly Answer[]): Promise<void> {
  const { deps, db, school, ask, person } = turn;
  const said = new Set(ask.replies.map(({ promptId }) => promptId));
  const sources = answers.map(({ promptId }) => promptId).filter((id) => said.has(id));
  const raised =
    sources.length === 0
      ? []
      : await db.prompt.findMany({
          where: {
            schoolId: school.id,
            source: { in: sources },
            OR: [{ status: { not: 'withdrawn' } }, { closedWhy: { in: Object.keys(ENDS) } }],
          },
        });
  const raises = answers.flatMap(({ promptId, raises: events = [] }) =>
    events.map((event) => ({ promptId, event })),
  );
  const isRaised = (prompt: { source: string | null; event: string | null }) =>
    raises.some(({ promptId, event }) => promptId === prompt.source && event === prompt.event);
  const isTakenBack = ({ event }: { event: string | null }) => !isUntilEnded(event as EventName);
  const gone = raised.filter(
    (prompt) => ['planned', 'open'].includes(prompt.status) && !isRaised(prompt) && isTakenBack(prompt),
  );
  await closePrompts(db, deps, school, gone, 'withdrawn', 'answer-changed');
  const happened = (promptId: string, event: EventName) => happeningOf(ask, promptId, event);
  for (const { source, event } of gone) {
    const happening = happened(source ?? '', event as EventName);
    if (happening) await unlearn(db, deps, school, happening);
  }
  for (const { promptId, event } of raises) {
    const happening = happened(promptId, event);
    if (happening && !isKnown(raised, promptId, event)) await raise(db, deps, school, happening, person);
  }
}

/** A form tells an event once; a session's mark tells it again when what it opened is closed. */
const isKnown = (
  raised: readonly { source: string | null; event: string | null; status: string; kind: string }[],
  promptId: string,
  event: EventName,
): boolean =>
  raised.some(
    (prompt) =>
      prompt.source === promptId &&
      prompt.event === event &&
      (prompt.status === 'open' || prompt.status === 'planned' || !kindOf(prompt.kind).ownForm),
  );

function happeningOf(ask: AskWithPrompts, promptId: string, event: EventName): Happening | null {
  const prompt = ask.prompts.find(({ id }) => id === promptId);
  if (!prompt) return null;
  const session = prompt.session === 'am' || prompt.session === 'pm' ? prompt.session : null;
  return { ...prompt, session, event, source: prompt.id };
}
