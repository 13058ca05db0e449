/** Something wrong in a file a person wrote: where it is, what it is, and what to do about it. */
export interface Problem {
  readonly file: string;
  /** The first line is 1. */
  readonly line: number;
  /** In a CSV file the number of the column, in YAML that of the character; the first is 1. */
  readonly column: number;
  readonly columnName?: string;
  readonly message: string;
}

/** "pupils.csv line 4, column 3 last_name: this cannot be empty". */
export function problemText({ file, line, column, columnName, message }: Problem): string {
  return `${file} line ${line}, column ${column}${columnName ? ` ${columnName}` : ''}: ${message}`;
}

/** In the order in which a person would mend them: file by file, from the top. */
export function inReadingOrder(problems: readonly Problem[], files: readonly string[]): Problem[] {
  const place = ({ file }: Problem) => files.indexOf(file);
  return [...problems].sort((a, b) => place(a) - place(b) || a.line - b.line || a.column - b.column);
}
