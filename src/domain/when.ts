import { z } from 'zod/v4';
import { SESSIONS } from './calendar';
import { durationSchema } from './duration';
import { EVENTS } from './events';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write the time as HH:MM, e.g. 09:30');
const schoolDays = z.string().regex(/^P\d+D$/, 'write school days as P10D');
const later = z
  .string()
  .regex(
    /^(P[1-9]\d?[DW]|PT(?=[1-9])(\d+H)?(\d+M)?)$/,
    'write the time after the event as PT15M (exact, at any hour), P5D (school days) or P2W',
  );
const at = clock.default('08:00');

/** Periods of the school's calendar. A term is the half terms of one name ("Autumn 1", "Autumn 2"). */
export const PERIODS = ['week', 'half-term', 'term', 'year'] as const;

/**
 * When a duty is owed. Everything but a session is asked at `at` (school time) on a school day.
 * - each session: as it starts, or `ask` later;
 * - each school day; `free`: only days without a session at the provider;
 * - each week, half term, term or year the subject touches: on its `day`th school day (1 is the first, -1 the last;
 *   in a shorter period the nearest there is). A placement that starts in the last `grace` of a period is first
 *   due in the next;
 * - every so many weeks, counted from the start of the placement (or of the school year), on the first school day
 *   from then on;
 * - before the start or the end of a placement: opens `by` clear school days ahead, or at once when that is past;
 * - after the start or the end: that many school days later;
 * - on events, at once or `after` each of these times (PT15M: exact, at any hour of any day; P5D: school days; P2W:
 *   weeks, both at `at`); or only by hand, when somebody begins it with a command.
 */
export const whenSchema = z.union([
  z.strictObject({
    each: z.literal('session'),
    ask: durationSchema.default('PT0M'),
    only: z.array(z.enum(SESSIONS)).optional(),
  }),
  z.strictObject({ each: z.literal('school-day'), at, free: z.boolean().default(false) }),
  z.strictObject({
    each: z.enum(PERIODS),
    day: z
      .int()
      .refine((n) => n !== 0, 'count from 1, or back from -1')
      .default(1),
    at,
    grace: schoolDays.default('P0D'),
  }),
  z.strictObject({ every: z.string().regex(/^P[1-9]\d?W$/, 'write weeks as P3W'), at }),
  z.strictObject({ before: z.enum(['start', 'end']), by: schoolDays, at }),
  z.strictObject({ after: z.enum(['start', 'end']), by: schoolDays, at }),
  z.strictObject({
    on: z.array(z.enum(EVENTS)).min(1),
    after: z.array(later).min(1).max(12).optional(),
    at: clock.optional(),
  }),
  z.strictObject({ by: z.literal('hand') }),
]);
export type When = z.infer<typeof whenSchema>;

/** Does the calendar ask it, rather than an event or a person's command? */
export const isOfCalendar = (when: When): boolean =>
  'each' in when || 'every' in when || 'before' in when || ('after' in when && !('on' in when));
