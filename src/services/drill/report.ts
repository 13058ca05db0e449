import { drillOccurrence } from '../../domain/drill';
import { type Role, roleSchema, roleTitle } from '../../domain/roles';
import type { Drill } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';

/** One thing that happened, so many seconds after the concern was raised. */
export interface DrillStep {
  readonly seconds: number;
  readonly what: 'raised' | 'delivered' | 'acknowledged' | 'climbed' | 'closed';
  /** Whom it reached or who did it, with the role in which they were asked. */
  readonly who: string | null;
}

/** A drill as its rows tell of it: times are those of events and deliveries, never of whoever reads. */
export interface DrillReport {
  readonly id: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly startedBy: string | null;
  readonly steps: readonly DrillStep[];
  /** What did not work, a sentence each. */
  readonly failures: readonly string[];
}

type Rows = Awaited<ReturnType<typeof rowsOf>>;

/** Reads one drill. */
export async function readDrill(db: Db, drill: Drill): Promise<DrillReport> {
  const { id, startedAt, endedAt, startedBy } = drill;
  const rows = await rowsOf(db, drill);
  const steps = stepsOf(rows).map(({ at, ...step }) => ({
    ...step,
    seconds: Math.round((at.getTime() - startedAt.getTime()) / 1000),
  }));
  const raised: DrillStep = { seconds: 0, what: 'raised', who: null };
  return {
    id,
    startedAt,
    endedAt,
    startedBy: startedBy === null ? null : rows.nameOf(startedBy),
    steps: [raised, ...steps.sort((a, b) => a.seconds - b.seconds)],
    failures: failuresOf(rows, endedAt !== null),
  };
}

async function rowsOf(db: Db, { schoolId, id }: Drill) {
  const prompts = await db.prompt.findMany({
    where: { schoolId, occurrence: { startsWith: `${drillOccurrence(id)}:` } },
    orderBy: { opensAt: 'asc' },
  });
  const askId = { in: prompts.flatMap((prompt) => prompt.askId ?? []) };
  const deliveries = await db.delivery.findMany({ where: { schoolId, askId }, orderBy: { seq: 'asc' } });
  const events = await db.event.findMany({ where: { schoolId, askId }, orderBy: { seq: 'asc' } });
  const staff = await db.staff.findMany({ where: { schoolId }, select: { id: true, name: true } });
  const names = new Map(staff.map(({ id: staffId, name }) => [staffId, name]));
  const nameOf = (staffId: string) => names.get(staffId) ?? 'Somebody who has left';
  const roleOf = (staffId: string) => deliveries.find((copy) => copy.staffId === staffId)?.role ?? null;
  return { prompts, deliveries, events, nameOf, roleOf };
}

interface Happened {
  readonly at: Date;
  readonly what: DrillStep['what'];
  readonly who: string | null;
}

/** The first card that each person had, who said first that they have it, whom it climbed to, and its end. */
function stepsOf(rows: Rows): Happened[] {
  const { prompts, deliveries, events } = rows;
  const who = (staffId: string | null) => (staffId === null ? null : withRole(rows, staffId));
  const firsts = deliveries.filter(
    (copy, i) => copy.sentAt && deliveries.findIndex((d) => d.sentAt && d.staffId === copy.staffId) === i,
  );
  const taken = events.find(({ type }) => type === 'held' || type === 'replied');
  const climbs = events.filter(({ type, at }) => type === 'escalated' && at > (prompts[0]?.opensAt ?? at));
  const closed = prompts.filter(({ status }) => status === 'answered').at(-1);
  const closer = events.filter(({ type }) => type === 'replied').at(-1)?.staffId ?? null;
  const happened = (what: Happened['what'], at: Date, staffId: string | null) => ({
    what,
    at,
    who: who(staffId),
  });
  return [
    ...climbs.map(({ at, staffId }) => happened('climbed', at, staffId)),
    ...firsts.flatMap(({ sentAt, staffId }) => (sentAt ? [happened('delivered', sentAt, staffId)] : [])),
    ...(taken ? [happened('acknowledged', taken.at, taken.staffId)] : []),
    ...(closed?.closedAt ? [happened('closed', closed.closedAt, closer)] : []),
  ];
}

/** "Cara Lindqvist (DSL)". */
function withRole({ nameOf, roleOf }: Rows, staffId: string): string {
  const role = roleSchema.safeParse(roleOf(staffId));
  return role.success ? `${nameOf(staffId)} (${roleTitle(role.data)})` : nameOf(staffId);
}

const BECAUSE: Readonly<Record<string, string>> = {
  away: 'is away',
  'not-installed': 'does not have Waymark installed in Teams',
  blocked: 'cannot be reached: Teams says Waymark is blocked or was removed',
};

function failuresOf(rows: Rows, isOver: boolean): string[] {
  const { events, deliveries, prompts } = rows;
  const told = events.flatMap(({ type, staffId, data }) => {
    const said = data as { reason?: string; role?: string };
    if (type === 'skipped' && staffId)
      return [`${rows.nameOf(staffId)} was passed over: ${BECAUSE[said.reason ?? ''] ?? 'not reachable'}.`];
    if (type === 'nobody-available') return [nobody(said.role)];
    if (type === 'delivery-failed' && staffId)
      return [`Teams refused the card for ${withRole(rows, staffId)}.`];
    return [];
  });
  const lost = deliveries.filter(({ state, failure }) => state === 'failed' && failure === 'unreachable');
  const unsent = deliveries.filter(
    ({ state, sentAt, superseded }) => state === 'live' && !sentAt && !superseded,
  );
  const wasSettled = prompts.some(({ status }) => status === 'answered');
  return [
    ...new Set([
      ...told,
      ...lost.map(({ staffId }) => `${withRole(rows, staffId)} could not be reached in Teams.`),
      ...unsent.map(({ staffId }) => `${withRole(rows, staffId)} has not been sent the card.`),
      ...(isOver && !wasSettled ? ['Nobody settled it.'] : []),
    ]),
  ];
}

const nobody = (role: string | undefined): string =>
  role ? `Nobody can be reached as ${roleTitle(role as Role)}.` : 'There was nobody else to ask.';
