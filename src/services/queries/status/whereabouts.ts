import {
  closureOn,
  dayOf,
  type SchoolCalendar,
  sessionsOn,
  sessionTimes,
  weekday,
} from '../../../domain/calendar';
import { isPlacedOn, isTimetabled, type Placed } from '../../../domain/occurrences';
import { count, list } from '../../../domain/text';
import { clockTime, dayName, sessionWord } from '../../../domain/words';

/** A placement, and where it takes place. */
export interface Place extends Placed {
  readonly provider: { readonly name: string; readonly type: string };
}

/** What placements that have not started wait for, by the placement's id. */
export type Waits = ReadonlyMap<string, readonly { readonly title: string }[]>;

/**
 * Where a pupil should be now, from the timetable and the calendar: "At Oak Farm this morning until 12:00".
 * A session with nothing timetabled says no more than that: whether the pupil is in school or has an agreed
 * part-time timetable is not ours to know.
 */
export function whereabouts(
  calendar: SchoolCalendar,
  places: readonly Place[],
  now: Date,
  waits: Waits = new Map(),
): string {
  const today = dayOf(calendar, now);
  const open = sessionsOn(calendar, today);
  if (open.length === 0) return `No school today: ${whyClosed(calendar, today)}`;
  const session = open.find((name) => now < sessionTimes(calendar, today, name).end);
  if (!session) return afterwards(calendar, today);
  const { start, end } = sessionTimes(calendar, today, session);
  const time = now < start ? `from ${clockTime(calendar, start)}` : `until ${clockTime(calendar, end)}`;
  const expected = places.filter((place) => isTimetabled(place, today, session));
  if (expected.length > 0) return `${at(expected)} this ${sessionWord(session)} ${time}`;
  if (places.some((place) => isPlacedOn(place, today))) {
    return `Nothing timetabled at AP this ${sessionWord(session)}: in school, unless agreed otherwise`;
  }
  return toCome(places, today, waits);
}

/** A start whose day has come and that waits: the pupil is at school. One that is still to come is told. */
function toCome(places: readonly Place[], today: string, waits: Waits): string {
  const coming = places
    .filter(({ expectedEndDate }) => expectedEndDate === null || expectedEndDate >= today)
    .sort((a, b) => a.startDate.localeCompare(b.startDate));
  const held = coming.find(({ id, startDate }) => startDate <= today && (waits.get(id) ?? []).length > 0);
  if (held) {
    const missing = (waits.get(held.id) ?? []).map(({ title }) => title);
    return `No placement yet: ${held.provider.name} waits for ${brief(missing)}. Expected at school`;
  }
  const next = coming.find(({ activeFrom, startDate }) => (activeFrom ?? startDate) > today);
  if (!next) return 'No placement now';
  const things = waits.get(next.id)?.length ?? 0;
  const once = things > 0 ? `, once ${count(things, 'thing')} ${things === 1 ? 'is' : 'are'} in place` : '';
  const start = dayName(next.activeFrom ?? next.startDate);
  return `No placement yet: starts at ${next.provider.name} on ${start}${once}`;
}

const MOST_NAMED = 2;

/** "“Personal plan” and “Agreement”"; of many, the first is named and the rest are counted. */
const brief = (titles: readonly string[]): string => {
  const quoted = titles.map((title) => `“${title}”`);
  const [first = ''] = quoted;
  return quoted.length <= MOST_NAMED ? list(quoted) : `${first} and ${quoted.length - 1} more`;
};

function afterwards(calendar: SchoolCalendar, today: string): string {
  const closure = closureOn(calendar, today, 'pm');
  return closure ? `No school this afternoon: ${closure}` : 'The school day is over';
}

/** Why there is no school on a day: the closure's own words, the weekend, a holiday. */
export function whyClosed(calendar: SchoolCalendar, today: string): string {
  const closure = closureOn(calendar, today, 'am') ?? closureOn(calendar, today, 'pm');
  if (closure) return closure;
  const name = weekday(today);
  return name === 'Sat' || name === 'Sun' ? 'it is the weekend' : 'it is a school holiday';
}

function at(places: readonly Place[]): string {
  const names = [...new Set(places.map(({ provider }) => provider.name))];
  const online = places.every(({ provider }) => provider.type === 'online');
  return `${online ? 'Online with' : 'At'} ${list(names)}`;
}
