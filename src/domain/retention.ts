import { DateTime } from 'luxon';
import { z } from 'zod/v4';
import type { Day } from './calendar';

/** Classes of record, each kept for its own time. */
export const CLASSES = ['attendance', 'placement', 'provider-checks', 'messages'] as const;
export type RecordClass = (typeof CLASSES)[number];

export const CLASS_TITLES: Readonly<Record<RecordClass, string>> = {
  attendance: 'Attendance entries',
  placement: 'Placement and review records',
  'provider-checks': 'Provider checks',
  messages: 'What messages said',
};

const years = (least: number) =>
  z.int(`write whole years, ${least} or more`).min(least, `keep these for ${least} years at least`).max(100);

/**
 * How long each class is kept; what `retention:` in school.yaml may say. The log of ids (Event) has no time of its own:
 * it stays as long as the records it proves, and is never disposed of here. Records about the school as a whole are in
 * no class and stay.
 */
export const retentionSchema = z
  .strictObject({
    /** From the entry. The School Attendance (Pupil Registration) (England) Regulations 2024, reg 7: six years, never fewer. */
    attendanceYears: years(6).default(6),
    /** From the date of birth: the pupil record. The IRMS toolkit for schools: date of birth and 25 years. The school confirms it. */
    placementYearsFromBirth: years(18).default(25),
    /** From the end of the last placement, where no date of birth is held. As long as from birth, so as to err on the long side. */
    placementYearsFromEnd: years(6).default(25),
    /** From the end of the provider's last placement: life of use and six years, as a contract claim (Limitation Act 1980). Inferred. */
    providerCheckYears: years(6).default(6),
    /** From the last change: what it said is in the record by then. Storage limitation, UK GDPR Art 5(1)(e). Inferred. */
    messageDays: z.int('write whole days').min(1, 'keep these for 1 day at least').max(3650).default(30),
  })
  .prefault({});
export type Retention = z.infer<typeof retentionSchema>;

/** The same day so many years later (earlier, below 0); 28 February for a 29th that is not there. */
export function yearsAfter(day: Day, n: number): Day | null {
  const from = DateTime.fromISO(day, { zone: 'utc' });
  return from.isValid ? from.plus({ years: n }).toISODate() : null;
}

/** A placement's days: no last day, no end yet. */
export interface Stretch {
  readonly startDate: Day;
  readonly expectedEndDate: Day | null;
}

/** The end of the last of some placements; null while one of them has no end, or where there is none. */
function lastEnd(placements: readonly Stretch[]): Day | null {
  const ends = placements.flatMap(({ expectedEndDate }) => expectedEndDate ?? []);
  if (ends.length === 0 || ends.length < placements.length) return null;
  return ends.reduce((last, end) => (end > last ? end : last));
}

/**
 * The first day on which a pupil's placement and review records may go. Null: not yet known. The end of a placement by
 * itself never sets it: a record is kept from birth, or for years from the end.
 */
export function placementRecordsGo(
  dateOfBirth: string,
  placements: readonly Stretch[],
  keep: Retention,
): Day | null {
  const end = lastEnd(placements);
  if (placements.length > 0 && end === null) return null;
  const fromBirth = yearsAfter(dateOfBirth, keep.placementYearsFromBirth);
  if (fromBirth !== null && (end === null || end < fromBirth)) return fromBirth;
  return end === null ? null : yearsAfter(end, keep.placementYearsFromEnd);
}

/** The first day on which a provider's checks may go; null while it is in use, or was never used. */
export function providerChecksGo(placements: readonly Stretch[], keep: Retention): Day | null {
  const end = lastEnd(placements);
  return end === null ? null : yearsAfter(end, keep.providerCheckYears);
}
