import { section, textLine } from '../../cards/fragments';
import { toDoRow } from '../../cards/to-do';
import { may } from '../../domain/access';
import { refuse } from '../../domain/refusals';
import { count } from '../../domain/text';
import type { Prisma } from '../../generated/prisma/client';
import { CONFIDENTIAL } from '../../prompts/registry';
import { visible } from './confidential';
import { holdingsOf, staffNames } from './holders';
import { type Line, listSection } from './lines';
import { stamp } from './phrases';
import { type Query, type QueryResult, shown } from './query';
import { byAsk, loadSubjects, openLine } from './subjects';

/** What should have been answered by now, oldest first: what it is, who holds it and for how long. */
export async function overdue(query: Query): Promise<QueryResult> {
  if (!may(query.roles, 'see-overdue')) return refuse({ code: 'not-allowed' });
  const { lines, prompts } = await openOf(query, { dueAt: { lt: query.now } });
  const head = { eyebrow: `Overdue · ${stamp(query)}`, summary: 'What is overdue' };
  const look = { title: 'Look again', verb: 'overdue', alone: true };
  if (lines.length === 0) return shown({ ...head, lines: ['Nothing is overdue.'], actions: [look] });
  const heading = `${count(prompts, 'answer')} overdue`;
  const today = may(query.roles, 'see-today') ? [{ title: 'Today', verb: 'today', alone: true }] : [];
  return shown({ ...head, heading, body: listSection('Oldest first', lines), actions: [look, ...today] });
}

/** The DSL's desk: every concern, and every step of a search, that is not closed, oldest first, and who has it. */
export async function concerns(query: Query): Promise<QueryResult> {
  if (!may(query.roles, 'see-safeguarding')) return refuse({ code: 'not-allowed' });
  const { lines, prompts } = await openOf(query, { kind: { in: [...CONFIDENTIAL] } }, 'openedAt');
  const head = { eyebrow: `Desk · ${stamp(query)}`, summary: 'What is open at the desk' };
  const look = { title: 'Look again', verb: 'dsl', alone: true };
  if (lines.length === 0)
    return shown({ ...head, lines: ['No concern and no search is open.'], actions: [look] });
  const heading = `${count(prompts, 'question')} open`;
  const rows = lines.slice(0, MOST_ROWS).map((line) => toDoRow({ ...line, isOverdue: false, ...LOG }));
  const rest = lines.length - rows.length;
  const more = rest > 0 ? [textLine(`and ${rest} more, shown as these are closed`, { subtle: true })] : [];
  return shown({ ...head, heading, body: [section('Oldest first', [...rows, ...more])], actions: [look] });
}

/** Each line of the desk has the button of its log. */
const LOG = { button: 'Log', verb: 'log' } as const;
const MOST_ROWS = 15;

/** The open questions of some asks that this reader may come upon, a line a card, the one due first on top. */
async function openOf(
  query: Query,
  which: Prisma.AskWhereInput,
  order: 'dueAt' | 'openedAt' = 'dueAt',
): Promise<{ lines: (Line & { askId: string })[]; prompts: number }> {
  const { db, schoolId } = query;
  const asks = await db.ask.findMany({
    where: { schoolId, closed: false, ...which },
    orderBy: [{ [order]: 'asc' }, { id: 'asc' }],
  });
  if (asks.length === 0) return { lines: [], prompts: 0 };
  const prompts = await db.prompt.findMany({
    where: { schoolId, status: 'open', askId: { in: asks.map(({ id }) => id) }, ...visible(query) },
    orderBy: { id: 'asc' },
  });
  const names = await staffNames(query);
  const [subjects, holdings] = await Promise.all([
    loadSubjects(
      query,
      prompts.map(({ subjectId }) => subjectId),
    ),
    holdingsOf(query, asks, names),
  ]);
  const open = byAsk(prompts);
  const lines = asks.flatMap(({ id: askId }) =>
    openLine(query, subjects, open.get(askId) ?? [], holdings.get(askId)).map((line) => ({ ...line, askId })),
  );
  return { lines, prompts: prompts.length };
}
