import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { count } from '../../domain/text';
import type { SchoolFolder } from '../../services/import/folder';
import { readSchoolFolder } from '../../services/import/read-folder';
import { openMemory } from '../../store/open';
import { printProblems } from '../problems';
import type { Cli, Terminal } from '../terminal';
import type { DayRow } from './day';
import { type SimulatedYear, simulateYear } from './year';

interface SimulateOptions {
  readonly school: string;
  readonly seed: string;
  readonly from?: string;
  readonly to?: string;
  readonly policy?: string;
  readonly json?: boolean;
}

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** `waymark simulate --school <folder>`: true when the year was run and every prompt is accounted for. */
async function runSimulate(terminal: Terminal, options: SimulateOptions): Promise<boolean> {
  const { school, seed, json = false, from, to, policy } = options;
  if (!existsSync(school)) return told(terminal, `There is no folder ${school}.`);
  if (!/^\d{1,9}$/.test(seed)) return told(terminal, `The seed is a whole number, e.g. 7; "${seed}" is not.`);
  const database = await openMemory();
  try {
    const folder = underPolicy(await readSchoolFolder(school), policy);
    const span = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
    const onDay = (row: DayRow): void => {
      if (!json) terminal.out(lineOf(row));
    };
    const year = await simulateYear({
      db: database.client,
      log: quiet,
      folder,
      seed: Number(seed),
      ...span,
      onDay,
    });
    if (!year.ok) {
      printProblems(terminal, year.problems);
      return false;
    }
    terminal.out(json ? JSON.stringify(year, null, 2) : summaryOf(year));
    return year.days.every(({ unaccounted }) => unaccounted === 0);
  } finally {
    await database.close();
  }
}

/** The same school under another policy. */
const underPolicy = (folder: SchoolFolder, policy: string | undefined): SchoolFolder =>
  policy === undefined ? folder : { ...folder, readPolicy: () => folder.readPolicy(policy) };

function told(terminal: Terminal, sentence: string): boolean {
  terminal.err(sentence);
  return false;
}

const lineOf = (row: DayRow): string =>
  `${row.day}  asked ${row.expected}, answered ${row.answered}, escalated ${row.escalatedAndResolved}, late ${row.late}, ` +
  `open ${row.open}, cards ${row.cards} (most ${row.mostCards}), unaccounted ${row.unaccounted}`;

function summaryOf({ school, policy, days }: SimulatedYear): string {
  const sum = (of: (row: DayRow) => number): number => days.reduce((total, row) => total + of(row), 0);
  return [
    `${school}, ${policy}: ${count(days.length, 'school day')}.`,
    `Asked ${sum((d) => d.expected)}, answered ${sum((d) => d.answered)}, excused ${sum((d) => d.excused)}, ` +
      `withdrawn ${sum((d) => d.withdrawn)}, escalated and resolved ${sum((d) => d.escalatedAndResolved)}, ` +
      `late ${sum((d) => d.late)}, unaccounted ${sum((d) => d.unaccounted)}.`,
    `Cards ${sum((d) => d.cards)}; the most for one person on one day ${Math.max(0, ...days.map((d) => d.mostCards))}.`,
  ].join('\n');
}

/** Adds `waymark simulate`. It opens no database but one of its own, in memory. */
export function addSimulateCommand(
  program: Command,
  cli: Cli,
  settle: (work: Promise<boolean>) => Promise<void>,
): void {
  program
    .command('simulate')
    .description(
      'Lives through a school year with scripted staff, in memory: what is asked, answered, escalated, late.',
    )
    .requiredOption('--school <folder>', 'a folder as for import; nothing of it is kept')
    .option('--year', 'the whole calendar of the school (so it is, unless --from or --to say otherwise)')
    .option('--from <date>', 'the first day, e.g. 2026-09-02')
    .option('--to <date>', 'the last day')
    .option('--policy <pack>', 'another policy than the school’s: a pack’s id, or a path')
    .option('--seed <number>', 'the same seed gives the same year', '1')
    .option('--json', 'print one object, with a row a day')
    .action((options: SimulateOptions) => settle(runSimulate(cli.terminal, options)));
}
