import { count, list, plain } from '../../domain/text';
import type { Prompt } from '../../generated/prisma/client';
import { pupilNames } from '../../prompts/pupil-names';
import { type Holding, heldText } from './holders';
import type { Line } from './lines';
import { askedTitle, when } from './phrases';
import type { Query } from './query';

/** Whom and where questions are about. */
export interface Subjects {
  /** The provider of a placement. */
  providerOf(subjectId: string): string | undefined;
  /** The shortest name that tells the pupil of a placement from all others of the school. */
  pupilOf(subjectId: string): string | undefined;
}

/** Looks up the placements and pupils that questions are about: two queries. */
export async function loadSubjects(
  { db, schoolId }: Query,
  subjectIds: readonly string[],
): Promise<Subjects> {
  const [placements, names] = await Promise.all([
    db.placement.findMany({
      where: { schoolId, id: { in: [...new Set(subjectIds)] } },
      select: { id: true, pupilId: true, provider: { select: { name: true } } },
    }),
    pupilNames(db, schoolId),
  ]);
  const byId = new Map(placements.map((placement) => [placement.id, placement]));
  return {
    providerOf: (subjectId) => {
      const name = byId.get(subjectId)?.provider.name;
      return name && plain(name, 60);
    },
    pupilOf: (subjectId) => names.get(byId.get(subjectId)?.pupilId ?? subjectId),
  };
}

/** What one card still asks: "Attendance, 3 pupils, Oak Farm, this morning", and who holds it until when; nothing when all is said. */
export function openLine(
  query: Query,
  subjects: Subjects,
  prompts: readonly Prompt[],
  holding: Holding | undefined,
): Line[] {
  const [first, ...others] = prompts;
  if (!first) return [];
  const who = others.length > 0 ? count(prompts.length, 'pupil') : subjects.pupilOf(first.subjectId);
  const where = list([...new Set(prompts.flatMap(({ subjectId }) => subjects.providerOf(subjectId) ?? []))]);
  const title = [askedTitle(query, first), who, where, when(query, first.day, first.session)]
    .filter(Boolean)
    .join(', ');
  const text = holding ? heldText(holding) : 'not put to anybody yet';
  return [{ title, text }];
}

/** Open questions put together as they are on the cards that ask them, in the order given. */
export function byAsk(prompts: readonly Prompt[]): Map<string, Prompt[]> {
  const groups = new Map<string, Prompt[]>();
  for (const prompt of prompts) {
    const key = prompt.askId ?? prompt.id;
    groups.set(key, [...(groups.get(key) ?? []), prompt]);
  }
  return groups;
}
