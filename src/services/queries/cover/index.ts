import { toAction } from '../../../cards/actions';
import { choice, dateInput, known, section } from '../../../cards/fragments';
import type { CardParts } from '../../../cards/parts';
import { buttonRow } from '../../../cards/to-do';
import { may, toCover } from '../../../domain/access';
import { rolesAsked } from '../../../domain/policy';
import { refuse } from '../../../domain/refusals';
import { ROLES, type Role, roleTitle } from '../../../domain/roles';
import { ROTA_ROLES } from '../../../domain/rota';
import { recordCover, removeCover } from '../../cover/cover';
import type { Deps } from '../../deps';
import { heldRoles } from '../../people';
import { staffNames } from '../holders';
import { capital, stamp } from '../phrases';
import { type Query, type QueryResult, shown } from '../query';
import { reachable } from './colleagues';
import { spanOf, spanWords } from './days';
import { dutyCard } from './on-duty';

/** Who is to cover what, as far as somebody has said it. */
export interface CoverWish {
  /** As it was typed; the rest comes from the card. */
  readonly typed?: string | undefined;
  readonly role?: string | undefined;
  readonly who?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** The card was sent, however little of it was filled in. */
  readonly save?: 'yes' | undefined;
}

/** Who covers what: the card to say it with; once it is said, what it says. With a role typed, who is on duty. */
export async function cover(query: Query, deps: Deps, wish: CoverWish): Promise<QueryResult> {
  if (!may(query.roles, 'see-cover')) return refuse({ code: 'not-allowed' });
  if (wish.typed) {
    const role = roleOf(wish.typed);
    return shown(role ? await dutyCard(query, deps, role) : await coverCard(query, wish, [UNKNOWN_ROLE]));
  }
  const isSaid = wish.role !== undefined || wish.who !== undefined || wish.save === 'yes';
  return isSaid ? save(query, deps, wish) : shown(await coverCard(query, wish));
}

async function save(query: Query, deps: Deps, wish: CoverWish): Promise<QueryResult> {
  const role = ROLES.find((one) => one === wish.role);
  if (!role || !wish.who) return shown(await coverCard(query, wish, ['Choose the role, and who covers it.']));
  if (!may(await held(query), toCover(role))) return refuse({ code: 'not-allowed' });
  const span = spanOf(query, wish.from ?? '', wish.until ?? '');
  if (!('from' in span)) return shown(await coverCard(query, wish, span));
  const { schoolId, staffId } = query;
  const said = await recordCover(deps, { schoolId, role, staffId: wish.who, ...span, by: staffId });
  if (!said.ok) return shown(await coverCard(query, wish, said.problems));
  const instead = said.replaced > 0 ? ', in place of what was said before' : '';
  const line = `${said.name} covers as ${roleTitle(role)} ${spanWords(query, span)}${instead}.`;
  return shown(await coverCard(query, {}, [], line));
}

const UNKNOWN_ROLE = 'Waymark asks no such role. Type cover dsl, or cover and choose one.';

/** Whoever only covers a role passes it on to nobody. */
const held = ({ db, schoolId, staffId }: Query) => heldRoles(db, schoolId, staffId);

/** "dsl", "deputy", "ap-lead", "attendance-officer": as a role is written or called. */
function roleOf(typed: string): Role | undefined {
  const isCalled = (role: Role) => [role, roleTitle(role).toLowerCase().replaceAll(' ', '-')].includes(typed);
  return ROLES.find(isCalled) ?? ROLES.find((role) => typed !== '' && role.startsWith(`${typed}-`));
}

/** Roles that somebody is asked in, and that this person may give to another for a time. */
async function offered(query: Query): Promise<Role[]> {
  const roles = new Set<Role>([...ROTA_ROLES, ...query.pack.duties.flatMap(rolesAsked)]);
  const mine = await held(query);
  return ROLES.filter((role) => roles.has(role) && may(mine, toCover(role)));
}

async function coverCard(
  query: Query,
  wish: CoverWish,
  problems: readonly string[] = [],
  line?: string,
): Promise<CardParts> {
  const roles = await offered(query);
  const staff = await reachable(query);
  return {
    eyebrow: `Cover · ${stamp(query)}`,
    heading: 'Who covers what?',
    problems,
    body: [
      ...known([line]),
      ...(await toCome(query)),
      section('Somebody covers', [
        choice(
          'role',
          'Role',
          roles.map((role) => ({ title: capital(roleTitle(role)), value: role })),
          wish.role,
        ),
        choice(
          'who',
          'Who',
          staff.map(({ id, title }) => ({ title, value: id })),
          wish.who,
        ),
        dateInput('from', 'First day', wish.from ?? query.today),
        dateInput('until', 'Last day', wish.until ?? ''),
      ]),
    ],
    actions: [
      { title: 'Save', verb: 'cover', data: { save: 'yes' }, primary: true },
      { title: 'DSL on duty', verb: 'cover', data: { typed: 'dsl' }, alone: true },
    ],
    footer: 'Whoever covers is asked first, with the rights of the role, and no longer than that.',
    summary: 'Who covers what?',
  };
}

/** The most lines of covers, and of absences, on one card. */
const MOST = 10;

/** Covers and absences that have not ended, the next first. */
async function toCome(query: Query) {
  const { db, schoolId, now } = query;
  const of = { where: { schoolId, until: { gt: now } }, orderBy: { from: 'asc' }, take: MOST } as const;
  const [covers, aways, names, mine] = await Promise.all([
    db.cover.findMany(of),
    db.away.findMany(of),
    staffNames(query),
    held(query),
  ]);
  const nameOf = (id: string) => names.get(id) ?? 'Somebody who has left';
  const covering = covers.map(({ id, role, staffId, from, until }) => {
    const remove = toAction({ title: 'Remove', verb: 'cover-remove', data: { id }, alone: true }, undefined);
    const text = `${capital(roleTitle(role))} · ${spanWords(query, { from, until })}`;
    return buttonRow(nameOf(staffId), text, may(mine, toCover(role as Role)) ? remove : null);
  });
  const away = aways.map(({ staffId, coverStaffId, from, until }) => {
    const by = coverStaffId ? ` · ${nameOf(coverStaffId)} covers` : '';
    return buttonRow(nameOf(staffId), `${capital(spanWords(query, { from, until }))}${by}`, null);
  });
  return [
    ...(covering.length > 0 ? [section('Covering', covering)] : []),
    ...(away.length > 0 ? [section('Away', away)] : []),
  ];
}

/** "Remove": a cover is taken back, at once. */
export async function coverRemove(query: Query, deps: Deps, id: string): Promise<QueryResult> {
  if (!may(query.roles, 'see-cover')) return refuse({ code: 'not-allowed' });
  const { db, schoolId, staffId } = query;
  const found = await db.cover.findUnique({ where: { schoolId_id: { schoolId, id } } });
  if (!found || !may(await held(query), toCover(found.role as Role))) return refuse({ code: 'card-gone' });
  if (!(await removeCover(deps, { schoolId, id, by: staffId }))) return refuse({ code: 'card-gone' });
  return shown(await coverCard(query, {}, [], 'That cover is taken back.'));
}
