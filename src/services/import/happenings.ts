import { dayOf } from '../../domain/calendar';
import type { PlacementRow, ProviderRow } from '../../domain/school-file';
import type { Happening } from '../asks/raise';
import { raise } from '../asks/raise';
import { loadSchool } from '../school';
import type { Known } from './known';
import type { Writing } from './sync';

type Change = Pick<Happening, 'event' | 'subjectType' | 'subjectId'>;

/** What an import tells of that duties may wait for: a provider that is not what it was, a placement that goes on longer. */
export async function raiseChanges(
  writing: Writing,
  providers: readonly ProviderRow[],
  placements: readonly PlacementRow[],
): Promise<void> {
  const { db, deps, schoolId, known } = writing;
  const changes = [...changedProviders(known, providers), ...extended(known, placements)];
  if (changes.length === 0) return;
  const school = await loadSchool(db, schoolId);
  const day = dayOf(school.calendar, deps.clock.now());
  for (const change of changes) {
    if (await isTold(writing, change)) continue;
    await raise(db, deps, school, {
      ...change,
      occurrence: `${change.event}:${day}`,
      day,
      session: null,
      source: null,
    });
  }
}

/** How long a file may take to say what somebody has answered already, in days. */
const LATELY = 60;

/** Somebody said so on a card, and the file follows: what had to be asked was asked then. */
async function isTold({ db, deps, schoolId }: Writing, { event, subjectId }: Change): Promise<boolean> {
  const since = new Date(deps.clock.now().getTime() - LATELY * 86_400_000);
  return (await db.prompt.count({ where: { schoolId, event, subjectId, opensAt: { gte: since } } })) > 0;
}

/** A material change: another kind of place, another registration, another address. */
function changedProviders({ providers }: Known, rows: readonly ProviderRow[]): Change[] {
  const stored = new Map(providers.map((provider) => [provider.id, provider]));
  return rows.flatMap(({ provider_id: id, type, urn, ukprn, address, postcode }): Change[] => {
    const before = stored.get(id);
    const isSame =
      before &&
      [type, urn, ukprn, address, postcode].join('|') ===
        [before.type, before.urn, before.ukprn, before.address, before.postcode].join('|');
    return !before || isSame ? [] : [{ event: 'provider-changed', subjectType: 'provider', subjectId: id }];
  });
}

/** An end that was known, and is later now. */
function extended({ placements }: Known, rows: readonly PlacementRow[]): Change[] {
  const ends = new Map(placements.map(({ id, expectedEndDate }) => [id, expectedEndDate]));
  return rows.flatMap(({ placement_id: id, expected_end_date: end }): Change[] => {
    const before = ends.get(id);
    return before && (end === null || end > before)
      ? [{ event: 'placement-extended', subjectType: 'placement', subjectId: id }]
      : [];
  });
}
