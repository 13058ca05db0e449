import type { Card } from '../../cards/parts';
import type { Refusal } from '../../domain/refusals';
import type { Delivery } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';
import type { Deps } from '../deps';
import { todayCard } from '../outbox/ap-today';
import type { Person } from '../people';
import { loadSchool, type School } from '../school';
import { type AskWithPrompts, drawAsk, IN_PLACE, loadAsk, purposeOf, type Reader } from './draw';

/** A button pressed on a card that shows an ask. */
export interface PressInput {
  readonly askId: string;
  /** The message it stands in, as Teams says. */
  readonly activityId?: string | undefined;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What became of a press. */
export type Done =
  | {
      ok: true;
      state?: Reader['state'];
      problems?: readonly string[] | undefined;
      /** Nothing is left to do on this form: it goes back to "AP today". */
      leaves?: boolean;
    }
  | { ok: false; refusal: Refusal; entered?: PressInput['data']; state?: Reader['state'] };

/** A press that is being taken, inside its transaction. */
export interface Turn {
  readonly deps: Deps;
  readonly db: Db;
  readonly school: School;
  readonly ask: AskWithPrompts;
  readonly person: Person;
  readonly input: PressInput;
  /** The message it was pressed on, where the outbox sent that to this person. */
  readonly on: readonly Sent[];
}

/** As much of a message of the outbox as it takes to know what it shows; without an ask, none in particular. */
type Sent = Pick<Delivery, 'id' | 'askId' | 'stub'>;

/** A form that stands where "AP today" was, or is opened there now. */
const isInPlace = ({ input }: Turn): boolean =>
  input.verb === 'open' || input.data['place'] === IN_PLACE.place;

/** How long a form in the place of "AP today" is left alone, so that nothing typed is drawn over. Milliseconds. */
const TYPING = 15 * 60_000;

/** While somebody fills in a form in the place of their "AP today" card, that card is not drawn again. */
export async function keepPlace(turn: Turn, done: Done): Promise<void> {
  if (!isInPlace(turn)) return;
  const { db, deps, school, person, input } = turn;
  const now = deps.clock.now();
  const isLeft = done.ok && done.leaves === true;
  const which = input.activityId === undefined ? { superseded: false } : { activityId: input.activityId };
  await db.delivery.updateMany({
    where: { schoolId: school.id, staffId: person.staffId, purpose: 'today', ...which },
    data: isLeft
      ? { busyUntil: null, wanted: { increment: 1 }, nextAt: now }
      : { busyUntil: new Date(now.getTime() + TYPING) },
  });
}

/** What the outbox sent a person as the message they pressed on: nothing, where it is none of the outbox's. */
export async function pressedOn(
  db: Db,
  { schoolId, staffId }: Person,
  { activityId }: PressInput,
): Promise<readonly Sent[]> {
  if (activityId === undefined) return [];
  const where = { schoolId, staffId, activityId, purpose: { not: 'answer' } };
  return db.delivery.findMany({ where, select: { id: true, askId: true, stub: true } });
}

/** No button of a card answers what another card asks. */
export const isOfAnotherCard = ({ on, input }: Turn): boolean =>
  on.length > 0 && on.every(({ askId }) => askId !== null && askId !== input.askId);

/** Has the card been put away? */
export const isPutAway = ({ on }: Turn): boolean => on.some(({ stub }) => stub);

/** Is the message one of the outbox's, which draws it again by itself? */
export const isOutboxes = ({ on, input }: Turn): boolean => input.activityId === undefined || on.length > 0;

export async function cardAfter(turn: Turn, done: Done): Promise<Card> {
  const { deps, db, school, input, person } = turn;
  const inPlace = isInPlace(turn);
  if (inPlace && done.ok && done.leaves) {
    return todayCard(db, await loadSchool(db, school.id), person.staffId, deps.clock.now());
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
    : { state: done.state, problems: problemsOf(done.refusal), entered: done.entered };

/** What the card itself says of a refusal. */
function problemsOf(refusal: Refusal): readonly string[] {
  if (refusal.code === 'bad-answer') return refusal.problems;
  if (refusal.code === 'not-allowed') return ['Your role does not include this, so nothing was changed.'];
  if (refusal.code !== 'closed' || refusal.why !== 'day-over') return [];
  return ['The day is over, so you can no longer change this. Ask the attendance officer or the AP lead.'];
}
