import type { Card } from '../cards/parts';
import { addDuration } from '../domain/duration';
import { chainOf } from '../domain/policy';
import { type Refusal, refuse } from '../domain/refusals';
import type { Answer, Db, Press } from '../prompts/kind';
import { kindOf } from '../prompts/registry';
import { applyAnswers } from './answers';
import { todayCard } from './ap-today';
import { climbNow, lockAsk } from './climb';
import { redraw } from './copies';
import type { Deps } from './deps';
import {
  type AskWithPrompts,
  askInput,
  drawAsk,
  IN_PLACE,
  isChangeable,
  loadAsk,
  purposeOf,
  type Reader,
} from './draw';
import { record } from './events';
import type { Person } from './people';
import { dutyOf, loadSchool, type School } from './school';
import { holdingOf } from './story';
import { inTransaction } from './transaction';

/** A button pressed on a card that shows an ask. */
export interface PressInput {
  readonly askId: string;
  /** The message it stands in, as Teams says. */
  readonly activityId?: string | undefined;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the person who pressed sees next. A refusal that leaves them a card (with what they typed) carries it. */
export type PressResult =
  | {
      ok: true;
      card: Card;
      /** The message is none of the outbox's: whoever answers the press sees that it shows this card from now on. */
      keep?: boolean;
    }
  | { ok: false; refusal: Refusal; card?: Card };

type Done =
  | {
      ok: true;
      state?: Reader['state'];
      problems?: readonly string[] | undefined;
      /** Nothing is left to do on this form: it goes back to "AP today". */
      leaves?: boolean;
    }
  | { ok: false; refusal: Refusal; entered?: PressInput['data'] };

interface Turn {
  readonly deps: Deps;
  readonly db: Db;
  readonly school: School;
  readonly ask: AskWithPrompts;
  readonly person: Person;
  readonly input: PressInput;
}

/**
 * Takes a press: checks that this person may answer, stores what was said with everything that follows from it in
 * one transaction, and only then draws the card that says so.
 */
export async function press(deps: Deps, person: Person, input: PressInput): Promise<PressResult> {
  const { schoolId } = person;
  return inTransaction(deps, async (db): Promise<PressResult> => {
    const locked = await lockAsk(db, schoolId, input.askId);
    if (!locked) return refuse({ code: 'card-gone' });
    const ask = await loadAsk(db, schoolId, input.askId);
    if (!ask) return refuse({ code: 'card-gone' });
    const school = await loadSchool(db, schoolId, ask.policyVersion);
    const turn = { deps, db, school, ask, person, input };
    if (!(await mayAnswer(turn))) return refuse({ code: 'not-yours' });
    const done = await act(turn);
    await keepPlace(turn, done);
    const card = await cardAfter(turn, done);
    return done.ok
      ? { ok: true, card, keep: !(await isOutboxes(turn)) }
      : { ok: false, refusal: done.refusal, card };
  });
}

/** Anybody in a role on the ladder may answer, whoever stands in for one, and whoever was shown the card. */
async function mayAnswer({ db, school, ask, person }: Turn): Promise<boolean> {
  const duty = dutyOf(school, ask.duty);
  const roles = [duty.to, ...duty.ladder.flatMap((rung) => ('to' in rung ? [rung.to] : []))];
  if (roles.some((role) => chainOf(school.pack, role).some((r) => person.roles.includes(r)))) return true;
  const where = { schoolId: school.id, askId: ask.id, staffId: person.staffId };
  return (await db.delivery.count({ where })) > 0;
}

async function act(turn: Turn): Promise<Done> {
  switch (turn.input.verb) {
    case 'show':
    case 'open':
      return { ok: true };
    case 'back':
      return { ok: true, leaves: true };
    case 'change':
      return change(turn);
    case 'hold':
      return hold(turn);
    default:
      return answer(turn);
  }
}

function change({ deps, school, ask }: Turn): Done {
  const now = deps.clock.now();
  if (ask.prompts.some((prompt) => isChangeable(school, prompt, now))) return { ok: true, state: 'changing' };
  return ask.closed ? refuse({ code: 'closed', why: whyClosed(ask) }) : { ok: true };
}

function whyClosed(ask: AskWithPrompts): 'withdrawn' | 'excused' | 'day-over' {
  const statuses = ask.prompts.map(({ status }) => status);
  if (statuses.includes('answered')) return 'day-over';
  return statuses.includes('excused') ? 'excused' : 'withdrawn';
}

/** "I'm on it": the ladder waits for the duty's hold, once for each person. */
async function hold({ deps, db, school, ask, person }: Turn): Promise<Done> {
  if (ask.closed) return { ok: true };
  const now = deps.clock.now();
  if (await holdingOf(db, school, ask, now)) return { ok: true };
  const at = { schoolId: school.id, at: now, askId: ask.id, staffId: person.staffId };
  const before = await db.event.count({
    where: { schoolId: school.id, askId: ask.id, type: 'held', staffId: person.staffId },
  });
  if (before > 0) return { ok: true };
  const heldUntil = addDuration(school.calendar, now, dutyOf(school, ask.duty).hold);
  await db.ask.update({
    where: { schoolId_id: { schoolId: school.id, id: ask.id } },
    data: { heldUntil, heldBy: person.staffId, nextStepAt: heldUntil },
  });
  await record(db, { ...at, type: 'held', data: { until: heldUntil.toISOString() } });
  await redraw(db, deps, school.id, ask.id);
  return { ok: true };
}

async function answer(turn: Turn): Promise<Done> {
  const { deps, db, school, ask, person, input } = turn;
  const now = deps.clock.now();
  if (ask.closed && !ask.prompts.some((prompt) => isChangeable(school, prompt, now))) {
    return refuse({ code: 'closed', why: whyClosed(ask) });
  }
  const open = await kindOf(ask.kind).open(db, askInput(school, ask, now));
  const press: Press = { verb: input.verb, roles: person.roles, data: input.data };
  const read = open.read(press);
  if (!read.ok) return { ...read, entered: input.data };
  const refused = read.answers.find((a) => !accepts(school, ask, a, now));
  if (refused) return { ...refuse({ code: 'closed', why: whyClosed(ask) }), entered: input.data };
  await applyAnswers({ deps, db, school, ask, person }, read);
  const urgent = ask.roles.length === 1 && read.answers.some(({ escalates }) => escalates);
  if (urgent) await climbNow(db, deps, school, ask.id, 'next-role');
  return { ok: true, problems: read.problems, leaves: !read.partial };
}

/** An open prompt takes an answer; one already answered takes another on the same day; no other does. */
function accepts(school: School, ask: AskWithPrompts, { promptId }: Answer, now: Date): boolean {
  const prompt = ask.prompts.find(({ id }) => id === promptId);
  return prompt !== undefined && (prompt.status === 'open' || isChangeable(school, prompt, now));
}

/** A form that stands where "AP today" was, or is opened there now. */
const isInPlace = ({ input }: Turn): boolean =>
  input.verb === 'open' || input.data['place'] === IN_PLACE.place;

/** How long a form in the place of "AP today" is left alone, so that nothing typed is drawn over. Milliseconds. */
const TYPING = 15 * 60_000;

/** While somebody fills in a form in the place of their "AP today" card, that card is not drawn again. */
async function keepPlace(turn: Turn, done: Done): Promise<void> {
  if (!isInPlace(turn)) return;
  const { db, deps, school, person } = turn;
  const now = deps.clock.now();
  const isLeft = done.ok && done.leaves === true;
  await db.delivery.updateMany({
    where: { schoolId: school.id, staffId: person.staffId, purpose: 'today', superseded: false },
    data: isLeft
      ? { busyUntil: null, wanted: { increment: 1 }, nextAt: now }
      : { busyUntil: new Date(now.getTime() + TYPING) },
  });
}

/** Is the message one of the outbox's, which draws it again by itself? */
async function isOutboxes({ db, school, person, input }: Turn): Promise<boolean> {
  if (input.activityId === undefined) return true;
  const where = { schoolId: school.id, staffId: person.staffId, activityId: input.activityId };
  return (await db.delivery.count({ where })) > 0;
}

async function cardAfter(turn: Turn, done: Done): Promise<Card> {
  const { deps, db, school, input, person } = turn;
  const inPlace = isInPlace(turn);
  if (inPlace && done.ok && done.leaves) {
    const title = dutyOf(school, turn.ask.duty).title;
    const words = input.verb === 'back' ? undefined : `Recorded: ${title}.`;
    return todayCard(db, await loadSchool(db, school.id), person.staffId, deps.clock.now(), words);
  }
  const ask = await loadAsk(db, school.id, input.askId);
  if (!ask) throw new Error('the ask is locked by this transaction and cannot be gone');
  const shown = await db.delivery.findFirst({
    where: { schoolId: school.id, askId: ask.id, staffId: person.staffId },
    orderBy: { createdAt: 'desc' },
  });
  const { staffId, roles } = person;
  const reader: Reader = { staffId, roles, purpose: purposeOf(shown?.purpose), inPlace, ...seenAfter(done) };
  return drawAsk(db, school, ask, deps.clock.now(), reader);
}

const seenAfter = (done: Done): Pick<Reader, 'state' | 'problems' | 'entered'> =>
  done.ok
    ? { state: done.state, problems: done.problems }
    : { problems: problemsOf(done.refusal), entered: done.entered };

/** What the card itself says of a refusal. */
function problemsOf(refusal: Refusal): readonly string[] {
  if (refusal.code === 'bad-answer') return refusal.problems;
  if (refusal.code === 'not-allowed') return ['Your role does not include this. Ask the attendance officer.'];
  if (refusal.code !== 'closed' || refusal.why !== 'day-over') return [];
  return ['The day is over, so this can no longer be changed here. Put it right in your register.'];
}
