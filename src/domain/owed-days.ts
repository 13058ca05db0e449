import { addDays, type Day, weekday } from './calendar';
import { daysIn, weeksIn } from './duration';
import { concerns, isEarlier, type Placed, type Setting } from './placed';
import type { Duty } from './policy';
import { type Period, periodsOf, schoolDayFrom, schoolDayOn, schoolDaysBetween } from './school-days';

/** A day on which a duty is owed for a subject. */
interface OwedDay {
  readonly subjectId: string;
  readonly key: string;
  readonly day: Day;
}

/** How long a subject is the school's to look after; `to` null: no end is known. */
interface Span {
  readonly subjectId: string;
  readonly from: Day;
  readonly to: Day | null;
  /** The placements that make it: one, or all of a pupil or a provider. */
  readonly placements: readonly Placed[];
}

/** The days on which a duty is owed that is not asked session by session, from one day to another. */
export function daysOwed(setting: Setting, duty: Duty, from: Day, to: Day): OwedDay[] {
  const { when } = duty;
  const within = ({ day }: OwedDay) => from <= day && day <= to;
  if ('before' in when) return before(setting, duty, when).filter(within);
  if ('after' in when && !('on' in when)) return after(setting, duty, when).filter(within);
  if ('every' in when) {
    return spansOf(setting, duty)
      .flatMap((span) => every(setting, span, weeksIn(when.every), to))
      .filter(within);
  }
  if (!('each' in when) || when.each === 'session') return [];
  if (when.each === 'school-day') {
    const days = schoolDaysBetween(setting.calendar, from, to);
    return spansOf(setting, duty).flatMap((span) =>
      days
        .filter((day) => covers(span, day) && (!when.free || isFree(span, day)))
        .map((day) => ({ subjectId: span.subjectId, key: day, day })),
    );
  }
  const periods = periodsOf(setting.calendar, when.each).filter(
    ({ days }) => (days[0] ?? '') <= to && (days.at(-1) ?? '') >= from,
  );
  return spansOf(setting, duty)
    .flatMap((span) => periods.flatMap((period) => inPeriod(span, period, when.day, daysIn(when.grace))))
    .filter(within);
}

const covers = ({ from, to }: Span, day: Day): boolean => from <= day && (to === null || day <= to);

/** No session at any of the providers that day. */
const isFree = ({ placements }: Span, day: Day): boolean =>
  !placements.some(({ timetable }) => timetable.some((half) => half.startsWith(weekday(day))));

/** Whom a duty is about, and from when to when: as far as placements to which it applies are active. */
function spansOf({ schoolId, placements }: Setting, duty: Duty): Span[] {
  if (duty.subject === 'school') return [{ subjectId: schoolId, from: '', to: null, placements: [] }];
  const groups = new Map<string, Placed[]>();
  for (const placed of placements) {
    if (placed.activeFrom === null || !concerns(duty, placed.flags)) continue;
    const id = subjectOf(duty, placed);
    groups.set(id, [...(groups.get(id) ?? []), placed]);
  }
  return [...groups].map(([subjectId, theirs]) => ({ subjectId, ...spanOf(theirs), placements: theirs }));
}

function spanOf(placements: readonly Placed[]): { from: Day; to: Day | null } {
  const from = placements.map(({ activeFrom }) => activeFrom ?? '').reduce((a, b) => (b < a ? b : a));
  const ends = placements.map(({ expectedEndDate }) => expectedEndDate);
  return { from, to: ends.includes(null) ? null : ends.reduce((a, b) => ((b ?? '') > (a ?? '') ? b : a)) };
}

const subjectOf = ({ subject }: Duty, { id, pupilId, providerId }: Placed): string =>
  ({ placement: id, pupil: pupilId, provider: providerId, school: '' })[subject];

/** Days that somebody has to settle in at a new place before the first duty of a period is owed. School days. */
const SETTLING = 5;

/**
 * The day of a period on which it is owed, if the subject touches the period: its `n`th school day, or the nearest
 * there is. Whoever starts in the last `grace` school days is first asked about in the next period (decision 7).
 */
function inPeriod(span: Span, { key, days }: Period, n: number, grace: number): OwedDay[] {
  const theirs = days.filter((day) => covers(span, day));
  const [first] = theirs;
  const last = theirs.at(-1);
  if (first === undefined || last === undefined) return [];
  const begins = days.indexOf(first);
  if (begins > 0 && grace > 0 && begins >= days.length - grace) return [];
  const settled = begins > 0 ? (theirs[SETTLING] ?? last) : first;
  return [{ subjectId: span.subjectId, key, day: clamp(nth(days, n), settled, last) }];
}

