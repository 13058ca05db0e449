import type { Problem } from '../services/problems';
import type { Terminal } from './terminal';

/** One line each, as editors and terminals make links of: `pupils.csv:4:3 last_name: this cannot be empty`. */
export function printProblems(terminal: Terminal, problems: readonly Problem[]): void {
  for (const { file, line, column, columnName, message } of problems) {
    terminal.err(`${file}:${line}:${column} ${columnName ? `${columnName}: ` : ''}${message}`);
  }
}
