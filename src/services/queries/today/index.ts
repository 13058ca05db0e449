import type { CardAction, CardParts } from '../../../cards/parts';
import { allows, may } from '../../../domain/access';
import { type Day, sessionsOn } from '../../../domain/calendar';
import { refuse } from '../../../domain/refusals';
import { count } from '../../../domain/text';
import { dayName } from '../../../domain/words';
import type { Conservation } from '../../conservation';
import type { Deps } from '../../deps';
import { codeLines, confirmCodes, signature, waitingCodes } from '../codes';
import { listSection } from '../lines';
import { stamp } from '../phrases';
import { type Query, type QueryResult, shown } from '../query';
import { whyClosed } from '../status/whereabouts';
import { byAsk, openLine } from '../subjects';
import { type DayRecord, loadDay } from './load';
import { ownSessions } from './own';
import { sessionSections, unsafe } from './sessions';

/** The most open questions listed here; all that are late are under overdue. */
const MOST_OPEN = 10;

/** The day's picture for the whole school; `day` is an earlier one, to look at and confirm its codes. */
export async function today(query: Query, deps: Deps, day: Day = query.today): Promise<QueryResult> {
  if (query.guestOf !== undefined && allows(query, 'see-own-sessions'))
    return shown(await ownSessions(query, query.guestOf));
  if (!may(query.roles, 'see-today')) return refuse({ code: 'not-allowed' });
  return shown(todayCard(query, await loadDay(query, deps, day)));
}

/** Confirms the proposed register codes of a day, and shows the day again. */
export async function confirmDay(query: Query, deps: Deps, day: Day, seen?: string): Promise<QueryResult> {
  if (!may(query.roles, 'confirm-codes')) return refuse({ code: 'not-allowed' });
  const done = await confirmCodes(deps, query, day, seen);
  const parts = todayCard(query, await loadDay(query, deps, day));
  if (!done.ok) {
    return shown({
      ...parts,
      problems: [
        'The codes have changed since this card was drawn, so none was confirmed. Look again, then confirm.',
      ],
    });
  }
  const said = done.count > 0 ? `${count(done.count, 'code')} confirmed.` : 'Nothing was left to confirm.';
  return shown({ ...parts, lines: [said, ...(parts.lines ?? [])] });
}

function todayCard(query: Query, record: DayRecord): CardParts {
  const alert = record.books.unaccounted > 0 ? `${record.books.unaccounted} unaccounted for` : unsafe(record);
  const open = [...byAsk(record.open)].flatMap(([askId, prompts]) =>
    openLine(query, record.subjects, prompts, record.holdings.get(askId)),
  );
  const confirmed = record.marks.filter(({ code, confirmed: by }) => by !== null && by === code).length;
  return {
    eyebrow: record.day === query.today ? `Today · ${stamp(query)}` : dayName(record.day),
    ...(alert ? { alert } : {}),
    heading: headingOf(query, record),
    body: [
      ...sessionSections(query, record),
      ...listSection(openTitle(record), open, MOST_OPEN),
      ...listSection('Register codes to confirm', codeLines(record.marks)),
    ],
    lines: [
      booksLine(record.books),
      ...(confirmed > 0 ? [`${count(confirmed, 'register code')} confirmed already.`] : []),
    ],
    actions: actionsOf(query, record),
    summary: 'The day so far',
  };
}

function headingOf({ calendar, today: now }: Query, { day, books, open }: DayRecord): string {
  const when = day === now ? 'today' : `on ${dayName(day)}`;
  if (books.expected === 0 && sessionsOn(calendar, day).length === 0)
    return `No school ${when}: ${whyClosed(calendar, day)}`;
  if (books.open > 0) return `${count(books.open, 'answer')} still to come`;
  if (books.unaccounted > 0) return 'Not everything is accounted for';
  if (books.expected === 0) return 'Nothing has been asked yet';
  return open.length > 0
    ? `Today is answered, ${count(open.length, 'answer')} missing from before`
    : 'Everything is answered';
}

/** "Still open (2 follow-ups)": from whatever day. */
function openTitle({ open }: DayRecord): string {
  const followUps = open.filter(({ source }) => source !== null).length;
  return followUps > 0 ? `Still open (${count(followUps, 'follow-up')})` : 'Still open';
}

/** "24 expected: 22 answered, 2 still open. Nothing unaccounted for." */
export function booksLine(books: Conservation): string {
  const kept: [number, string][] = [
    [books.answered, 'answered'],
    [books.excused, 'excused'],
    [books.withdrawn, 'no longer needed'],
    [books.escalatedAndResolved, 'escalated and resolved'],
    [books.open, 'still open'],
  ];
  const parts = kept.flatMap(([n, word]) => (n > 0 ? [`${n} ${word}`] : []));
  const missing =
    books.unaccounted > 0 ? `${books.unaccounted} unaccounted for.` : 'Nothing unaccounted for.';
  return `${books.expected} expected${parts.length > 0 ? `: ${parts.join(', ')}` : ''}. ${missing}`;
}

function actionsOf({ roles, today: now }: Query, { day, marks, earlier }: DayRecord): CardAction[] {
  const waiting = waitingCodes(marks);
  const n = [...waiting.values()].reduce((a, b) => a + b, 0);
  const mayConfirm = may(roles, 'confirm-codes');
  const confirm = { title: `Confirm ${count(n, 'code')}`, verb: 'confirm-codes', primary: true, alone: true };
  const [oldest] = earlier;
  return [
    ...(mayConfirm && n > 0 ? [{ ...confirm, data: { day, shown: signature(waiting) } }] : []),
    ...(mayConfirm && oldest
      ? [{ title: `Codes of ${dayName(oldest)}`, verb: 'today', data: { day: oldest }, alone: true }]
      : []),
    day === now
      ? { title: 'Overdue', verb: 'overdue', alone: true }
      : { title: 'Today', verb: 'today', alone: true },
  ];
}
