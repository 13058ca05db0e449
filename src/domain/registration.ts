import type { Day, SchoolCalendar } from './calendar';
import table from './registration.json';
import { count } from './text';

/** From when to when, and above what, a place that teaches full time must be registered as a school. */
interface Threshold {
  readonly effective_from: Day;
  readonly effective_to: Day | null;
  readonly pupils: number;
  readonly with_plan_or_in_care: number;
  readonly full_time: { readonly more_than_hours: number; readonly or_sessions: number };
}

const THRESHOLDS: readonly Threshold[] = table.thresholds;

/** Types of provider that are registered already, or are part of a school. */
const REGISTERED: readonly string[] = ['school', 'registered', 'further-education', 'on-site'];

/** One of the school's own pupils at a provider, with every half day there in a week ("Mon AM"). */
export interface PupilThere {
  readonly timetable: readonly string[];
  readonly hasPlan: boolean;
  readonly isInCare: boolean;
}

/** Where full time begins in a week, where it is not as the table says. */
interface FullTime {
  readonly hours?: number | undefined;
  readonly sessions?: number | undefined;
}

/** How many of the school's own pupils are there full time, and whether that may call for registration. */
interface Weighed {
  readonly fullTime: number;
  readonly withPlanOrInCare: number;
  readonly mayNeedRegistering: boolean;
  readonly lines: readonly string[];
}

/**
 * Weighs the school's own pupils at one provider against the law in force that day. It is a hint, never a judgement:
 * the school sees only its own pupils, and pupils over compulsory school age are counted too.
 */
export function weigh(
  { type, pupils }: { readonly type: string; readonly pupils: readonly PupilThere[] },
  calendar: SchoolCalendar,
  day: Day,
  own: FullTime = {},
): Weighed {
  const threshold = THRESHOLDS.find((one) => isInForce(one, day));
  if (!threshold) return { fullTime: 0, withPlanOrInCare: 0, mayNeedRegistering: false, lines: [] };
  const hours = own.hours ?? threshold.full_time.more_than_hours;
  const sessions = own.sessions ?? threshold.full_time.or_sessions;
  const there = pupils.filter(({ timetable }) => isFullTime(timetable, calendar, hours, sessions));
  const marked = there.filter(({ hasPlan, isInCare }) => hasPlan || isInCare).length;
  const isOver = there.length >= threshold.pupils || marked >= threshold.with_plan_or_in_care;
  const mayNeedRegistering = isOver && !REGISTERED.includes(type);
  return {
    fullTime: there.length,
    withPlanOrInCare: marked,
    mayNeedRegistering,
    lines: [countLine(there.length, marked), ...(mayNeedRegistering ? [MAY_NEED] : [])],
  };
}

const MAY_NEED =
  'It may need to be registered: refer to the local authority. Ask the provider how many pupils it has in all.';

const countLine = (fullTime: number, marked: number): string =>
  fullTime === 0
    ? 'None of our pupils is here full time.'
    : `${count(fullTime, 'pupil')} of ours full time here, ${marked === 0 ? 'none' : marked} with an EHC plan or in care.`;

const isInForce = ({ effective_from, effective_to }: Threshold, day: Day): boolean =>
  effective_from <= day && (effective_to === null || day <= effective_to);

/** More than so many hours a week, as long as this school's sessions are; or at least so many half days. */
function isFullTime(
  timetable: readonly string[],
  calendar: SchoolCalendar,
  hours: number,
  sessions: number,
): boolean {
  const halfDays = [...new Set(timetable)];
  const minutes = halfDays.reduce(
    (sum, halfDay) => sum + minutesOf(calendar.sessions[halfDay.endsWith('PM') ? 'pm' : 'am']),
    0,
  );
  return halfDays.length >= sessions || minutes > hours * 60;
}

const minutesOf = ({ start, end }: { readonly start: string; readonly end: string }): number =>
  clock(end) - clock(start);

const clock = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
