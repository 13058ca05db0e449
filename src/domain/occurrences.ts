import {
  type Day,
  daysFrom,
  type SchoolCalendar,
  type SessionName,
  sessionsOn,
  sessionTimes,
  weekday,
} from './calendar';
import { addDuration } from './duration';
import type { Duty, Flag } from './policy';

/** A placement as the planner needs it: when the pupil is expected where. */
export interface Placed {
  readonly id: string;
  readonly startDate: Day;
  readonly expectedEndDate: Day | null;
  /** "Mon AM", "Tue PM". */
  readonly timetable: readonly string[];
  readonly flags: readonly Flag[];
}

/** One time at which a duty is owed. */
export interface Occurrence {
  readonly subjectId: string;
  /** The planner's key: "2026-11-23:am". */
  readonly key: string;
  readonly day: Day;
  readonly session: SessionName;
  readonly opensAt: Date;
  readonly endsAt: Date;
}

/** Has the placement begun, and not ended? */
export const isPlacedOn = (placed: Placed, day: Day): boolean =>
  placed.startDate <= day && (placed.expectedEndDate === null || day <= placed.expectedEndDate);

/** Is the pupil timetabled at the provider in that session? */
export const isTimetabled = (placed: Placed, day: Day, session: SessionName): boolean =>
  isPlacedOn(placed, day) && placed.timetable.includes(`${weekday(day)} ${session.toUpperCase()}`);

/** Every occurrence of a session duty from one day to another, both included, for these placements. */
export function occurrences(
  calendar: SchoolCalendar,
  duty: Duty,
  placements: readonly Placed[],
  from: Day,
  to: Day,
): Occurrence[] {
  if (!('each' in duty.when)) return [];
  const { ask, only } = duty.when;
  const concerned = placements.filter((placed) => duty.only.every((flag) => placed.flags.includes(flag)));
  return [...daysFrom(from, to)].flatMap((day) =>
    sessionsOn(calendar, day)
      .filter((session) => !only || only.includes(session))
      .flatMap((session) => {
        const { start, end } = sessionTimes(calendar, day, session);
        const at = {
          day,
          session,
          key: `${day}:${session}`,
          opensAt: addDuration(calendar, start, ask),
          endsAt: end,
        };
        return concerned
          .filter((placed) => isTimetabled(placed, day, session))
          .map((placed) => ({ subjectId: placed.id, ...at }));
      }),
  );
}
