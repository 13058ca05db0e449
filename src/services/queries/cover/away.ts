import { toAction } from '../../../cards/actions';
import { choice, dateInput, known, section } from '../../../cards/fragments';
import type { CardParts } from '../../../cards/parts';
import { buttonRow } from '../../../cards/to-do';
import { may } from '../../../domain/access';
import { rolesAsked } from '../../../domain/policy';
import { refuse } from '../../../domain/refusals';
import { type Role, roleTitle } from '../../../domain/roles';
import { count, list, plain } from '../../../domain/text';
import { readDays } from '../../../domain/typed-days';
import type { Db } from '../../../prompts/kind';
import { askedOf } from '../../asks/reassign';
import { resolve } from '../../asks/recipients';
import { endAway, saveAway } from '../../cover/away';
import type { Deps } from '../../deps';
import { heldRoles } from '../../people';
import { loadSchool } from '../../school';
import { inTransaction } from '../../transaction';
import { capital } from '../phrases';
import { type Query, type QueryResult, shown } from '../query';
import { type Colleague, colleaguesFor } from './colleagues';
import { type Span, spanOf, spanWords } from './days';

/** What somebody says of their own absence, as far as they have said it. */
export interface AwayWish {
  /** As it was typed; the rest comes from the card. */
  readonly when?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly cover?: string | undefined;
  /** The card was sent, however little of it was filled in. */
  readonly save?: 'yes' | undefined;
}

/** Records one's own absence, and says who is asked instead; what is not understood is asked for on a card. */
export async function away(query: Query, deps: Deps, wish: AwayWish): Promise<QueryResult> {
  if (!may(query.roles, 'be-away')) return refuse({ code: 'not-allowed' });
  const span = spanFrom(query, wish);
  if (!('from' in span)) return shown(await form(query, wish, span));
  const cover = wish.cover ? (await colleaguesFor(query)).find(({ id }) => id === wish.cover) : null;
  if (cover === undefined) return shown(await form(query, wish, ['Choose who covers from the list.']));
  return shown(await save(query, deps, span, cover));
}

/** The time that was typed, or chosen on the card; else what is wrong with it, and nothing where nothing was said yet. */
function spanFrom(
  query: Query,
  { when = '', from, until, save: isSent }: AwayWish,
): Span | readonly string[] {
  if (when.trim() !== '') {
    const days = readDays(when, query.today);
    return days
      ? spanOf(query, days.from, days.to)
      : [`Waymark is not sure which day “${plain(when, 40)}” is: choose the days here.`];
  }
  return from === undefined && !isSent ? [] : spanOf(query, from ?? '', until ?? '');
}

async function save(query: Query, deps: Deps, span: Span, cover: Colleague | null): Promise<CardParts> {
  const { schoolId, staffId, now } = query;
  const theirs = { schoolId, staffId, from: span.from, until: span.until, cover: cover?.id ?? null };
  const moved = span.from <= now ? (await askedOf(deps, schoolId, staffId)).length : 0;
  const { id } = await saveAway(deps, theirs);
  const instead = await inTransaction(deps, (db) => insteadWords(db, query, span.from));
  const moves =
    moved > 0 && instead.includes('Asked instead')
      ? ` ${capital(count(moved, 'open question'))} of yours ${moved === 1 ? 'has' : 'have'} moved.`
      : '';
  return {
    eyebrow: 'Away',
    lines: [`You are away ${spanWords(query, span)}. ${instead}${moves}`],
    actions: [
      { title: span.from > now ? 'Undo' : 'Back early', verb: 'away-back', data: { id }, alone: true },
    ],
    summary: 'You are away',
  };
}

/** "Dev Patel is asked instead, as DSL." Where nobody can be, it says so: silence would be worse. */
async function insteadWords(db: Db, query: Query, from: Date): Promise<string> {
  const { schoolId, staffId, pack } = query;
  const asked = new Set(pack.duties.flatMap(rolesAsked));
  const roles = (await heldRoles(db, schoolId, staffId)).filter((role) => asked.has(role) || role === 'dsl');
  const school = await loadSchool(db, schoolId);
  const names = new Map<string, Role[]>();
  const nobody: Role[] = [];
  for (const role of roles) {
    const { to } = await resolve(db, school, role, from);
    if (to) names.set(to.name, [...(names.get(to.name) ?? []), role]);
    else nobody.push(role);
  }
  const instead = [...names].map(([name, held]) => `${name} (as ${list(held.map(roleTitle))})`);
  return [
    instead.length > 0 ? `Asked instead: ${list(instead)}.` : '',
    nobody.length > 0 ? `Nobody can be asked as ${list(nobody.map(roleTitle))}: tell the AP lead now.` : '',
  ]
    .filter((line) => line !== '')
    .join(' ');
}

async function form(query: Query, wish: AwayWish, problems: readonly string[] = []): Promise<CardParts> {
  const { db, schoolId, staffId, now, today } = query;
  const colleagues = await colleaguesFor(query);
  const absences = await db.away.findMany({
    where: { schoolId, staffId, until: { gt: now } },
    orderBy: { from: 'asc' },
    take: 5,
  });
  const rows = absences.map((absence) => {
    const button = absence.from > now ? 'Remove' : 'Back early';
    const action = toAction(
      { title: button, verb: 'away-back', data: { id: absence.id }, alone: true },
      undefined,
    );
    return buttonRow(capital(spanWords(query, absence)), 'You are away', action);
  });
  const choices = [
    { title: 'The next in line', value: 'next' },
    ...colleagues.map(({ id, title }) => ({ title, value: id })),
  ];
  return {
    eyebrow: 'Away',
    heading: 'When are you away?',
    problems,
    body: [
      ...(rows.length > 0 ? [section('Said already', rows)] : []),
      dateInput('from', 'First day', wish.from ?? today),
      dateInput('until', 'Last day', wish.until ?? ''),
      choice('cover', 'Who covers', choices, wish.cover ?? 'next'),
    ],
    actions: [{ title: 'Save', verb: 'away', data: { save: 'yes' }, primary: true }],
    footer: 'Whoever covers is asked in your place. It replaces what you said before of the same days.',
    summary: 'When are you away?',
  };
}

/** "Back early", or what was said is taken back. */
export async function awayBack(query: Query, deps: Deps, id: string): Promise<QueryResult> {
  if (!may(query.roles, 'be-away')) return refuse({ code: 'not-allowed' });
  const { schoolId, staffId } = query;
  if (!(await endAway(deps, { schoolId, staffId, id }))) return refuse({ code: 'card-gone' });
  const line = 'You are not away any more: what is asked of your roles comes to you again.';
  return shown({ eyebrow: 'Away', body: known([line]), summary: 'You are back' });
}
