import { plain } from '../domain/text';
import type { Db } from '../prompts/kind';
import { pupilNames } from '../prompts/pupil-names';
import type { About } from './subjects';

/** "Zofia O., Oak Farm", "Zofia O.", "Oak Farm"; '' for the school itself. Three queries. */
export async function subjectNames(
  db: Db,
  schoolId: string,
  subjects: readonly About[],
): Promise<(subject: About) => string> {
  if (subjects.every(({ subjectType }) => subjectType === 'school')) return () => '';
  const [placements, providers, names] = await Promise.all([
    db.placement.findMany({
      where: { schoolId, id: { in: subjects.map(({ subjectId }) => subjectId) } },
      select: { id: true, pupilId: true, providerId: true },
    }),
    db.provider.findMany({ where: { schoolId }, select: { id: true, name: true } }),
    pupilNames(db, schoolId),
  ]);
  const byId = new Map(placements.map((placement) => [placement.id, placement]));
  const places = new Map(providers.map(({ id, name }) => [id, plain(name, 60)]));
  return ({ subjectType, subjectId }) => {
    if (subjectType === 'provider') return places.get(subjectId) ?? 'A provider';
    if (subjectType === 'pupil') return names.get(subjectId) ?? 'A pupil';
    const placement = byId.get(subjectId);
    if (!placement) return '';
    return [names.get(placement.pupilId), places.get(placement.providerId)].filter(Boolean).join(', ');
  };
}
