import type { Command } from 'commander';
import { subjectAccess } from '../services/subject-access';
import { subjectAccessPage } from '../services/subject-access/page';
import type { Settle } from './policy/commands';
import type { Cli } from './terminal';
import { written } from './written';

interface Options {
  readonly json?: boolean;
  /** Where to write it; left out: the terminal. */
  readonly out?: string;
  readonly school?: string;
}

/** Only whoever runs the command may read what it writes. */
const PRIVATE = 0o600;

/** Adds `waymark subject-access`. */
export function addSubjectAccessCommand(program: Command, cli: Cli, settle: Settle): void {
  program
    .command('subject-access')
    .description('Gives everything held on one pupil, with other people marked, as a page to read and print.')
    .argument('<upn>', "the pupil's UPN")
    .option('--json', 'give one JSON object instead')
    .option('--out <file>', 'write it to a file')
    .option('--school <urn>', 'their school, if they are on the list of several')
    .action((upn: string, options: Options) => settle(runSubjectAccess(cli, upn, options)));
}

/** `waymark subject-access <upn>`: true when it was given. */
async function runSubjectAccess(
  { terminal, withDeps }: Cli,
  upn: string,
  options: Options,
): Promise<boolean> {
  const { json = false, out, school } = options;
  const result = await withDeps((deps) => subjectAccess(deps, upn, school));
  if (!result.ok) {
    terminal.err(result.problem);
    return false;
  }
  const { access, calendar } = result;
  const text = json ? JSON.stringify(access, null, 2) : subjectAccessPage(access, calendar);
  if (out === undefined) {
    terminal.out(text);
    return true;
  }
  if (!(await written(terminal, out, text, PRIVATE))) return false;
  terminal.out(`${out} is written: all that is held on ${access.subject.upn}. Read it before it is sent.`);
  return true;
}
