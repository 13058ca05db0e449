import { addDays, dayOf, startOfDay, timeOn } from '../domain/calendar';
import { DRILL_MINUTES } from '../domain/drill';
import { conservation } from './conservation';
import type { Deps } from './deps';
import { NEVER } from './outbox/copies';
import type { Runner } from './outbox/runner';
import { loadSchools, type School } from './school';
import { tick } from './tick';

/** A clock that is moved by hand, in tests and in the demo. */
export interface Settable {
  set(instant: Date): void | Promise<void>;
}

/** What a move of the clock brought: cards posted, and prompts that nobody can account for (always 0). */
export interface Advanced {
  readonly delivered: number;
  readonly unaccounted: number;
}

/** Moves the clock to an instant, stopping at every instant on the way at which something falls due, in order. */
export async function advance(deps: Deps, clock: Settable, outbox: Runner, to: Date): Promise<Advanced> {
  const before = outbox.total();
  await settle(deps, outbox);
  await passTime(deps, clock, outbox, to);
  return { delivered: outbox.total() - before, unaccounted: await unaccounted(deps) };
}

/** Does what is due now; the schools it was done for. */
export async function settle(deps: Deps, outbox: Runner): Promise<readonly School[]> {
  const schools = await tick(deps);
  await outbox.drain();
  return schools;
}

/** The same as `advance`, from an instant at which nothing is left to do, without balancing the books at the end. */
export async function passTime(deps: Deps, clock: Settable, outbox: Runner, to: Date): Promise<void> {
  let schools: readonly School[] = await loadSchools(deps.db);
  for (let next = await nextDue(deps, schools); next && next <= to; next = await nextDue(deps, schools)) {
    await clock.set(next);
    schools = await settle(deps, outbox);
  }
  await clock.set(to);
}

/** The next instant after now at which anything falls due; null when nothing is known to. */
async function nextDue({ db, clock }: Deps, schools: readonly School[]): Promise<Date | null> {
  const now = clock.now();
  const [stored] = await db.$queryRaw<{ at: Date | null }[]>`SELECT LEAST(
    (SELECT min("opensAt") FROM "Prompt" WHERE "status" = 'planned' AND "opensAt" > ${now}),
    (SELECT min("stubAt") FROM "Delivery" WHERE "stubAt" > ${now}),
    (SELECT min("startedAt") + make_interval(mins => ${DRILL_MINUTES}::int) FROM "Drill" WHERE "endedAt" IS NULL),
    (SELECT min("nextStepAt") FROM "Ask" WHERE NOT "closed" AND "nextStepAt" > ${now}),
    (SELECT min("from") FROM "Cover" WHERE "from" > ${now}), (SELECT min("until") FROM "Cover" WHERE "until" > ${now}),
    (SELECT min("from") FROM "Away" WHERE "from" > ${now}),
    (SELECT min(GREATEST("nextAt", "busyUntil", "leasedUntil")) FROM "Delivery" WHERE "state" = 'live' AND NOT "bundled"
      AND "nextAt" < ${NEVER} AND "shown" < "wanted" AND GREATEST("nextAt", "busyUntil", "leasedUntil") > ${now})) AS at`;
  const times = schools.flatMap(({ calendar, pack }) => {
    const today = dayOf(calendar, now);
    const times = [pack.todayAt, pack.forecastAt].map((time) => timeOn(calendar, today, time));
    return [startOfDay(calendar, addDays(today, 1)), ...times];
  });
  const due = [stored?.at, ...times.filter((at) => at > now)].flatMap((at) => at ?? []);
  return due.reduce<Date | null>((first, at) => (!first || at < first ? at : first), null);
}

async function unaccounted(deps: Deps): Promise<number> {
  let total = 0;
  for (const { id, calendar } of await loadSchools(deps.db)) {
    total += (await conservation(deps, id, dayOf(calendar, deps.clock.now()))).unaccounted;
  }
  return total;
}
