import type { Command } from 'commander';
import { faultText } from '../domain/chain';
import { type Verified, verifyEvents } from '../services/audit-verify';
import type { Cli } from './terminal';

/** `waymark audit verify`: does the log say what it said when it was written? */
export function addAuditCommand(
  program: Command,
  cli: Cli,
  settle: (work: Promise<boolean>) => Promise<void>,
): void {
  program
    .command('audit')
    .description('Looks after the log of what happened.')
    .command('verify')
    .description(
      'Finds any event that was changed, added, moved or lost since it was written; exit code 1 if there is one.',
    )
    .option('--json', 'print the result as JSON, with the head of every chain')
    .action(({ json = false }: { json?: boolean }) => settle(runVerify(cli, json)));
}

/** True when every event of every school is as it was written. */
async function runVerify({ terminal, withDeps }: Cli, json: boolean): Promise<boolean> {
  const schools = await withDeps(verifyEvents);
  if (json) terminal.out(JSON.stringify(schools, null, 2));
  else if (schools.length === 0) terminal.out('There is no school here yet.');
  else
    for (const school of schools) {
      if (school.fault) terminal.err(lineOf(school));
      else terminal.out(lineOf(school));
    }
  return schools.every(({ fault }) => fault === null);
}

function lineOf({ school, name, timeZone, events, fault }: Verified): string {
  const who = name ?? `School ${school}, which is not on record`;
  if (fault) return `${who}: ${faultText(fault, timeZone)}.`;
  if (events === 0) return `${who}: no events yet.`;
  return `${who}: ${events.toLocaleString('en-GB')} ${events === 1 ? 'event' : 'events'}, all as written.`;
}
