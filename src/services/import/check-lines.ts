import { type PlacementRow, upn as upnCell } from '../../domain/school-file';
import { upnDoubt } from '../../domain/upn';
import type { Problem } from '../problems';
import type { Entry, Sheet, Sheets } from './sheets';

/** What the lines of each file must be to one another: keys once each, ends after starts. */
export function checkLines(sheets: Sheets): Problem[] {
  const { staff, pupils, contacts, providers, guests, placements } = sheets;
  return [
    ...twice(staff, 'email', (cells) => cells['email']?.trim().toLowerCase()),
    ...twice(staff, 'aad_object_id', (cells) => cells['aad_object_id']?.trim().toLowerCase()),
    ...twice(pupils, 'upn', (cells) => upnOf(cells)),
    ...twice(contacts, 'order', (cells) => (upnOf(cells) ? `${upnOf(cells)} ${cells['order']?.trim()}` : '')),
    ...twice(providers, 'provider_id', (cells) => cells['provider_id']?.trim()),
    ...twice(guests, 'email', (cells) => small(cells['email'])),
    ...twice(guests, 'aad_object_id', (cells) => small(cells['aad_object_id'])),
    ...staffAmong(sheets),
    ...twice(placements, 'placement_id', (cells) => cells['placement_id']?.trim()),
    ...endsBeforeStart(placements),
  ];
}

/** What looks wrong and may be right. */
export function doubts(sheets: Sheets): Problem[] {
  return [...upnDoubts(sheets), ...clashes(sheets.placements)];
}

/** Nobody is both: a guest is kept to their own provider, whatever they hold elsewhere. */
function staffAmong({ staff, guests }: Sheets): Problem[] {
  return (['email', 'aad_object_id'] as const).flatMap((column) => {
    const taken = new Set(staff.entries.map(({ cells }) => small(cells[column])));
    const message =
      'this person is in staff.csv as well: somebody is staff or a guest, so remove one of the two';
    return guests.entries.flatMap(({ line, cells }) =>
      small(cells[column]) && taken.has(small(cells[column]))
        ? [guests.problemAt(line, column, message)]
        : [],
    );
  });
}

const small = (cell = ''): string => cell.trim().toLowerCase();

type Cells = Entry<unknown>['cells'];

/** The UPN of a line as it is stored and compared; '' when there is none. */
export const upnOf = (cells: Cells): string => upnCell.safeParse(cells['upn'] ?? '').data ?? '';

function twice(
  sheet: Sheet<unknown>,
  column: string,
  keyOf: (cells: Cells) => string | undefined,
): Problem[] {
  const lines = new Map<string, number>();
  return sheet.entries.flatMap(({ line, cells }) => {
    const key = keyOf(cells);
    if (!key) return [];
    const first = lines.get(key);
    if (first === undefined) lines.set(key, line);
    const message = `the same ${column} is on line ${first}: remove one of the two lines, or correct it`;
    return first === undefined ? [] : [sheet.problemAt(line, column, message)];
  });
}

function endsBeforeStart(sheet: Sheet<PlacementRow>): Problem[] {
  return sheet.entries.flatMap(({ line, row }) => {
    if (!row?.expected_end_date || row.expected_end_date >= row.start_date) return [];
    const message = 'this day is before the start date: correct one of the two';
    return [sheet.problemAt(line, 'expected_end_date', message)];
  });
}

function upnDoubts({ pupils }: Sheets): Problem[] {
  return pupils.entries.flatMap(({ line, cells }) => {
    const upn = upnOf(cells);
    const doubt = upn === '' ? null : upnDoubt(upn);
    return doubt ? [pupils.problemAt(line, 'upn', `${doubt}: check it (the pupil was imported)`)] : [];
  });
}

/** A pupil who is timetabled in two places at once would be asked about in both. */
function clashes(sheet: Sheet<PlacementRow>): Problem[] {
  const own = new Map<string, { line: number; row: PlacementRow }[]>();
  return sheet.entries.flatMap(({ line, row }) => {
    if (!row) return [];
    const earlier = own.get(row.upn) ?? [];
    own.set(row.upn, [...earlier, { line, row }]);
    const other = earlier.find((before) => meet(before.row, row));
    const message = `this pupil is elsewhere at one of these times (line ${other?.line}): check both timetables`;
    return other ? [sheet.problemAt(line, 'timetable', message)] : [];
  });
}

const FOR_EVER = '9999-12-31';

const meet = (a: PlacementRow, b: PlacementRow): boolean =>
  a.start_date <= (b.expected_end_date ?? FOR_EVER) &&
  b.start_date <= (a.expected_end_date ?? FOR_EVER) &&
  a.timetable.some((halfDay) => b.timetable.includes(halfDay));
