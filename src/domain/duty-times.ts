import type { Duty } from './policy';

/** The times of the year at which duties are owed, in the order in which a reader meets them. */
export const DUTY_TIMES = [
  'session',
  'daily',
  'weekly',
  'half-termly',
  'termly',
  'yearly',
  'start',
  'end',
  'event',
  'hand',
] as const;
export type DutyTime = (typeof DUTY_TIMES)[number];

const TITLES: Record<DutyTime, string> = {
  session: 'Every session',
  daily: 'Every school day',
  weekly: 'Every week, or every few weeks',
  'half-termly': 'Every half term',
  termly: 'Every term',
  yearly: 'Every year',
  start: 'Around the start of a placement',
  end: 'Around the end of a placement',
  event: 'When something happens',
  hand: 'When somebody begins it by hand',
};

export const timeTitle = (time: DutyTime): string => TITLES[time];

const EACH = {
  session: 'session',
  'school-day': 'daily',
  week: 'weekly',
  'half-term': 'half-termly',
  term: 'termly',
  year: 'yearly',
} as const;

/** The time of year of a duty: that of its own `when`, whatever else may open it too. */
export function timeOf({ when }: Duty): DutyTime {
  if ('each' in when) return EACH[when.each];
  if ('every' in when) return 'weekly';
  if ('before' in when) return when.before;
  if ('on' in when) return 'event';
  return 'after' in when ? when.after : 'hand';
}
