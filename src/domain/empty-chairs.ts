import { may } from './access';
import { chainOf, type Pack } from './policy';
import { ROLES, type Role } from './roles';

/** From an instant until another, the second not included. */
export interface Span {
  readonly from: Date;
  readonly until: Date;
}

/** Why somebody cannot be asked. */
export type Reason = 'away' | 'not-installed' | 'blocked';

/** Somebody on the staff list, as far as it takes to tell whether they can be asked. */
export interface Colleague {
  readonly staffId: string;
  readonly name: string;
  /** Rank 0 of a role is asked first. */
  readonly roles: readonly { readonly role: Role; readonly rank: number }[];
  /** Why nothing reaches their chat; null: it does. */
  readonly unreached: Exclude<Reason, 'away'> | null;
  readonly away: readonly (Span & { readonly coverId: string | null })[];
}

/** Somebody who is asked first for a role for a time. The latest said stands. */
export interface RoleCover extends Span {
  readonly role: Role;
  readonly staffId: string;
  readonly at: Date;
}

/** A question that will be asked: of which role first, of which after it, and who may be asked it at all. */
export interface Question {
  readonly role: Role;
  readonly ladder: readonly Role[];
  readonly askable: readonly Role[];
  readonly at: Date;
}

/** Everything that tells who will be asked. */
export interface Outset {
  readonly pack: Pack;
  readonly staff: readonly Colleague[];
  readonly covers: readonly RoleCover[];
}

/** A member of staff in the role in which they would be asked. */
export interface Chosen {
  readonly staffId: string;
  readonly name: string;
  readonly role: Role;
}

/** A role that will be asked while none of those who have it can be reached. */
export interface EmptyChair {
  readonly role: Role;
  /** How many questions of it nobody can be reached for, and when the first and the last of them are asked. */
  readonly questions: number;
  readonly first: Date;
  readonly last: Date;
  /** When the role is next asked with somebody there; null: not after these. */
  readonly next: Date | null;
  /** Whether somebody of the role is there for an earlier question of the day. */
  readonly isPart: boolean;
  /** Of these questions, those for which nobody can be reached on the whole ladder. */
  readonly lost: number;
  readonly absent: readonly { readonly name: string; readonly reason: Reason }[];
  /** Who would be asked for the first of them all the same; null: nobody before the ladder climbs. */
  readonly standIn: Chosen | null;
  /** Who could be asked instead for all of them: those who stand in first, then others who may be asked. */
  readonly choices: readonly Chosen[];
}

/**
 * The chairs that are empty: roles that will be asked while nobody of theirs can be reached. A role that has no holder
 * at all is no empty chair, as long as one that stands in for it has: that is how the school is. What nobody at all
 * can be reached for comes first.
 */
export function emptyChairs(outset: Outset, questions: readonly Question[]): EmptyChair[] {
  const seats = new Map<Role, Question[]>();
  for (const question of questions) {
    const seat = seatOf(outset, question.role);
    seats.set(seat, [...(seats.get(seat) ?? []), question]);
  }
  return [...seats]
    .flatMap(([role, asked]) => chairOf(outset, role, asked))
    .sort(
      (a, b) =>
        Number(b.lost > 0) - Number(a.lost > 0) ||
        a.first.getTime() - b.first.getTime() ||
        ROLES.indexOf(a.role) - ROLES.indexOf(b.role),
    );
}

/** Everybody who may come to be asked one of these questions: holders on their ladders, and who covers. */
export function concerned({ pack, staff, covers }: Outset, questions: readonly Question[]): Colleague[] {
  const roles = new Set(
    questions.flatMap(({ role, ladder }) => [role, ...ladder]).flatMap((role) => chainOf(pack, role)),
  );
  const covering = new Set([
    ...covers.map(({ staffId }) => staffId),
    ...staff.flatMap(({ away }) => away.flatMap(({ coverId }) => coverId ?? [])),
  ]);
  return staff.filter(
    ({ staffId, roles: held }) => covering.has(staffId) || held.some(({ role }) => roles.has(role)),
  );
}

/** Who covers a role for the first of these questions that it is asked. */
export const coveredIn = (outset: Outset, questions: readonly Question[]): Chosen[] =>
  ROLES.flatMap((role) => {
    const asked = questions.filter((question) => seatOf(outset, question.role) === role);
    return asked
      .flatMap(({ at }) => {
        const who = answering(outset, role, at);
        const covers = outset.covers.some(
          (cover) => cover.role === role && cover.staffId === who?.staffId && isWithin(cover, at),
        );
        return who && covers ? [{ staffId: who.staffId, name: who.name, role }] : [];
      })
      .slice(0, 1);
  });

/** The role that answers for a role as the school is: itself, or the first that stands in for it and has anybody. */
const seatOf = ({ pack, staff, covers }: Outset, role: Role): Role =>
  chainOf(pack, role).find(
    (next) => holders(staff, next).length > 0 || covers.some((cover) => cover.role === next),
  ) ?? role;

