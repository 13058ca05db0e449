import type { Card } from '../../cards/parts';
import { may, mayAnswer } from '../../domain/access';
import { correctionReason } from '../../domain/corrections';
import { addDuration } from '../../domain/duration';
import { type Refusal, refuse } from '../../domain/refusals';
import type { Answer, Db, Press } from '../../prompts/kind';
import { kindOf } from '../../prompts/registry';
import { writeAll } from '../at-end';
import { copiesOf } from '../cover/cover';
import type { Deps } from '../deps';
import { handOver } from '../desk/hand-over';
import { record } from '../events';
import { redraw } from '../outbox/copies';
import { takeOut } from '../outbox/put-away';
import type { Person } from '../people';
import { dutyOf, lockWithSchool } from '../school';
import { inTransaction } from '../transaction';
import { applyAnswers } from './answers';
import { climbNow } from './climb';
import { correctedBy } from './corrections';
import { type AskWithPrompts, askInput, isChangeable, withPrompts } from './draw';
import {
  cardAfter,
  type Done,
  isOfAnotherCard,
  isOutboxes,
  isPutAway,
  keepPlace,
  type PressInput,
  pressedOn,
  type Turn,
} from './press-card';
import { hasHeld, mayHold } from './story';

/** What the person who pressed sees next. A refusal that leaves them a card (with what they typed) carries it. */
export type PressResult =
  | {
      ok: true;
      card: Card;
      /** The message is none of the outbox's: whoever answers the press sees that it shows this card from now on. */
      keep?: boolean;
    }
  | { ok: false; refusal: Refusal; card?: Card };

/**
 * Takes a press: checks that this person may answer, stores what was said with everything that follows from it in
 * one transaction, and only then draws the card that says so.
 */
export async function press(deps: Deps, person: Person, input: PressInput): Promise<PressResult> {
  return inTransaction(deps, async (db): Promise<PressResult> => {
    const taken = await take(deps, db, person, input);
    if (!taken.ok) return taken;
    const { turn, done } = taken;
    await writeAll(db);
    await keepPlace(turn, done);
    const card = await cardAfter(turn, done);
    return done.ok ? { ok: true, card, keep: !isOutboxes(turn) } : { ok: false, refusal: done.refusal, card };
  });
}

/** The same for a person who looks at no card: the scripted staff of a simulated year. */
export async function pressUnseen(deps: Deps, person: Person, input: PressInput): Promise<boolean> {
  return inTransaction(deps, async (db) => {
    const taken = await take(deps, db, person, input);
    return taken.ok && taken.done.ok;
  });
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockWithSchool>>>;

type Took = { ok: true; turn: Turn; done: Done } | { ok: false; refusal: Refusal };

async function take(deps: Deps, db: Db, person: Person, input: PressInput): Promise<Took> {
  const { schoolId } = person;
  const locked = await lockWithSchool(db, schoolId, input.askId);
  // The same is said of an ask there is none of: nobody learns by guessing what others are asked.
  if (!locked || !(await isTheirs(db, locked, person, deps.clock.now())))
    return refuse({ code: 'not-yours' });
  const { school } = locked;
  const ask = await withPrompts(db, locked.ask);
  const turn = { deps, db, school, ask, person, input, on: await pressedOn(db, person, input) };
  if (isOfAnotherCard(turn)) return refuse({ code: 'card-gone' });
  if (isPutAway(turn)) {
    if (input.verb !== 'show') return refuse({ code: 'put-away' });
    await takeOut(turn);
  }
  return { ok: true, turn, done: await act(turn) };
}

/**
 * An ask is for whose roles may answer it, or may correct what it came to, and for whoever was shown its card, until that
 * is put away, unless in a role they only covered then. A guest answers what they began, and nothing they may have been
 * given when they were staff.
 */
async function isTheirs(db: Db, { ask, school }: Locked, person: Person, now: Date): Promise<boolean> {
  const { staffId, roles, guestOf } = person;
  if (kindOf(ask.kind).amendable && may(roles, 'correct-records')) return true;
  if (mayAnswer(roles, school.pack, dutyOf(school, ask.duty))) return true;
  const copies = await copiesOf(db, { schoolId: school.id, askId: ask.id, staffId }, now);
  const begun = `${ask.id}:also:${staffId}`;
  return copies.some(({ key, stub }) => !stub && (guestOf === undefined || key === begun));
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
    case 'hand-over':
      return handOver(turn);
    default:
      return answer(turn);
  }
}

