import { dayOf, schoolDaysSince } from '../../domain/calendar';
import { CANNOT_BE_READ, isUnreadable } from '../../domain/unreadable';
import type { AskInput, Db, PromptRow } from '../kind';
import { pupilNames } from '../pupil-names';
import type { Said } from './reply';

/** What was said at one time, and by whom: kept while the question is still open. */
export interface Attempt extends Said {
  /** The name of whoever answered; `by` is who saw or heard the pupil. */
  readonly staff: string;
  readonly at: Date;
}

export interface FollowUpFacts {
  readonly prompt: PromptRow;
  readonly placementId: string;
  readonly name: string;
  readonly provider: { name: string; phone: string | null };
  readonly contact: { name: string; relationship: string; phone: string | null } | null;
  /** Every answer so far, oldest first. */
  readonly attempts: readonly Attempt[];
  /** School days since the session: `N` may stand for five. */
  readonly schoolDays: number;
}

/** What was said and cannot be read any more: it settles nothing. */
const LOST: Said = { parent: '', reason: '', safe: '', by: '', next: '', note: CANNOT_BE_READ };

/** What the card must say: who is missing, where from, whom to ring, and what was tried. */
export async function followUpFacts(db: Db, input: AskInput): Promise<FollowUpFacts> {
  const { schoolId, calendar, now } = input;
  const [prompt] = input.prompts;
  if (!prompt) throw new Error('a follow-up is about one prompt');
  const placement = await db.placement.findUniqueOrThrow({
    where: { schoolId_id: { schoolId, id: prompt.subjectId } },
    include: { provider: true, pupil: { include: { contacts: { orderBy: { order: 'asc' }, take: 1 } } } },
  });
  const names = await pupilNames(db, schoolId);
  const { replies } = prompt;
  const staff = await db.staff.findMany({
    where: { schoolId, id: { in: replies.map(({ staffId }) => staffId) } },
  });
  return {
    prompt,
    placementId: placement.id,
    name: names.get(placement.pupilId) ?? 'The pupil',
    provider: placement.provider,
    contact: placement.pupil.contacts[0] ?? null,
    attempts: replies.map((reply) => ({
      ...(isUnreadable(reply.answer) ? LOST : (reply.answer as unknown as Said)),
      staff: staff.find(({ id }) => id === reply.staffId)?.name ?? 'Somebody',
      at: reply.at,
    })),
    schoolDays: schoolDaysSince(calendar, prompt.day, dayOf(calendar, now)),
  };
}
