import type { Fact } from '../cards/parts';
import { type Day, dayOf } from '../domain/calendar';
import { shortNames } from '../domain/names';
import { plain } from '../domain/text';
import { dayName } from '../domain/words';
import type { Prisma } from '../generated/prisma/client';
import type { AskInput, Db, PromptRow } from './kind';

/** What a form is about, and what was said on it so far. */
export interface FormFacts {
  readonly prompt: PromptRow;
  /** "Zofia O., Oak Farm", "Oak Farm", "Zofia O."; '' when it is about the whole school. */
  readonly about: string;
  readonly known: readonly Fact[];
  readonly placement: PlacementFacts | null;
  readonly providerId: string | null;
  readonly pupilId: string | null;
  /** By field name: what was said last. */
  readonly said: Readonly<Record<string, string>>;
  readonly last: { readonly staff: string; readonly at: Date } | null;
  readonly today: Day;
}

export interface PlacementFacts {
  readonly id: string;
  readonly startDate: Day;
  readonly expectedEndDate: Day | null;
  readonly reason: string;
}

/** Looks up what every form must say: whom it is about, whom to ring, and what was said before. */
export async function formFacts(db: Db, input: AskInput): Promise<FormFacts> {
  const { schoolId, calendar, now } = input;
  const [prompt] = input.prompts;
  if (!prompt) throw new Error('a form is about one prompt');
  const subject = await subjectFacts(db, input, prompt);
  const last = prompt.replies.at(-1);
  const staff =
    last && (await db.staff.findUnique({ where: { schoolId_id: { schoolId, id: last.staffId } } }));
  return {
    ...subject,
    prompt,
    said: last ? textsOf(last.answer) : {},
    last: last ? { staff: staff?.name ?? 'Somebody', at: last.at } : null,
    today: dayOf(calendar, now),
  };
}

type SubjectFacts = Pick<FormFacts, 'about' | 'known' | 'placement' | 'providerId' | 'pupilId'>;

const SCHOOL: SubjectFacts = { about: '', known: [], placement: null, providerId: null, pupilId: null };

async function subjectFacts(
  db: Db,
  { schoolId, duty }: AskInput,
  { subjectId }: PromptRow,
): Promise<SubjectFacts> {
  const key = { schoolId_id: { schoolId, id: subjectId } };
  if (duty.subject === 'school') return SCHOOL;
  if (duty.subject === 'provider') {
    const provider = await db.provider.findUnique({ where: key });
    if (!provider) return SCHOOL;
    return { ...SCHOOL, about: plain(provider.name, 60), known: ring(provider), providerId: provider.id };
  }
  const names = shortNames(
    await db.pupil.findMany({
      where: { schoolId },
      select: { id: true, firstName: true, lastName: true, yearGroup: true },
    }),
  );
  if (duty.subject === 'pupil')
    return { ...SCHOOL, about: names.get(subjectId) ?? 'A pupil', pupilId: subjectId };
  return placementFacts(await db.placement.findUnique({ where: key, include: { provider: true } }), names);
}

type PlacementRow = Prisma.PlacementGetPayload<{ include: { provider: true } }>;

function placementFacts(row: PlacementRow | null, names: ReadonlyMap<string, string>): SubjectFacts {
  if (!row) return SCHOOL;
  const { provider, startDate, expectedEndDate } = row;
  const dates = `from ${dayName(startDate)}${expectedEndDate ? ` to ${dayName(expectedEndDate)}` : ''}`;
  return {
    about: `${names.get(row.pupilId) ?? 'A pupil'}, ${plain(provider.name, 60)}`,
    known: [{ label: 'Placement', value: dates }, ...ring(provider)],
    placement: row,
    providerId: provider.id,
    pupilId: row.pupilId,
  };
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