/** The `n`th of a period's days, from 1, or back from -1; the first or last where there are not so many. */
function nth(days: readonly Day[], n: number): Day {
  const at = n > 0 ? n - 1 : days.length + n;
  return days[Math.min(Math.max(at, 0), days.length - 1)] ?? '';
}

function clamp(day: Day, earliest: Day, latest: Day): Day {
  if (day < earliest) return earliest;
  return day > latest ? latest : day;
}

/** Every so many weeks from the start of the subject (the school year's, for the school), on the first school day from then on. */
function every({ calendar }: Setting, span: Span, weeks: number, to: Day): OwedDay[] {
  const first = span.from === '' ? (periodsOf(calendar, 'year')[0]?.days[0] ?? '') : span.from;
  const days = new Set<Day>();
  for (let ideal = addDays(first, weeks * 7); ideal <= to; ideal = addDays(ideal, weeks * 7)) {
    const day = schoolDayFrom(calendar, ideal);
    if (day !== undefined && covers(span, day)) days.add(day);
  }
  return [...days].map((day) => ({ subjectId: span.subjectId, key: `every:${day}`, day }));
}

/**
 * So many clear school days before a placement starts or ends; at once, when it is known too late for that. Placements
 * that had begun when Waymark did are in place already. A provider is asked about once, before its first use.
 */
function before(setting: Setting, duty: Duty, when: Extract<Duty['when'], { before: string }>): OwedDay[] {
  const owed = setting.placements
    .filter((placed) => concerns(duty, placed.flags))
    .flatMap((placed): OwedDay[] => {
      const edge = edgeBefore(setting, placed, when.before);
      if (edge === null) return [];
      const day = clearDaysBefore(setting, placed, edge, daysIn(when.by));
      return [{ subjectId: subjectOf(duty, placed), key: keyBefore(duty, placed, when.before, edge), day }];
    });
  return duty.subject === 'provider' && when.before === 'start' ? firstOfEach(owed) : owed;
}

/** The day that something is to be done before; null where nothing is. */
function edgeBefore({ liveDay }: Setting, placed: Placed, edge: 'start' | 'end'): Day | null {
  if (edge === 'start') return isEarlier(placed, liveDay) ? null : placed.startDate;
  return placed.activeFrom === null ? null : placed.expectedEndDate;
}

function clearDaysBefore(
  { calendar, liveDay }: Setting,
  { knownFrom }: Placed,
  edge: Day,
  clear: number,
): Day {
  const ideal = schoolDayOn(calendar, edge, -(clear + 1)) ?? edge;
  const known = knownFrom > liveDay ? knownFrom : liveDay;
  return ideal > known ? ideal : (schoolDayFrom(calendar, known) ?? known);
}

function keyBefore({ subject }: Duty, { id }: Placed, edge: 'start' | 'end', day: Day): string {
  if (edge === 'end') return `end:${subject === 'placement' ? '' : `${id}:`}${day}`;
  if (subject === 'provider') return 'first-use';
  return subject === 'placement' ? 'start' : `start:${id}`;
}

function firstOfEach(owed: readonly OwedDay[]): OwedDay[] {
  const first = new Map<string, OwedDay>();
  for (const one of owed) {
    const before = first.get(one.subjectId);
    if (!before || one.day < before.day) first.set(one.subjectId, one);
  }
  return [...first.values()];
}

/** So many school days after an active placement started or ended. */
function after(setting: Setting, duty: Duty, when: { after: 'start' | 'end'; by: string }): OwedDay[] {
  return setting.placements
    .filter((placed) => placed.activeFrom !== null && concerns(duty, placed.flags))
    .flatMap((placed): OwedDay[] => {
      const edge = when.after === 'start' ? placed.activeFrom : placed.expectedEndDate;
      const day = edge === null ? undefined : schoolDayOn(setting.calendar, edge, daysIn(when.by));
      if (edge === null || day === undefined || day < edge) return [];
      const own = duty.subject === 'placement' ? '' : `:${placed.id}`;
      return [{ subjectId: subjectOf(duty, placed), key: `after-${when.after}${own}:${edge}`, day }];
    });
}
