import { concerns, type Placed } from '../domain/placed';
import type { Duty, Flag, Subject } from '../domain/policy';
import type { Db } from '../prompts/kind';
import { placementsBetween, pupilFlags } from './placements';

/** What something is about. */
export interface About {
  readonly subjectType: string;
  readonly subjectId: string;
}

/** What a subject belongs to: its placements, now or to come, and the flags that hold of it. */
export interface Around {
  readonly placements: readonly Placed[];
  readonly flags: readonly Flag[];
}

/** Looks up what a subject belongs to. One query, and one more for a pupil who has no placement. */
export async function around(db: Db, schoolId: string, about: About, today: string): Promise<Around> {
  const placements = await placementsOf(db, schoolId, about, today);
  const flags =
    placements.length > 0
      ? placements.flatMap((placed) => placed.flags)
      : await ownFlags(db, schoolId, about);
  return { placements, flags };
}

/**
 * Whom a duty is about when something has happened to a subject: itself, or the pupil, the provider, the placements or
 * the school that belong to it; only those to whom the duty applies.
 */
export function subjectsFor(
  schoolId: string,
  duty: Duty,
  about: About,
  { placements, flags }: Around,
): readonly string[] {
  if (duty.subject === 'school') return [schoolId];
  if (duty.subject === about.subjectType) return concerns(duty, flags) ? [about.subjectId] : [];
  const concerned = placements.filter((placed) => concerns(duty, placed.flags));
  return [...new Set(concerned.map((placed) => idOf(duty.subject, placed)))];
}

const idOf = (subject: Subject, { id, pupilId, providerId }: Placed): string =>
  subject === 'provider' ? providerId : subject === 'pupil' ? pupilId : id;

/** The placements that a subject has now, or is to have; of a placement itself, also when it is over. */
async function placementsOf(
  db: Db,
  schoolId: string,
  { subjectType, subjectId }: { subjectType: string; subjectId: string },
  today: string,
): Promise<Placed[]> {
  const column = { placement: 'id', pupil: 'pupilId', provider: 'providerId' }[subjectType];
  if (column === undefined) return [];
  return placementsBetween(db, schoolId, subjectType === 'placement' ? '' : today, '9999-12-31', {
    [column]: subjectId,
  });
}

/** The flags of a pupil who has no placement yet. */
async function ownFlags(db: Db, schoolId: string, { subjectType, subjectId }: About): Promise<Flag[]> {
  if (subjectType !== 'pupil') return [];
  const pupil = await db.pupil.findUnique({ where: { schoolId_id: { schoolId, id: subjectId } } });
  return pupil ? pupilFlags(pupil) : [];
}