function chairOf(outset: Outset, role: Role, asked: readonly Question[]): EmptyChair[] {
  const inOrder = [...asked].sort((a, b) => a.at.getTime() - b.at.getTime());
  const empty = inOrder.filter(({ at }) => !answering(outset, role, at));
  const [first, last] = [empty[0], empty.at(-1)];
  if (!first || !last) return [];
  const filled = inOrder.filter(({ at }) => answering(outset, role, at));
  const standIn = onChain(outset, first.role, first.at);
  return [
    {
      role,
      questions: empty.length,
      first: first.at,
      last: last.at,
      next: filled.find(({ at }) => at > last.at)?.at ?? null,
      isPart: filled.some(({ at }) => at < first.at),
      lost: empty.filter((question) => isLost(outset, question)).length,
      absent: absentees(outset, role, empty),
      standIn,
      choices: choicesFor(outset, role, empty),
    },
  ];
}

/** Nobody can be reached for it, however far it climbs. */
const isLost = (outset: Outset, { role, ladder, at }: Question): boolean =>
  [role, ...ladder].every((next) => !onChain(outset, next, at));

/** Who is asked for a role at an instant: of its own, or of those who stand in for it. */
function onChain(outset: Outset, role: Role, at: Date): Chosen | null {
  for (const next of chainOf(outset.pack, role)) {
    const found = answering(outset, next, at);
    if (found) return { staffId: found.staffId, name: found.name, role: next };
  }
  return null;
}

/** Who answers for a role itself: who covers it, its holders in their order, and who covers one that is away. */
function answering({ staff, covers }: Outset, role: Role, at: Date): Colleague | undefined {
  for (const person of line(staff, covers, role, at)) {
    if (isThere(person, at)) return person;
    const { coverId } = absenceAt(person, at) ?? { coverId: null };
    const cover = staff.find(({ staffId }) => staffId === coverId);
    if (cover && isThere(cover, at)) return cover;
  }
  return undefined;
}

/** Those who are asked for a role, one after another: who covers it then, and its holders. */
function line(
  staff: readonly Colleague[],
  covers: readonly RoleCover[],
  role: Role,
  at: Date,
): readonly Colleague[] {
  const now = covers
    .filter((cover) => cover.role === role && isWithin(cover, at))
    .sort((a, b) => b.at.getTime() - a.at.getTime())[0];
  const cover = staff.find(({ staffId }) => staffId === now?.staffId);
  const rest = holders(staff, role).filter((holder) => holder !== cover);
  return cover ? [cover, ...rest] : rest;
}

const isWithin = ({ from, until }: Span, at: Date): boolean => from <= at && at < until;

const absenceAt = ({ away }: Colleague, at: Date) => away.find((absence) => isWithin(absence, at));

const reasonAt = (person: Colleague, at: Date): Reason | null =>
  absenceAt(person, at) ? 'away' : person.unreached;

const isThere = (person: Colleague, at: Date): boolean => reasonAt(person, at) === null;

const rankOf = ({ roles }: Colleague, role: Role): number =>
  roles.find((held) => held.role === role)?.rank ?? Number.POSITIVE_INFINITY;

const holders = (staff: readonly Colleague[], role: Role): Colleague[] =>
  staff
    .filter(({ roles }) => roles.some((held) => held.role === role))
    .sort((a, b) => rankOf(a, role) - rankOf(b, role));

/** Everybody of the role who cannot be asked, each once, with the first reason. */
function absentees({ staff, covers }: Outset, role: Role, empty: readonly Question[]) {
  const reasons = new Map<string, { name: string; reason: Reason }>();
  for (const { at } of empty) {
    for (const person of line(staff, covers, role, at)) {
      const reason = reasonAt(person, at);
      if (reason && !reasons.has(person.staffId)) reasons.set(person.staffId, { name: person.name, reason });
    }
  }
  return [...reasons.values()];
}

/**
 * Everybody who is there for all of these questions: who stands in comes first, others by what they are. A role of those
 * who safeguard comes with their rights, so that nobody else is offered it.
 */
function choicesFor({ pack, staff }: Outset, role: Role, empty: readonly Question[]): Chosen[] {
  const there = staff.filter((person) => empty.every(({ at }) => isThere(person, at)));
  const safeguards = may([role], 'see-safeguarding');
  const others = ROLES.filter(
    (one) =>
      empty.every(({ askable }) => askable.includes(one)) && (!safeguards || may([one], 'see-safeguarding')),
  );
  const order = [...new Set([...chainOf(pack, role), ...others])];
  const found = new Map<string, Chosen>();
  for (const next of order) {
    for (const { staffId, name } of holders(there, next)) {
      if (!found.has(staffId)) found.set(staffId, { staffId, name, role: next });
    }
  }
  return [...found.values()];
}
