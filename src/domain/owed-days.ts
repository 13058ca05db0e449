import { addDays, type Day, weekday } from './calendar';
import { daysIn, weeksIn } from './duration';
import type { Setting } from './occurrences';
import { concerns, isEarlier, type Placed } from './placed';
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
  const isNew = first > (days[0] ?? '');
  if (isNew && grace > 0 && days.indexOf(first) >= days.length - grace) return [];
  const wanted = days[Math.min(Math.max(n > 0 ? n - 1 : days.length + n, 0), days.length - 1)] ?? first;
  const settled = isNew ? (theirs[SETTLING] ?? last) : first;
  const day = wanted < settled ? settled : wanted > last ? last : wanted;
  return [{ subjectId: span.subjectId, key, day }];
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
  const { calendar, liveDay } = setting;
  const clear = daysIn(when.by) + 1;
  const owed = setting.placements
    .filter((placed) => concerns(duty, placed.flags))
    .flatMap((placed): OwedDay[] => {
      const edge = when.before === 'start' ? placed.startDate : placed.expectedEndDate;
      if (edge === null || (when.before === 'start' && isEarlier(placed, liveDay))) return [];
      if (when.before === 'end' && placed.activeFrom === null) return [];
      const ideal = schoolDayOn(calendar, edge, -clear) ?? edge;
      const known = [placed.knownFrom, liveDay].reduce((a, b) => (b > a ? b : a));
      const day = ideal > known ? ideal : (schoolDayFrom(calendar, known) ?? known);
      return [{ subjectId: subjectOf(duty, placed), key: keyBefore(duty, placed, when.before, edge), day }];
    });
  return duty.subject === 'provider' && when.before === 'start' ? firstOfEach(owed) : owed;
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
