import { DateTime, Duration } from 'luxon';
import { z } from 'zod/v4';
import type { DemoControl, DemoState } from './control';

/** The furthest the clock may be moved at once: every tick on the way is run. */
const FURTHEST_DAYS = 400;

const advance = z
  .string()
  .max(40)
  .transform((text) => Duration.fromISO(text))
  .refine((duration) => duration.isValid);
const instant = z
  .string()
  .max(40)
  .refine((text) => /T.*(Z|[+-]\d\d:?\d\d)$/.test(text))
  .transform((text) => DateTime.fromISO(text))
  .refine((time) => time.isValid);

const bodySchema = z.union([
  z.strictObject({ advance }),
  z.strictObject({ to: instant }),
  z.strictObject({ next: z.enum(['session', 'school-day']) }),
]);
type Body = z.infer<typeof bodySchema>;

/** Where the clock goes, or a sentence that says why it stays. */
export type Move = { ok: true; to: Date } | { ok: false; error: string };

const no = (error: string): Move => ({ ok: false, error });

const EXPECTED =
  'Send {"advance": "PT30M"} (an ISO 8601 duration), {"to": "2026-11-23T08:50:00Z"} (an instant with its offset), ' +
  '{"next": "session"} or {"next": "school-day"}.';

/** Reads the body of a request to move the clock. Nothing in it is trusted. */
export async function readMove(control: DemoControl, body: unknown): Promise<Move> {
  const parsed = bodySchema.safeParse(body);
  if (!parsed.success) return no(EXPECTED);
  const state = await control.state();
  const from = DateTime.fromJSDate(control.now(), { zone: state.timeZone });
  const to = target(parsed.data, from, state);
  if (!to) return no('The school has no further session in its calendar.');
  if (to < from) return no('The clock moves forwards only.');
  if (to > from.plus({ days: FURTHEST_DAYS })) return no(`Move the clock by ${FURTHEST_DAYS} days at most.`);
  return { ok: true, to: to.toJSDate() };
}

function target(body: Body, from: DateTime, state: DemoState): DateTime | null {
  if ('advance' in body) return from.plus(body.advance);
  if ('to' in body) return body.to;
  const next = body.next === 'session' ? state.nextSession : state.nextSchoolDay;
  return next && DateTime.fromJSDate(next);
}
