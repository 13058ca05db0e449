import { addDays, dayOf, startOfDay, timeOn } from '../domain/calendar';
import { conservation } from './conservation';
import type { Deps } from './deps';
import type { Runner } from './runner';
import { loadSchool } from './school';
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
  await passTime(deps, clock, outbox, to);
  return { delivered: outbox.total() - before, unaccounted: await unaccounted(deps) };
}

/** The same, without balancing the books at the end. */
export async function passTime(deps: Deps, clock: Settable, outbox: Runner, to: Date): Promise<void> {
  const settle = async () => {
    await tick(deps);
    await outbox.drain();
  };
  await settle();
  for (let next = await nextDue(deps); next && next < to; next = await nextDue(deps)) {
    await clock.set(next);
    await settle();
  }
  await clock.set(to);
  await settle();
}

/** The next instant after now at which anything falls due; null when nothing is known to. */
async function nextDue({ db, clock }: Deps): Promise<Date | null> {
  const now = clock.now();
  const after = { gt: now };
  const planned = await db.prompt.findFirst({
    where: { status: 'planned', opensAt: after },
    orderBy: { opensAt: 'asc' },
  });
  const ask = await db.ask.findFirst({
    where: { closed: false, nextStepAt: after },
    orderBy: { nextStepAt: 'asc' },
  });
  const delivery = await db.delivery.findFirst({
    where: { state: 'live', bundled: false, shown: { lt: db.delivery.fields.wanted }, nextAt: after },
    orderBy: { nextAt: 'asc' },
  });
  const times = (await schoolsOf(db)).flatMap(({ calendar, pack }) => {
    const today = dayOf(calendar, now);
    return [startOfDay(calendar, addDays(today, 1)), timeOn(calendar, today, pack.todayAt)];
  });
  const due = [
    planned?.opensAt,
    ask?.nextStepAt,
    delivery?.nextAt,
    ...times.filter((at) => at > now),
  ].flatMap((at) => at ?? []);
  return due.reduce<Date | null>((first, at) => (!first || at < first ? at : first), null);
}

const schoolsOf = async (db: Deps['db']) => {
  const rows = await db.school.findMany({ select: { id: true } });
  return Promise.all(rows.map(({ id }) => loadSchool(db, id)));
};

async function unaccounted(deps: Deps): Promise<number> {
  let total = 0;
  for (const { id, calendar } of await schoolsOf(deps.db)) {
    total += (await conservation(deps, id, dayOf(calendar, deps.clock.now()))).unaccounted;
  }
  return total;
}
