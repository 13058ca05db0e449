import type { Command } from 'commander';
import type { Cli } from '../terminal';
import { runPolicyCheck } from './check';
import { type CoverageOptions, runPolicyCoverage } from './coverage';
import { runPolicyDiff } from './diff';
import { runPolicyPages } from './pages';
import { type PreviewOptions, runPreview } from './preview';
import { runPolicyShow } from './show';

/** Runs a command, and keeps whether it was done. */
export type Settle = (work: Promise<boolean>) => Promise<void>;

interface AsJson {
  readonly json?: boolean;
}

const PACK = 'the id of a pack, or the path of a policy.yaml';
const JSON_OPTION = ['--json', 'print the result as JSON'] as const;

/** Adds `waymark policy ...`: what an operator does with policy packs. None of them opens the database. */
export function addPolicyCommands(program: Command, cli: Cli, settle: Settle): void {
  const policy = program.command('policy').description('Looks after policy packs.');
  policy
    .command('check')
    .description('Checks a policy pack and lists every fault with its line.')
    .argument('<pack>', PACK)
    .option(...JSON_OPTION)
    .action((pack: string, { json = false }: AsJson) => settle(runPolicyCheck(cli, pack, json)));
  policy
    .command('show')
    .description('Tells what a pack asks of whom, by role and by time of year.')
    .argument('<pack>', PACK)
    .option(...JSON_OPTION)
    .action((pack: string, { json = false }: AsJson) => settle(runPolicyShow(cli, pack, json)));
  policy
    .command('coverage')
    .description(
      'Tells for each clause which duties serve it, where its evidence is kept and what proves it.',
    )
    .option('--pack <pack>', `${PACK}; left out: all that ship with Waymark`)
    .option(...JSON_OPTION)
    .action((options: CoverageOptions) => settle(runPolicyCoverage(cli, options)));
  policy
    .command('diff')
    .description('Tells what differs between two packs.')
    .argument('<a>', PACK)
    .argument('<b>', PACK)
    .option(...JSON_OPTION)
    .action((a: string, b: string, { json = false }: AsJson) => settle(runPolicyDiff(cli, a, b, json)));
  policy
    .command('pages')
    .description('Writes a page for each policy: clause by clause how Waymark serves it.')
    .argument('<folder>', 'where the pages go')
    .argument('[packs...]', `${PACK}; left out: all that ship with Waymark`)
    .action((folder: string, packs: string[]) => settle(runPolicyPages(cli, folder, packs)));
}

/** Adds `waymark preview`. */
export function addPreviewCommand(program: Command, cli: Cli, settle: Settle): void {
  program
    .command('preview')
    .description('Tells what the calendar will ask of a school, by person and day. Touches no database.')
    .requiredOption('--school <folder>', "the school's files, as for import")
    .requiredOption('--from <date>', 'the first day, e.g. 2026-11-23')
    .requiredOption('--to <date>', 'the last day')
    .option('--ics <file>', 'write a calendar file too: how many, and no names of pupils')
    .option('--json', 'print an array with one object a prompt')
    .action((options: PreviewOptions) => settle(runPreview(cli, options)));
}
