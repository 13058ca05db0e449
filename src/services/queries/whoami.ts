import { factRow } from '../../cards/fragments';
import type { CardParts, Fact } from '../../cards/parts';
import { chainOf } from '../../domain/policy';
import { type Role, roleTitle } from '../../domain/roles';
import { list, plain } from '../../domain/text';
import { moment } from '../../domain/words';
import type { Away, Cover } from '../../generated/prisma/client';
import type { Deps } from '../deps';
import { heldRoles, type Person } from '../people';
import { loadSchool, type School } from '../school';
import { titled } from './holders';
import { capital } from './phrases';
import type { Query } from './query';

/** What Waymark knows about the person who asks: roles, reach, and who is asked while they are away. */
export async function whoami(query: Query, deps: Deps, person: Person): Promise<CardParts> {
  const { db, schoolId, staffId, now } = query;
  const [school, chat, held, covers, away, colleagues, provider] = await Promise.all([
    loadSchool(deps.db, schoolId),
    db.chat.findUnique({ where: { schoolId_staffId: { schoolId, staffId } } }),
    heldRoles(db, schoolId, staffId),
    db.cover.findMany({ where: { schoolId, staffId, until: { gt: now } }, orderBy: { from: 'asc' } }),
    db.away.findMany({
      where: { schoolId, until: { gt: now }, OR: [{ staffId }, { coverStaffId: staffId }] },
      orderBy: { from: 'asc' },
    }),
    db.staff.findMany({ where: { schoolId, active: true }, include: { roles: true } }),
    providerName(query),
  ]);
  const names = new Map(colleagues.map(({ id, name }) => [id, name]));
  return {
    eyebrow: 'Who am I',
    heading: person.name,
    body: [
      { label: 'School', value: query.schoolName },
      { label: 'Roles', value: rolesText(held, provider) },
      { label: 'Reach', value: reachText(chat) },
      ...covers.map((cover) => coveringFact(query, cover)),
      ...away.map((absence) => absenceFact(query, absence, names)),
      ...held.flatMap((role) =>
        coverFact(
          school,
          role,
          colleagues.filter(({ id }) => id !== staffId),
        ),
      ),
    ].map(factRow),
    lines: ['If something here is wrong, tell whoever keeps your school’s staff list.'],
    summary: 'What Waymark knows about you',
  };
}

const rolesText = (held: readonly Role[], guestOf: string | null): string =>
  guestOf === null ? capital(list(held.map(roleTitle))) || 'None' : `Guest of ${guestOf}`;

/** The provider whose guest asks; null for a member of staff. */
async function providerName({ db, schoolId, guestOf }: Query): Promise<string | null> {
  if (guestOf === undefined) return null;
  const provider = await db.provider.findUnique({ where: { schoolId_id: { schoolId, id: guestOf } } });
  return plain(provider?.name ?? 'a provider', 60);
}

function reachText(chat: { unreachable: string | null } | null): string {
  if (!chat || chat.unreachable === 'not-installed')
    return 'Waymark cannot reach you: it is not installed in your Teams';
  return chat.unreachable
    ? 'Waymark cannot reach you: it is blocked in your Teams'
    : 'Waymark can reach you here';
}

const coveringFact = ({ calendar, now, today }: Query, { role, from, until }: Cover): Fact => {
  const start = from > now ? `from ${moment(calendar, from, today)} ` : '';
  return {
    label: 'You cover',
    value: `As ${roleTitle(role)}, ${start}until ${moment(calendar, until, today)}`,
  };
};

function absenceFact(
  { calendar, now, today, staffId }: Query,
  absence: Away,
  names: ReadonlyMap<string, string>,
): Fact {
  const from = moment(calendar, absence.from, today);
  const until = moment(calendar, absence.until, today);
  const span = absence.from > now ? `from ${from} until ${until}` : `until ${until}`;
  if (absence.staffId !== staffId) {
    return { label: 'You cover', value: `${names.get(absence.staffId) ?? 'a colleague'}, ${span}` };
  }
  const cover = absence.coverStaffId ? names.get(absence.coverStaffId) : undefined;
  return {
    label: 'You are away',
    value: `${capital(span)}. ${cover ? `${cover} covers you` : 'Nobody is named to cover you'}`,
  };
}

interface Colleague {
  readonly name: string;
  readonly roles: readonly { role: string; rank: number }[];
}

/** The next to be asked for a role: another holder in order of preference, else the first of those who stand in. */
function coverFact(school: School, role: Role, colleagues: readonly Colleague[]): Fact[] {
  const [next] = chainOf(school.pack, role).flatMap((title) =>
    colleagues
      .flatMap(({ name, roles }) =>
        roles.filter((held) => held.role === title).map(({ rank }) => ({ name, title, rank })),
      )
      .sort((a, b) => a.rank - b.rank),
  );
  return [
    { label: `If away, as ${roleTitle(role)}`, value: next ? titled(next.name, next.title) : 'Nobody' },
  ];
}
