import type { Placed } from '../domain/occurrences';
import type { Flag } from '../domain/policy';
import type { Db } from '../prompts/kind';

/** The facts of a placement, its pupil and its provider that switch duties on and off. */
function flagsOf(row: {
  pupil: { ehcp: boolean; lookedAfter: boolean; socialWorker: boolean; semh: boolean; medical: boolean };
  provider: { type: string };
}): Flag[] {
  const { pupil, provider } = row;
  const flags: [Flag, boolean][] = [
    ['off-site', provider.type !== 'on-site'],
    ['online', provider.type === 'online'],
    ['ehcp', pupil.ehcp],
    ['looked-after', pupil.lookedAfter],
    ['social-worker', pupil.socialWorker],
    ['semh', pupil.semh],
    ['medical', pupil.medical],
  ];
  return flags.filter(([, on]) => on).map(([flag]) => flag);
}

/** Every placement of a school that touches the days from `from` to `to`. */
export async function placementsBetween(
  db: Db,
  schoolId: string,
  from: string,
  to: string,
): Promise<Placed[]> {
  const rows = await db.placement.findMany({
    where: {
      schoolId,
      startDate: { lte: to },
      OR: [{ expectedEndDate: null }, { expectedEndDate: { gte: from } }],
    },
    include: { pupil: true, provider: true },
  });
  return rows.map((row) => ({ ...row, flags: flagsOf(row) }));
}
