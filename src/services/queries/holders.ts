import { roleTitle } from '../../domain/roles';
import { list } from '../../domain/text';
import { moment, span } from '../../domain/words';
import type { Ask, Delivery } from '../../generated/prisma/client';
import { capital } from './phrases';
import type { Query } from './query';

/** Who holds an ask that is not answered, and what happens when. */
export interface Holding {
  readonly askId: string;
  /** "with Dana Lewis (DSL) and Amira Khan (attendance officer)", who was reached last first. */
  readonly who: string;
  /** "overdue for 35 min", "due 09:30"; "Ben Okoro is on it until 10:05". */
  readonly until: readonly string[];
  readonly openedAt: Date;
  readonly isOverdue: boolean;
}

/** As much of a look at the records as it takes to tell who holds what. */
export type Look = Pick<Query, 'db' | 'schoolId' | 'calendar' | 'now' | 'today'>;

/** Every member of staff's name, those who left included: they may have answered. */
export async function staffNames({
  db,
  schoolId,
}: {
  db: Pick<Query['db'], 'staff'>;
  schoolId: string;
}): Promise<Map<string, string>> {
  const staff = await db.staff.findMany({ where: { schoolId }, select: { id: true, name: true } });
  return new Map(staff.map(({ id, name }) => [id, name]));
}

/** Who holds each of these asks now. */
export async function holdingsOf(
  query: Look,
  asks: readonly Ask[],
  names: ReadonlyMap<string, string>,
): Promise<Map<string, Holding>> {
  if (asks.length === 0) return new Map();
  const copies = await query.db.delivery.findMany({
    where: {
      schoolId: query.schoolId,
      askId: { in: asks.map(({ id }) => id) },
      purpose: { in: ['ask', 'remind', 'escalate'] },
      state: 'live',
      superseded: false,
    },
    orderBy: [{ createdAt: 'desc' }, { seq: 'desc' }],
  });
  const theirs = (ask: Ask) => copies.filter(({ askId }) => askId === ask.id);
  return new Map(asks.map((ask) => [ask.id, holdingOf(query, ask, theirs(ask), names)]));
}

type Copy = Pick<Delivery, 'staffId' | 'role' | 'purpose'>;

function holdingOf(
  { calendar, now, today }: Look,
  ask: Ask,
  copies: readonly Copy[],
  names: ReadonlyMap<string, string>,
): Holding {
  const nameOf = (staffId: string) => names.get(staffId) ?? 'somebody who has left';
  const climbed = copies.filter(({ purpose }) => purpose === 'escalate');
  const inOrder = [...climbed, ...copies.filter(({ purpose }) => purpose !== 'escalate')];
  const people = new Map(inOrder.map(({ staffId, role }) => [staffId, titled(nameOf(staffId), role)]));
  const isOverdue = ask.dueAt < now;
  const late = span(now.getTime() - ask.dueAt.getTime());
  const due = isOverdue ? `overdue for ${late}` : `due ${moment(calendar, ask.dueAt, today)}`;
  const held =
    ask.heldBy && ask.heldUntil && ask.heldUntil > now ? { by: ask.heldBy, until: ask.heldUntil } : null;
  const kept = keptText(ask, nameOf, (at) => moment(calendar, at, today));
  const hold = kept
    ? [kept]
    : held
      ? [`${nameOf(held.by)} is on it until ${moment(calendar, held.until, today)}`]
      : [];
  return {
    askId: ask.id,
    who: people.size > 0 ? `with ${list([...people.values()])}` : 'with nobody: no one could be reached',
    until: [due, ...hold],
    openedAt: ask.openedAt,
    isOverdue,
  };
}

/** At the desk: who has it, and since when. */
function keptText(
  { keeper, keptAt, handedBy }: Ask,
  nameOf: (staffId: string) => string,
  time: (at: Date) => string,
): string | null {
  if (!keeper || !keptAt) return null;
  const handed = handedBy ? `, handed over by ${nameOf(handedBy)}` : '';
  return `${nameOf(keeper)} ${handedBy ? 'has it' : 'is acting'} since ${time(keptAt)}${handed}`;
}

/** "Dana Lewis (DSL)". */
export const titled = (name: string, role: string | null): string =>
  role ? `${name} (${roleTitle(role)})` : name;

/** "overdue for 35 min. Ben Okoro is on it until 10:05. With Amira Khan (attendance officer)". */
export const heldText = ({ until, who }: Holding): string => [...until, capital(who)].join('. ');
