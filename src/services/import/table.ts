import { CsvError, parse } from 'csv-parse/sync';
import type { Problem } from '../problems';
import type { FileName, FileText } from './folder';

/** One line of a CSV file: where it starts in the file, and its cells by the name of their column. */
export interface Line {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A CSV file whose header is right. `columns` are in the order of the file. */
export interface Table {
  readonly file: FileName;
  readonly columns: readonly string[];
  readonly lines: readonly Line[];
}

/** The table, if the file has one, and everything that is wrong with its form. */
export interface ReadTable {
  readonly table: Table | null;
  readonly problems: readonly Problem[];
}

/**
 * Reads a CSV file: a header with exactly these columns in any order, then lines. Blank lines are passed over. A
 * column of `optional` may be left out: its cells are empty.
 */
export function readTable(
  file: FileName,
  content: FileText,
  columns: readonly string[],
  optional: readonly string[] = [],
): ReadTable {
  if ('fault' in content)
    return { table: null, problems: [{ file, line: 1, column: 1, message: content.fault }] };
  const read = readRecords(content.text);
  if ('fault' in read) return { table: null, problems: [{ file, ...read.fault }] };
  const [header, ...records] = read.records;
  if (!header) {
    const message = `the file is empty: its first line must be ${columns.join(',')}`;
    return { table: null, problems: [{ file, line: 1, column: 1, message }] };
  }
  const found = header.cells.map((cell) => cell.trim().toLowerCase());
  const problems = headerProblems(found, columns, optional).map((problem) => ({
    file,
    line: header.line,
    ...problem,
  }));
  return problems.length > 0 ? { table: null, problems } : readLines(file, found, records, optional);
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

type Fault = Omit<Problem, 'file'>;

/** Line ends are made one kind first, so that a line's number is that of the file whatever wrote it. */
function readRecords(text: string): { records: readonly Row[] } | { fault: Fault } {
  const records: Row[] = [];
  let last = 0;
  try {
    parse(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), {
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: '\n',
      on_record: (cells: string[], { lines }) => {
        last = lines;
        const filled = withoutBlankEnd(cells);
        if (filled.length > 0) records.push({ line: lines - newlinesIn(cells), cells: filled });
        return null;
      },
    });
    return { records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { fault: quoteFault(error, last + 1) };
  }
}

const newlinesIn = (cells: readonly string[]): number => cells.join('').split('\n').length - 1;

/** A spreadsheet writes the empty cells at the right of a line, or a whole line of them. They say nothing. */
const withoutBlankEnd = (cells: readonly string[]): readonly string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1);

function quoteFault(error: CsvError, nextLine: number): Fault {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return {
      line: nextLine,
      column: 1,
      message: 'a quotation mark is opened here or below and never closed: close it',
    };
  }
  const message =
    'a quotation mark stands inside a value: put the value in quotation marks and double those inside';
  return { line: Number(error['lines']), column: Number(error['column']) + 1, message };
}

type HeaderFault = Omit<Problem, 'file' | 'line'>;

function headerProblems(
  found: readonly string[],
  columns: readonly string[],
  optional: readonly string[],
): HeaderFault[] {
  if (found.length === 1 && /[;\t]/.test(found[0] ?? '')) {
    return [
      { column: 1, message: 'the columns must have commas between them: save the file as CSV with commas' },
    ];
  }
  const doubtful = found.flatMap((name, i): HeaderFault[] => {
    const at = { column: i + 1, columnName: name };
    if (!columns.includes(name))
      return [{ ...at, message: `this column is not known: use ${columns.join(',')}` }];
    return found.indexOf(name) < i ? [{ ...at, message: 'this column is there twice: remove one' }] : [];
  });
  const missing = columns.filter((name) => !found.includes(name) && !optional.includes(name));
  if (missing.length === 0) return doubtful;
  return [...doubtful, { column: 1, message: `these columns are missing: add ${missing.join(',')}` }];
}

function readLines(
  file: FileName,
  columns: readonly string[],
  records: readonly Row[],
  optional: readonly string[],
): ReadTable {
  const blank = Object.fromEntries(optional.map((name) => [name, '']));
  const fits = ({ cells }: Row) => cells.length <= columns.length;
  const lines = records.filter(fits).map(({ line, cells }) => ({
    line,
    cells: { ...blank, ...Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? ''])) },
  }));
  const problems = records
    .filter((row) => !fits(row))
    .map(({ line, cells }) => ({
      file,
      line,
      column: columns.length + 1,
      message: `this line has ${cells.length} values for ${columns.length} columns: put a value with a comma in "quotes"`,
    }));
  return { table: { file, columns, lines }, problems };
}
