import type { z } from 'zod/v4';
import {
  type ContactRow,
  contactRow,
  type GuestRow,
  guestRow,
  OPTIONAL_COLUMNS,
  type PlacementRow,
  type ProviderRow,
  type PupilRow,
  placementRow,
  providerRow,
  pupilRow,
  type StaffRow,
  staffRow,
} from '../../domain/school-file';
import type { Problem } from '../problems';
import type { FileName, FileText, SchoolFolder } from './folder';
import { type Line, readTable, type Table } from './table';

/** One line of a file: its cells as typed, and what they say when they are right. */
export interface Entry<Row> extends Line {
  readonly row: Row | null;
}

/** A CSV file read line by line. */
export interface Sheet<Row> {
  readonly file: FileName;
  /** False: its lines could not be read at all, so what they hold is not known. */
  readonly readable: boolean;
  readonly entries: readonly Entry<Row>[];
  readonly problems: readonly Problem[];
  /** A problem with one cell. */
  problemAt(line: number, columnName: string, message: string): Problem;
}

export interface Sheets {
  readonly staff: Sheet<StaffRow>;
  readonly pupils: Sheet<PupilRow>;
  readonly contacts: Sheet<ContactRow>;
  readonly providers: Sheet<ProviderRow>;
  readonly guests: Sheet<GuestRow>;
  readonly placements: Sheet<PlacementRow>;
}

/** Reads every CSV file of a folder. `reasons`: the pack's codes; null when the pack could not be read. */
export function readSheets({ files }: SchoolFolder, reasons: readonly string[] | null): Sheets {
  const none = (schema: z.ZodObject): FileText => ({ text: Object.keys(schema.shape).join(',') });
  return {
    staff: readSheet('staff.csv', files['staff.csv'], staffRow),
    pupils: readSheet('pupils.csv', files['pupils.csv'], pupilRow),
    contacts: readSheet('contacts.csv', files['contacts.csv'] ?? none(contactRow), contactRow),
    providers: readSheet('providers.csv', files['providers.csv'], providerRow),
    guests: readSheet('guests.csv', files['guests.csv'] ?? none(guestRow), guestRow),
    placements: readSheet('placements.csv', files['placements.csv'], placementRow(reasons)),
  };
}

function readSheet<Schema extends z.ZodObject>(
  file: FileName,
  content: FileText | undefined,
  schema: Schema,
): Sheet<z.infer<Schema>> {
  const columns = Object.keys(schema.shape);
  const header = columns.filter((name) => !OPTIONAL_COLUMNS.includes(name)).join(',');
  const missing = { fault: `the file is missing: add it, with ${header} as its first line` };
  const { table, problems } = readTable(
    file,
    content ?? missing,
    columns,
    columns.filter((name) => OPTIONAL_COLUMNS.includes(name)),
  );
  const problemAt: Sheet<unknown>['problemAt'] = (line, columnName, message) => {
    const column = (table?.columns.indexOf(columnName) ?? 0) + 1;
    return { file, line, column: Math.max(column, 1), columnName, message };
  };
  const read = (table?.lines ?? []).map((line) => readLine(line, schema, problemAt));
  return {
    file,
    readable: table !== null,
    entries: read.map(({ entry }) => entry),
    problems: [...problems, ...read.flatMap((line) => line.problems)],
    problemAt,
  };
}

/** One problem for each cell that is wrong: the first that its rules find. */
function readLine<Schema extends z.ZodObject>(
  line: Table['lines'][number],
  schema: Schema,
  problemAt: Sheet<unknown>['problemAt'],
): { entry: Entry<z.infer<Schema>>; problems: Problem[] } {
  const read = schema.safeParse(line.cells);
  if (read.success) return { entry: { ...line, row: read.data }, problems: [] };
  const first = new Map<string, string>();
  for (const { path, message } of read.error.issues) {
    const column = String(path[0]);
    if (!first.has(column)) first.set(column, message);
  }
  const problems = [...first].map(([column, message]) => problemAt(line.line, column, message));
  return { entry: { ...line, row: null }, problems };
}
