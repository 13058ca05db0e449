import { attendanceChart } from '../../../cards/chart';
import { factRow, section } from '../../../cards/fragments';
import {
  addDays,
  type Day,
  type HalfTerm,
  SESSIONS,
  type SessionName,
  weekday,
} from '../../../domain/calendar';
import type { JsonObject } from '../../../domain/json';
import { tally, tallyText } from '../../../domain/percent';
import type { Mark } from '../../../domain/register';
import { dayName, sessionWord } from '../../../domain/words';
import { capital, markOf } from '../phrases';
import type { PupilRecord } from './load';

/** A session that was asked about; null while nobody has answered. */
interface Asked {
  readonly day: Day;
  readonly session: string;
  readonly mark: Mark | null;
}

/** As many weeks as a half term has: this one's weeks so far, and before them the end of the last. */
const WEEKS_SHOWN = 8;

/**
 * Attendance by session for this half term, the same for the last one in a line, and a chart of the latest half
 * term's worth of weeks (so that it says something in the first week of a half term too).
 */
export function attendanceSection(record: PupilRecord): JsonObject[] {
  const asked = sessionsAsked(record);
  if (asked.length === 0) return [];
  const { current, last } = record.terms;
  const weeks = weekly(asked);
  return [
    section(`Attendance${current ? `, ${current.name}` : ''}`, [
      ...(current ? SESSIONS.map((name) => factRow(sessionFact(asked, current, name))) : []),
      ...(last && asked.some(within(last)) ? [factRow(termFact(asked, last))] : []),
      ...(weeks.length > 0 ? attendanceChart(weeks) : []),
    ]),
  ];
}

function sessionsAsked({ marks, prompts }: PupilRecord): Asked[] {
  const answered = marks.map(({ date, session, mark }) => ({ day: date, session, mark: markOf(mark) }));
  const marked = new Set(marks.map(({ promptId }) => promptId));
  const silent = prompts.filter(
    ({ id, kind, status }) =>
      kind === 'attendance' && (status === 'open' || status === 'expired') && !marked.has(id),
  );
  return [...answered, ...silent.map(({ day, session }) => ({ day, session: session ?? 'am', mark: null }))];
}

const within =
  ({ start, end }: HalfTerm) =>
  ({ day }: Asked): boolean =>
    start <= day && day <= end;

const marksOf = (asked: readonly Asked[]): (Mark | null)[] => asked.map(({ mark }) => mark);

const figure = (asked: readonly Asked[], term: HalfTerm, name: SessionName): string =>
  tallyText(tally(marksOf(asked.filter(within(term)).filter(({ session }) => session === name))));

const sessionFact = (asked: readonly Asked[], term: HalfTerm, name: SessionName) => ({
  label: capital(sessionWord(name)),
  value: figure(asked, term, name),
});

const termFact = (asked: readonly Asked[], term: HalfTerm) => ({
  label: term.name,
  value: capital(SESSIONS.map((name) => `${sessionWord(name)} ${figure(asked, term, name)}`).join('; ')),
});

/** The Monday of a day's week. */
function mondayOf(day: Day): Day {
  const back = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(weekday(day));
  return addDays(day, -back);
}

/** Week by week, those with an answer: "2 Nov", 9 of 10. */
function weekly(asked: readonly Asked[]) {
  const mondays = [...new Set(asked.filter(({ mark }) => mark).map(({ day }) => mondayOf(day)))].sort();
  return mondays.slice(-WEEKS_SHOWN).map((monday) => {
    const { attended, answered } = tally(marksOf(asked.filter(({ day }) => mondayOf(day) === monday)));
    return { label: dayName(monday).replace(/^\w+ /, ''), attended, possible: answered };
  });
}
