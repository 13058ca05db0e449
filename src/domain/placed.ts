import type { Day, SchoolCalendar, SessionName } from './calendar';
import { weekday } from './calendar';
import type { Duty, Flag } from './policy';

/** A placement as the planner needs it: when the pupil is expected where. Days are both included. */
export interface Placed {
  readonly id: string;
  readonly pupilId: string;
  readonly providerId: string;
  readonly startDate: Day;
  readonly expectedEndDate: Day | null;
  /** When the school told Waymark of it. */
  readonly knownFrom: Day;
  /** From when the pupil is expected there: not before the policy's list for a start is complete. Null: not yet. */
  readonly activeFrom: Day | null;
  /** "Mon AM", "Tue PM". */
  readonly timetable: readonly string[];
  readonly flags: readonly Flag[];
}

/** A school's year and placements, as far as it takes to tell what is owed. */
export interface Setting {
  readonly schoolId: string;
  readonly calendar: SchoolCalendar;
  readonly placements: readonly Placed[];
  /** The day Waymark began: nothing that fell due before it is owed. */
  readonly liveDay: Day;
}

/** Is the pupil expected at the provider in those days: active, and not ended? */
export const isPlacedOn = (
  { activeFrom, expectedEndDate }: Pick<Placed, 'activeFrom' | 'expectedEndDate'>,
  day: Day,
): boolean =>
  activeFrom !== null && activeFrom <= day && (expectedEndDate === null || day <= expectedEndDate);

/** Is the pupil timetabled at the provider in that session? */
export const isTimetabled = (
  placed: Pick<Placed, 'activeFrom' | 'expectedEndDate' | 'timetable'>,
  day: Day,
  session: SessionName,
): boolean =>
  isPlacedOn(placed, day) && placed.timetable.includes(`${weekday(day)} ${session.toUpperCase()}`);

/** Is the duty owed where these flags hold? */
export const concerns = (
  { only, onlyAny }: Pick<Duty, 'only' | 'onlyAny'>,
  flags: readonly Flag[],
): boolean =>
  only.every((flag) => flags.includes(flag)) &&
  (onlyAny.length === 0 || onlyAny.some((flag) => flags.includes(flag)));

/** Had the placement begun before Waymark did? Then it is in place already, and its start is not asked about. */
export const isEarlier = ({ startDate }: Pick<Placed, 'startDate'>, liveDay: Day): boolean =>
  startDate <= liveDay;
