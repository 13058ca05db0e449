import { may } from '../../domain/access';
import { refuse } from '../../domain/refusals';
import { count } from '../../domain/text';
import { holdingsOf, staffNames } from './holders';
import { listSection } from './lines';
import { stamp } from './phrases';
import { type Query, type QueryResult, shown } from './query';
import { byAsk, loadSubjects, openLine } from './subjects';

/** What should have been answered by now, oldest first: what it is, who holds it and for how long. */
export async function overdue(query: Query): Promise<QueryResult> {
  if (!may(query.roles, 'see-overdue')) return refuse({ code: 'not-allowed' });
  const { db, schoolId, now } = query;
  const asks = await db.ask.findMany({
    where: { schoolId, closed: false, dueAt: { lt: now } },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
  });
  const head = { eyebrow: `Overdue · ${stamp(query)}`, summary: 'What is overdue' };
  const look = { title: 'Look again', verb: 'overdue', alone: true };
  if (asks.length === 0) return shown({ ...head, lines: ['Nothing is overdue.'], actions: [look] });
  const prompts = await db.prompt.findMany({
    where: { schoolId, status: 'open', askId: { in: asks.map(({ id }) => id) } },
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
  const lines = asks.flatMap(({ id }) => openLine(query, subjects, open.get(id) ?? [], holdings.get(id)));
  const heading = `${count(prompts.length, 'answer')} overdue`;
  const today = may(query.roles, 'see-today') ? [{ title: 'Today', verb: 'today', alone: true }] : [];
  return shown({ ...head, heading, body: listSection('Oldest first', lines), actions: [look, ...today] });
}
