import type { SchoolCalendar } from '../../domain/calendar';
import { instantAt } from '../../domain/instants';
import type { Json } from '../../domain/json';
import { fullName } from '../../domain/names';
import type { Deps } from '../deps';
import { staffNames } from '../queries/holders';
import { noteLook, OPERATOR } from '../queries/looks/note';
import { kindTitle } from '../queries/phrases';
import { loadSchool, type School } from '../school';
import { findPupil } from '../subject-access';
import type { Then } from './as-of';
import { type Question, questionsThen } from './questions';
import { contactsThen, marksThen, placementsThen, providersThen, pupilThen } from './rows';

export interface HistoryInput {
  readonly upn: string;
  /** As it was typed; left out: now. */
  readonly at?: string | undefined;
  readonly school?: string | undefined;
}

export type HistoryResult =
  | { readonly ok: true; readonly known: Known; readonly calendar: SchoolCalendar }
  | { readonly ok: false; readonly problem: string };

/** What Waymark knew of a pupil at an instant; what was said or changed later is not in it. Written into the read ledger. */
export async function historyAt(
  deps: Deps,
  { upn, at: typed, school: urn }: HistoryInput,
): Promise<HistoryResult> {
  const found = await findPupil(deps, upn, urn);
  if (typeof found === 'string') return { ok: false, problem: found };
  const { schoolId, pupilId } = found;
  const school = await loadSchool(deps.db, schoolId);
  const now = deps.clock.now();
  const at = typed === undefined ? now : instantAt(school.calendar, typed);
  if (typeof at === 'string') return { ok: false, problem: at };
  if (at > now) return { ok: false, problem: `"${typed}" is still to come: name an instant up to now.` };
  await noteLook({ db: deps.db, schoolId, staffId: OPERATOR, now }, pupilId, 'history at');
  return {
    ok: true,
    known: await knownAt({ db: deps.db, schoolId, at }, school, pupilId),
    calendar: school.calendar,
  };
}

/** Everything that was known. Staff are told by the names they have now; instants are ISO. */
export type Known = Awaited<ReturnType<typeof knownAt>>;

/** Puts together what was known of a pupil at an instant. `pupil` is null while Waymark did not know of them. */
export async function knownAt(then: Then, school: School, pupilId: string) {
  const pupil = await pupilThen(then, pupilId);
  const placements = await placementsThen(then, pupilId);
  const [contacts, marks, questions, providers, names] = await Promise.all([
    contactsThen(then, pupilId),
    marksThen(then, pupilId),
    questionsThen(then, [pupilId, ...placements.map(({ id }) => id)]),
    providersThen(
      then,
      placements.map(({ providerId }) => providerId),
    ),
    staffNames(then),
  ]);
  const by = (staffId: string | null) =>
    staffId === null ? null : (names.get(staffId) ?? 'somebody who has left');
  const providerOf = (placementId: string) => {
    const providerId = placements.find(({ id }) => id === placementId)?.providerId ?? '';
    return providers.get(providerId)?.name ?? null;
  };
  const told = questions.map((question) => toldOf(question, school, by, providerOf));
  return {
    school: { urn: school.id, name: school.name },
    at: then.at.toISOString(),
    pupil: pupil ? { name: fullName(pupil), ...without(pupil, ['schoolId']) } : null,
    contacts: contacts.map((contact) => without(contact, ['schoolId', 'pupilId'])),
    placements: placements.map((placement) => ({
      ...without(placement, ['schoolId', 'pupilId']),
      provider: providerOf(placement.id),
    })),
    open: told.filter(({ isOpen }) => isOpen).map((one) => without(one, ['isOpen', 'answer'])),
    answers: told.flatMap((one) => (one.answer ? [without(one, ['isOpen', 'with', 'held'])] : [])),
    marks: marks.map((mark) => ({
      ...without(mark, ['schoolId', 'pupilId', 'staffId', 'promptId']),
      provider: providerOf(mark.placementId),
      by: by(mark.staffId),
      confirmedBy: by(mark.confirmedBy),
    })),
  };
}

function without<T extends object, K extends keyof T>(row: T, keys: readonly K[]): Omit<T, K> {
  const left = { ...row };
  for (const key of keys) delete left[key];
  return left;
}

/** A question with who had it, and its newest answer. */
function toldOf(
  { prompt, ask, isSafeguarding, isOpen, holders, held, reply }: Question,
  { pack }: School,
  by: (staffId: string | null) => string | null,
  providerOf: (placementId: string) => string | null,
) {
  return {
    prompt: prompt.id,
    kind: prompt.kind,
    title: pack.duties.find(({ id }) => id === prompt.duty)?.title ?? kindTitle(prompt.kind),
    provider: providerOf(prompt.subjectId),
    day: prompt.day,
    session: prompt.session,
    isSafeguarding,
    askedAt: ask.openedAt.toISOString(),
    isOpen,
    with: holders.map(({ staffId, role, since }) => ({
      name: by(staffId),
      role,
      since: since.toISOString(),
    })),
    held: held && { by: by(held.staffId), until: held.until },
    answer: reply && {
      by: by(reply.staffId),
      at: reply.at.toISOString(),
      said: reply.answer as Json,
      corrects: reply.corrects,
      reason: reply.reason,
    },
  };
}
