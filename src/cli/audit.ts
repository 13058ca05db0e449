import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { faultText } from '../domain/chain';
import { type Head, readHeads } from '../domain/heads';
import { againstHeads, type TakenHead, takeHeads } from '../services/audit/audit-heads';
import { type Verified, verifyEvents } from '../services/audit/audit-verify';
import { printJson } from './policy/check';
import type { Settle } from './policy/commands';
import type { Cli, Terminal } from './terminal';

/** `waymark audit ...`: does the log say what it said when it was written? */
export function addAuditCommand(program: Command, cli: Cli, settle: Settle): void {
  const audit = program.command('audit').description('Looks after the log of what happened.');
  audit
    .command('verify')
    .description(
      'Finds any event that was changed, added, moved or lost since it was written; exit code 1 if there is one.',
    )
    .option('--json', 'print the result as JSON, with the head of every chain')
    .option('--heads <file>', 'compare with heads kept elsewhere: they tell a chain that was written anew')
    .action((options: { json?: boolean; heads?: string }) => settle(runVerify(cli, options)));
  audit
    .command('heads')
    .description(
      'Prints the head of every chain. Keep it where whoever can write to the database cannot: on paper, by e-mail.',
    )
    .option('--json', 'print it as verify --heads reads it')
    .action(({ json = false }: { json?: boolean }) => settle(runHeads(cli, json)));
}

/** True when every event of every school is as it was written. */
async function runVerify(
  { terminal, withDeps }: Cli,
  { json = false, heads: file }: { json?: boolean; heads?: string },
): Promise<boolean> {
  const heads = file === undefined ? [] : await headsIn(file);
  if (typeof heads === 'string') {
    terminal.err(heads);
    return false;
  }
  const schools = await withDeps(async (deps) => againstHeads(deps, await verifyEvents(deps), heads));
  if (json) printJson(terminal, schools);
  else if (schools.length === 0) terminal.out('There is no school here yet.');
  else for (const school of schools) printVerified(terminal, school);
  return schools.every(({ fault }) => fault === null);
}

/** The heads in a file, or why there are none to compare with. */
async function headsIn(file: string): Promise<readonly Head[] | string> {
  try {
    return readHeads(file, await readFile(file, 'utf8'));
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return `${file} cannot be read (${code}): name the file that audit heads --json was written to.`;
  }
}

function printVerified(terminal: Terminal, school: Verified): void {
  if (school.fault) terminal.err(lineOf(school));
  else terminal.out(lineOf(school));
}

const nameOf = ({ school, name }: Pick<Verified, 'school' | 'name'>): string =>
  name ?? `School ${school}, which is not on record`;

function lineOf(verified: Verified): string {
  const { timeZone, events, fault } = verified;
  const who = nameOf(verified);
  if (fault) return `${who}: ${faultText(fault, timeZone)}.`;
  if (events === 0) return `${who}: no events yet.`;
  return `${who}: ${events.toLocaleString('en-GB')} ${events === 1 ? 'event' : 'events'}, all as written.`;
}

async function runHeads({ terminal, withDeps }: Cli, json: boolean): Promise<true> {
  const heads = await withDeps(takeHeads);
  if (json) printJson(terminal, heads);
  else if (heads.length === 0) terminal.out('There is no event here yet, so there is no head to keep.');
  else for (const head of heads) terminal.out(headLine(head));
  return true;
}

const headLine = (head: TakenHead): string =>
  `${nameOf(head)} (${head.school}): event ${head.position.toLocaleString('en-GB')}, ${head.hash}`;
