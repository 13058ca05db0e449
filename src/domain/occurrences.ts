import {
  addDays,
  type Day,
  daysFrom,
  type SessionName,
  sessionsOn,
  sessionTimes,
  startOfDay,
  timeOn,
} from './calendar';
import { addDuration } from './duration';
import { daysOwed } from './owed-days';
import { concerns, isTimetabled, type Setting } from './placed';
import type { Duty } from './policy';

export { isPlacedOn, isTimetabled, type Placed, type Setting } from './placed';

/** One time at which a duty is owed. */
export interface Occurrence {
  readonly subjectId: string;
  /** The planner's key: "2026-11-23:am", "half-term:2026-11-02". */
  readonly key: string;
  readonly day: Day;
  readonly session: SessionName | null;
  readonly opensAt: Date;
  readonly endsAt: Date;
}

/** Every occurrence of a duty of the calendar from one day to another, both included. */
export function occurrences(setting: Setting, duty: Duty, from: Day, to: Day): Occurrence[] {
  const { when } = duty;
  if ('each' in when && when.each === 'session') return sessions(setting, duty, when, from, to);
  const at = 'at' in when && when.at ? when.at : '08:00';
  return daysOwed(setting, duty, from, to).map(({ subjectId, key, day }) => ({
    subjectId,
    key,
    day,
    session: null,
    opensAt: timeOn(setting.calendar, day, at),
    endsAt: startOfDay(setting.calendar, addDays(day, 1)),
  }));
}

type EachSession = Extract<Duty['when'], { each: 'session' }>;

function sessions(
  { calendar, placements }: Setting,
  duty: Duty,
  { ask, only }: EachSession,
  from: Day,
  to: Day,
): Occurrence[] {
  const concerned = placements.filter(({ flags }) => concerns(duty, flags));
  return [...daysFrom(from, to)].flatMap((day) =>
    sessionsOn(calendar, day)
      .filter((session) => !only || only.includes(session))
      .flatMap((session) => {
        const { start, end } = sessionTimes(calendar, day, session);
        const opensAt = addDuration(calendar, start, ask);
        const at = { day, session, key: `${day}:${session}`, opensAt, endsAt: end };
        return concerned
          .filter((placed) => isTimetabled(placed, day, session))
          .map((placed) => ({ subjectId: placed.id, ...at }));
      }),
  );
}
