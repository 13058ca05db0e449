import type { Fact } from '../cards/parts';
import { type Day, dayOf } from '../domain/calendar';
import { referralIn } from '../domain/desk';
import type { Subject } from '../domain/policy';
import { plain } from '../domain/text';
import { dayName } from '../domain/words';
import type { AskInput, Db, PromptRow, ReplyRow } from './kind';
import { pupilNames } from './pupil-names';
import { staffNamesOf } from './staff-names';

/** What was said so far on a form, which is about one prompt. */
export interface FormSaid {
  readonly prompt: PromptRow;
  /** By field name: what was said last. */
  readonly said: Readonly<Record<string, string>>;
  readonly today: Day;
}

/** The same, and what it is about. */
export interface FormFacts extends FormSaid {
  readonly placement: PlacementFacts | null;
  readonly providerId: string | null;
  readonly pupilId: string | null;
}

export interface PlacementFacts {
  readonly id: string;
  readonly startDate: Day;
  readonly expectedEndDate: Day | null;
  readonly reason: string;
}

/** What only the card says: whom it is about, whom to ring, who answered last. */
export interface FormWords {
  /** "Zofia O., Oak Farm", "Oak Farm", "Zofia O."; '' when it is about the whole school. */
  readonly about: string;
  readonly known: readonly Fact[];
  readonly last: { readonly staff: string; readonly at: Date } | null;
}

export function formSaid({ calendar, now, prompts: [prompt] }: AskInput): FormSaid {
  if (!prompt) throw new Error('a form is about one prompt');
  return { prompt, said: textsOf(prompt.replies.at(-1)?.answer), today: dayOf(calendar, now) };
}

/** Looks up what a form is about. One query, none where it is not about a placement. */
export async function formFacts(db: Db, { schoolId, duty }: AskInput, said: FormSaid): Promise<FormFacts> {
  const { subjectId } = said.prompt;
  const of = (subject: Subject) => (duty.subject === subject ? subjectId : null);
  const placement = of('placement') === null ? null : await placementOf(db, schoolId, subjectId);
  return {
    ...said,
    placement,
    providerId: placement?.providerId ?? of('provider'),
    pupilId: placement?.pupilId ?? of('pupil'),
  };
}

const placementOf = (db: Db, schoolId: string, id: string) =>
  db.placement.findUnique({
    where: { schoolId_id: { schoolId, id } },
    select: {
      id: true,
      pupilId: true,
      providerId: true,
      startDate: true,
      expectedEndDate: true,
      reason: true,
    },
  });

/** Looks up what its card says. */
export async function formWords(db: Db, { schoolId }: AskInput, facts: FormFacts): Promise<FormWords> {
  const key = (id: string) => ({ schoolId_id: { schoolId, id } });
  const { placement, providerId, pupilId } = facts;
  const provider = providerId && (await db.provider.findUnique({ where: key(providerId) }));
  const pupil = pupilId && ((await pupilNames(db, schoolId)).get(pupilId) ?? 'A pupil');
  return {
    about: [pupil, provider && plain(provider.name, 60)].filter(Boolean).join(', '),
    known: [...(placement ? [datesOf(placement)] : []), ...(provider ? ring(provider) : [])],
    last: await lastOf(db, schoolId, facts.prompt),
  };
}

/** The newest reply that answers the form. */
const lastAnswer = ({ replies }: PromptRow): ReplyRow | undefined =>
  replies.findLast(({ answer }) => referralIn(answer) === null);

async function lastOf(db: Db, schoolId: string, prompt: PromptRow): Promise<FormWords['last']> {
  const reply = lastAnswer(prompt);
  if (!reply) return null;
  const names = await staffNamesOf(db, schoolId, [reply.staffId]);
  return { staff: names.get(reply.staffId) ?? 'Somebody', at: reply.at };
}

function datesOf({ startDate, expectedEndDate }: PlacementFacts): Fact {
  const end = expectedEndDate ? ` to ${dayName(expectedEndDate)}` : '';
  return { label: 'Placement', value: `from ${dayName(startDate)}${end}` };
}

interface Rung {
  readonly name: string;
  readonly phone: string | null;
  readonly contactName: string | null;
}

const ring = ({ name, phone, contactName }: Rung): Fact[] =>
  phone ? [{ label: `Ring ${plain(contactName ?? name, 60)}`, value: phone, tel: phone }] : [];

const textsOf = (answer: unknown): Record<string, string> =>
  typeof answer === 'object' && answer !== null
    ? Object.fromEntries(
        Object.entries(answer).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
      )
    : {};
