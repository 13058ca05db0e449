import type { Day } from '../../domain/calendar';
import type { PlacementRow, ProviderRow } from '../../domain/school-file';
import { insert } from '../../prompts/insert';
import { keeping, sync, type Tally, type Writing } from './sync';

/** Writes the providers, under the school's own ids. */
export function writeProviders(writing: Writing, rows: readonly ProviderRow[]): Promise<Tally> {
  const { db, schoolId, known, onRows } = writing;
  const stored = new Map(known.providers.map((provider) => [provider.id, provider]));
  const providers = rows.map(({ provider_id, contact_name, contact_email, ...row }) => ({
    ...row,
    schoolId,
    id: provider_id,
    contactName: contact_name,
    contactEmail: contact_email,
  }));
  return sync(
    {
      rows: providers,
      stored: ({ id }) => stored.get(id),
      create: (rows) => insert(db, 'Provider', rows),
      update: (data) => db.provider.update({ where: { schoolId_id: { schoolId, id: data.id } }, data }),
      keep: keeping(writing, 'Provider'),
    },
    onRows,
  );
}

/** Writes the placements, under the school's own ids. */
export function writePlacements(
  writing: Writing,
  rows: readonly PlacementRow[],
  pupilIds: ReadonlyMap<string, string>,
  today: Day,
): Promise<Tally> {
  const { db, schoolId, known, onRows } = writing;
  const stored = new Map(known.placements.map((placement) => [placement.id, placement]));
  const placements = rows.map((row) => ({
    ...startOf(row, stored.get(row.placement_id), today),
    schoolId,
    id: row.placement_id,
    pupilId: pupilIds.get(row.upn) ?? '',
    providerId: row.provider_id,
    basis: row.basis,
    arrangedBy: row.arranged_by,
    dualRegistered: row.dual_registered,
    startDate: row.start_date,
    expectedEndDate: row.expected_end_date,
    reason: row.reason,
    timetable: row.timetable,
    objectives: row.objectives,
    flags: row.flags,
  }));
  return sync(
    {
      rows: placements,
      stored: ({ id }) => stored.get(id),
      create: (rows) => insert(db, 'Placement', rows),
      update: (data) => db.placement.update({ where: { schoolId_id: { schoolId, id: data.id } }, data }),
      keep: keeping(writing, 'Placement'),
    },
    onRows,
  );
}

interface Start {
  readonly knownFrom: Day;
  readonly activeFrom: Day | null;
}

/** An active placement whose first day moves is active from there; a new one is not active before its start is prepared. */
function startOf(
  { start_date: start }: PlacementRow,
  before: (Start & { startDate: Day }) | undefined,
  today: Day,
): Start {
  if (!before) return { knownFrom: today, activeFrom: null };
  const { knownFrom, activeFrom, startDate } = before;
  const moves = activeFrom !== null && (activeFrom === startDate || activeFrom < start);
  return { knownFrom, activeFrom: moves ? start : activeFrom };
}
