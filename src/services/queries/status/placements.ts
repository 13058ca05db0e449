import { factRow, section, textLine } from '../../../cards/fragments';
import type { Fact } from '../../../cards/parts';
import type { JsonObject } from '../../../domain/json';
import { isPlacedOn } from '../../../domain/occurrences';
import { list } from '../../../domain/text';
import { fullDay } from '../../../domain/words';
import type { Query } from '../query';
import type { PlacementRow, PupilRecord } from './load';

const BASIS: Readonly<Record<string, string>> = {
  's29a-direction': 'Direction off site (s29A)',
  'academy-off-site': 'Off-site placement by the academy',
  'suspension-day-6': 'Suspension, from day 6',
  'la-s19': 'Local authority (s19)',
  'la-ehcp': 'Local authority, named in the EHC plan',
  medical: 'Medical needs',
};

/** More than these are named, but not told in full. */
const MOST_PLACEMENTS = 3;

/** A section for each placement the pupil has now; without one, the next to come. */
export function placementSections({ today }: Query, { placements }: PupilRecord): JsonObject[] {
  const now = placements.filter((placement) => isPlacedOn(placement, today));
  const shown =
    now.length > 0 ? now : placements.filter((placement) => isToCome(placement, today)).slice(0, 1);
  if (shown.length === 0) return [section('Placement', [textLine('No placement now.')])];
  const sections = shown
    .slice(0, MOST_PLACEMENTS)
    .map((placement) => section(placement.provider.name, factsOf(placement, today).map(factRow)));
  const others = shown.slice(MOST_PLACEMENTS).map(({ provider }) => provider.name);
  return others.length > 0 ? [...sections, textLine(`Also at ${list(others)}.`)] : sections;
}

/** It has not started: its day is to come, or its start waits for something. */
const isToCome = ({ activeFrom, expectedEndDate }: PlacementRow, today: string): boolean =>
  (activeFrom === null || activeFrom > today) && (expectedEndDate === null || expectedEndDate >= today);

/** "Since Tue 1 Sep", "From Mon 14 Dec"; a start that is held "was to start". */
function startFact(placement: PlacementRow, today: string): Fact {
  const { activeFrom, startDate } = placement;
  if (!isToCome(placement, today)) return { label: 'Since', value: fullDay(startDate) };
  const from = activeFrom ?? startDate;
  return { label: from > today ? 'From' : 'Was to start', value: fullDay(from) };
}

function factsOf({ provider, ...placement }: PlacementRow, today: string): Fact[] {
  const { phone, address, postcode, contactName } = provider;
  const place = [address, postcode].filter(Boolean).join(', ');
  return [
    ...(phone ? [{ label: contactName ? `Ring ${contactName}` : 'Ring', value: phone, tel: phone }] : []),
    ...(place ? [{ label: 'Address', value: place }] : []),
    { label: 'Basis', value: BASIS[placement.basis] ?? 'Other' },
    startFact({ provider, ...placement }, today),
    { label: 'Days', value: daysText(placement.timetable) },
  ];
}

/** "Mon, Tue and Wed morning": a day with both its sessions is the day. */
export function daysText(timetable: readonly string[]): string {
  const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].flatMap((day) => {
    const am = timetable.includes(`${day} AM`);
    const pm = timetable.includes(`${day} PM`);
    if (am && pm) return [day];
    return am ? [`${day} morning`] : pm ? [`${day} afternoon`] : [];
  });
  if (days.join(' ') === 'Mon Tue Wed Thu Fri') return 'Mon to Fri, all day';
  return list(days) || 'none timetabled';
}
