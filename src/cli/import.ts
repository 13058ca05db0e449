import { existsSync } from 'node:fs';
import { Presets, SingleBar } from 'cli-progress';
import { count } from '../domain/text';
import { type ImportResult, importSchool } from '../services/import/import-school';
import { readSchoolFolder } from '../services/import/read-folder';
import type { Problem } from '../services/problems';
import { printProblems } from './problems';
import type { Cli, Terminal } from './terminal';

/** Imports shorter than this are over before a bar could be read. Lines. */
const BAR_FROM = 500;

/** `waymark import <folder>`: true when the school was imported. */
export async function runImport({ terminal, withDeps }: Cli, path: string, json: boolean): Promise<boolean> {
  if (!existsSync(path)) {
    terminal.err(`There is no folder ${path}.`);
    return false;
  }
  const folder = await readSchoolFolder(path);
  const bar = progressBar(terminal.interactive && !json);
  const result = await withDeps((deps) => importSchool(deps, folder, { onProgress: bar.show })).finally(
    bar.stop,
  );
  if (json) terminal.out(JSON.stringify(result, null, 2));
  else print(terminal, result);
  return result.ok;
}

/** A bar that appears with the first lines, if it is wanted and there is enough to wait for. */
function progressBar(wanted: boolean) {
  const bar = new SingleBar(
    { format: '{bar} {value} of {total} lines', clearOnComplete: true },
    Presets.rect,
  );
  const show = (done: number, total: number): void => {
    if (!wanted || total <= BAR_FROM) return;
    if (!bar.isActive) bar.start(total, 0);
    bar.update(done);
  };
  const stop = (): void => {
    if (bar.isActive) bar.stop();
  };
  return { show, stop };
}

function print(terminal: Terminal, result: ImportResult): void {
  if (!result.ok) {
    printProblems(terminal, result.problems);
    terminal.err(`Nothing was imported: ${count(result.problems.length, 'fault')} to mend.`);
    return;
  }
  terminal.out(`School ${result.schoolId} is imported.`);
  for (const [file, { created, updated, unchanged }] of Object.entries(result.counts)) {
    terminal.out(`  ${file.padEnd(15)} ${created} new, ${updated} changed, ${unchanged} as before`);
  }
  printWarnings(terminal, result.warnings);
}

function printWarnings(terminal: Terminal, warnings: readonly Problem[]): void {
  if (warnings.length === 0) return;
  terminal.err(`${count(warnings.length, 'warning')}:`);
  printProblems(terminal, warnings);
}
