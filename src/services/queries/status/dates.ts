import {
  addDays,
  addSchoolDays,
  type Day,
  daysFrom,
  schoolDaysSince,
  sessionsOn,
  sessionTimes,
} from '../../../domain/calendar';
import { isPlacedOn, isTimetabled } from '../../../domain/occurrences';
import { codeWithMeaning, UNESTABLISHED } from '../../../domain/register';
import { clockTime, dayName } from '../../../domain/words';
import type { Line } from '../lines';
import { when } from '../phrases';
import type { Query } from '../query';
import type { PlacementRow, PupilRecord } from './load';

/** How far ahead the next session is looked for: past the longest holiday. In days. */
const HORIZON = 60;

/** What comes next: a code that may not stand for long, the next session, the ends of the half term and the placement. */
export function nextDates(query: Query, record: PupilRecord): Line[] {
  const { today, calendar } = query;
  const term = calendar.halfTerms.find(({ end }) => end >= today);
  const ends = record.placements.flatMap(({ provider, expectedEndDate, ...placed }) =>
    expectedEndDate && isPlacedOn({ ...placed, expectedEndDate }, today)
      ? [{ title: `${provider.name} expected to end`, text: dayName(expectedEndDate) }]
      : [],
  );
  return [
    ...unestablished(query, record),
    ...nextSession(query, record.placements),
    ...(term ? [termLine(today, term)] : []),
    ...ends,
  ];
}

const termLine = (today: Day, { name, start, end }: { name: string; start: Day; end: Day }): Line =>
  start > today
    ? { title: `${name} starts`, text: dayName(start) }
    : { title: `${name} ends`, text: dayName(end) };

/** `N` may stand for five school days (Working together to improve school attendance); the oldest is told. */
function unestablished(query: Query, { marks }: PupilRecord): Line[] {
  const { calendar, today } = query;
  const standing = marks.filter(({ confirmed, code }) => (confirmed ?? code) === UNESTABLISHED.code);
  const [oldest] = [...standing].sort((a, b) => a.date.localeCompare(b.date));
  if (!oldest) return [];
  const since = schoolDaysSince(calendar, oldest.date, today);
  const by = addSchoolDays(calendar, oldest.date, UNESTABLISHED.schoolDays);
  const clock =
    since < UNESTABLISHED.schoolDays
      ? `school day ${since + 1} of ${UNESTABLISHED.schoolDays}${by ? `, replace it by ${dayName(by)}` : ''}`
      : `its ${UNESTABLISHED.schoolDays} school days are over: replace it now`;
  const others = standing.length > 1 ? `; ${standing.length} sessions in all` : '';
  const title = `${codeWithMeaning(UNESTABLISHED.code)}, ${when(query, oldest.date, oldest.session)}`;
  return [{ title, text: `${clock}${others}` }];
}

function nextSession(query: Query, placements: readonly PlacementRow[]): Line[] {
  const { calendar, today, now } = query;
  for (const day of daysFrom(today, addDays(today, HORIZON))) {
    for (const session of sessionsOn(calendar, day)) {
      const { start } = sessionTimes(calendar, day, session);
      const next = placements.find((placement) => isTimetabled(placement, day, session));
      if (start > now && next) {
        const text = `${when(query, day, session)} ${clockTime(calendar, start)}, ${next.provider.name}`;
        return [{ title: 'Next session', text }];
      }
    }
  }
  return [];
}
