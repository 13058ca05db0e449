import type { CardParts } from '../../cards/parts';
import { may } from '../../domain/access';
import { addDays, type Day, dayOf, weekday } from '../../domain/calendar';
import type { DueSpan } from '../../domain/commands';
import { OF_DRILLS } from '../../domain/drill';
import { refuse } from '../../domain/refusals';
import { dayWord, moment } from '../../domain/words';
import { owedBetween } from '../plan/plan';
import { loadSchool, type School } from '../school';
import { type Line, listSection } from './lines';
import { capital, stamp } from './phrases';
import { type Query, type QueryResult, shown } from './query';

/** The most lines of the card; what does not fit is counted. */
const MOST_LINES = 20;

/** What this person's roles owe: what is open now, then what the calendar brings, counted by duty and day. */
export async function due(query: Query, span: DueSpan): Promise<QueryResult> {
  if (!may(query.roles, 'see-due')) return refuse({ code: 'not-allowed' });
  const school = await loadSchool(query.db, query.schoolId);
  const until = endOf(query, span);
  const open = await openLines(query, school);
  const coming = await comingLines(query, school, until);
  return shown(card(query, span, open, coming, until));
}

function card(
  query: Query,
  span: DueSpan,
  open: readonly Line[],
  coming: readonly Line[],
  until: Day,
): CardParts {
  const other: DueSpan = span === 'week' ? 'half-term' : 'week';
  const room = Math.max(MOST_LINES - open.length, 5);
  const heading = span === 'week' ? 'Due from you this week' : 'Due from you this half term';
  const none = open.length + coming.length === 0 ? ['Nothing is due from your roles.'] : [];
  return {
    eyebrow: `Due · ${stamp(query)}`,
    heading,
    body: [
      ...listSection('Open now', open, MOST_LINES - 5),
      ...listSection(`Coming, until ${dayWord(until, query.today)}`, coming, room),
    ],
    lines: none,
    actions: [
      { title: 'Look again', verb: 'due', data: { span }, alone: true },
      {
        title: other === 'week' ? 'This week' : 'This half term',
        verb: 'due',
        data: { span: other },
        alone: true,
      },
    ],
    summary: heading,
  };
}

/** Sunday of this week (of the next, at a weekend); the end of this half term, or in a holiday of the next. */
function endOf({ calendar, today }: Query, span: DueSpan): Day {
  const left = ['Sun', 'Sat', 'Fri', 'Thu', 'Wed', 'Tue', 'Mon'].indexOf(weekday(today));
  const sunday = addDays(today, left < 2 ? left + 7 : left);
  if (span === 'week') return sunday;
  const ends = calendar.halfTerms.map(({ end }) => end).filter((end) => end >= today);
  return ends.sort()[0] ?? sunday;
}

/** Every card put to one of this person's roles and not settled, by when it is due. */
async function openLines(query: Query, school: School): Promise<Line[]> {
  const { db, schoolId, roles, calendar, now, today } = query;
  const asks = await db.ask.findMany({
    where: { schoolId, closed: false, roles: { hasSome: [...roles] } },
    orderBy: [{ dueAt: 'asc' }, { duty: 'asc' }, { id: 'asc' }],
  });
  const prompts = await db.prompt.groupBy({
    by: ['askId'],
    where: { schoolId, status: 'open', askId: { in: asks.map(({ id }) => id) }, NOT: OF_DRILLS },
    _count: true,
  });
  const left = new Map(prompts.map(({ askId, _count }) => [askId, _count]));
  const lines = new Map<string, { title: string; by: string; n: number }>();
  for (const ask of asks.filter(({ id }) => left.has(id))) {
    const by = `${ask.dueAt < now ? 'overdue since' : 'due'} ${moment(calendar, ask.dueAt, today)}`;
    const title = titleOf(school, ask.duty);
    const line = lines.get(`${title}|${by}`) ?? { title, by, n: 0 };
    lines.set(`${title}|${by}`, { ...line, n: line.n + (left.get(ask.id) ?? 0) });
  }
  return [...lines.values()].map(({ title, by, n }) => ({ title, text: `${n} to answer, ${by}` }));
}

/** What the calendar will ask of these roles and has not asked yet: "Tomorrow: Visit (2), Contact with the parents (4)". */
async function comingLines(query: Query, school: School, until: Day): Promise<Line[]> {
  const { db, calendar, roles, now, today } = query;
  const mine = new Set(school.pack.duties.filter(({ to }) => roles.includes(to)).map(({ id }) => id));
  const owed = (await owedBetween(db, school, today, until))
    .filter(({ duty, opensAt }) => mine.has(duty) && opensAt > now)
    .sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime());
  const days = new Map<Day, Map<string, number>>();
  for (const { duty, opensAt } of owed) {
    const day = dayOf(calendar, opensAt);
    const counts = days.get(day) ?? new Map<string, number>();
    days.set(day, counts.set(duty, (counts.get(duty) ?? 0) + 1));
  }
  return [...days].map(([day, counts]) => ({
    title: capital(dayWord(day, today)),
    text: [...counts].map(([duty, n]) => `${titleOf(school, duty)} (${n})`).join(', '),
  }));
}

const titleOf = (school: School, dutyId: string): string =>
  school.pack.duties.find(({ id }) => id === dutyId)?.title ?? 'A question of an earlier policy';