function change(turn: Turn): Done {
  const { ask } = turn;
  if (ask.prompts.some((prompt) => mayChange(turn, prompt))) return { ok: true, state: 'changing' };
  return ask.closed ? refuse({ code: 'closed', why: whyClosed(ask) }) : { ok: true };
}

const mayChange = ({ deps, school, person }: Turn, prompt: Turn['ask']['prompts'][number]): boolean =>
  isChangeable(school, prompt, deps.clock.now(), person.roles);

function whyClosed(ask: AskWithPrompts): 'withdrawn' | 'excused' | 'day-over' {
  const statuses = ask.prompts.map(({ status }) => status);
  if (statuses.includes('answered')) return 'day-over';
  return statuses.includes('excused') ? 'excused' : 'withdrawn';
}

/**
 * "I'm on it": the ladder waits for the duty's hold, once for each person. At the desk it may be said again, and whoever
 * said so is asked again when the hold runs out; the ladder waits no second time for them.
 */
async function hold({ deps, db, school, ask, person }: Turn): Promise<Done> {
  if (ask.closed) return { ok: true };
  const now = deps.clock.now();
  const { staffId } = person;
  if (!(await mayHold(db, school, ask, person, now))) return { ok: true };
  const until = addDuration(school.calendar, now, dutyOf(school, ask.duty).hold);
  const waits = (await hasHeld(db, ask, staffId)) ? {} : { heldUntil: until, heldBy: staffId };
  const kept = kindOf(ask.kind).desk ? { keeper: staffId, keptAt: now, handedBy: null, againAt: until } : {};
  await db.ask.update({
    where: { schoolId_id: { schoolId: school.id, id: ask.id } },
    data: { ...waits, ...kept },
  });
  const at = { schoolId: school.id, at: now, askId: ask.id, staffId };
  await record(db, { ...at, type: 'held', data: { until: until.toISOString() } });
  await redraw(db, deps, school.id, ask.id);
  await climbNow(db, deps, school, ask.id, 'settle');
  return { ok: true };
}

async function answer(turn: Turn): Promise<Done> {
  const { deps, db, school, ask, person, input } = turn;
  const now = deps.clock.now();
  if (ask.closed && !ask.prompts.some((prompt) => mayChange(turn, prompt))) {
    return refuse({ code: 'closed', why: whyClosed(ask) });
  }
  const open = await kindOf(ask.kind).open(db, askInput(school, ask, now));
  const press: Press = { verb: input.verb, roles: person.roles, data: input.data };
  const read = open.read(press);
  if (!read.ok) return asTyped(turn, read.refusal);
  const refused = read.answers.find((a) => !accepts(turn, a));
  if (refused) return { ...refuse({ code: 'closed', why: whyClosed(ask) }), entered: input.data };
  const reason = correctionReason(input.data);
  if (!reason && correctedBy(ask, read.answers).size > 0) return asTyped(turn, NO_REASON);
  await applyAnswers({ deps, db, school, ask, person }, read, reason);
  const urgent = ask.roles.length === 1 && read.answers.some(({ escalates }) => escalates);
  if (urgent) {
    await writeAll(db);
    await climbNow(db, deps, school, ask.id, 'next-role');
  }
  return { ok: true, problems: read.problems, leaves: !read.partial };
}

const NO_REASON: Refusal = {
  code: 'bad-answer',
  problems: ['This was answered already. To change it, choose why.'],
};

/** What was not taken, on the form that it was typed on. */
function asTyped({ ask, input }: Turn, refusal: Refusal): Done {
  const isChange = input.verb === 'send-change' || !ask.prompts.some(({ status }) => status === 'open');
  const state = isChange && refusal.code === 'bad-answer' ? 'changing' : undefined;
  return { ok: false, refusal, entered: input.data, state };
}

/** An open prompt takes an answer; one already answered takes another while it may be changed; no other does. */
function accepts(turn: Turn, { promptId }: Answer): boolean {
  const prompt = turn.ask.prompts.find(({ id }) => id === promptId);
  return prompt !== undefined && (prompt.status === 'open' || mayChange(turn, prompt));
}
