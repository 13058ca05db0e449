import { Command, CommanderError } from 'commander';
import type { AwayInput } from '../services/cover/away';
import { addAuditCommand } from './audit';
import { runAway } from './away';
import { addDrillCommand } from './drill';
import { addHistoryCommand } from './history';
import { runImport } from './import';
import { addKeysCommands } from './keys';
import { addPolicyCommands, addPreviewCommand } from './policy/commands';
import { addRetentionCommands } from './retention';
import { addSimulateCommand } from './simulate/command';
import { addSubjectAccessCommand } from './subject-access';
import type { Cli } from './terminal';

/** Runs one command of `waymark` and gives the exit code: 0 done, 1 refused, with the reasons printed. */
export async function run(cli: Cli, argv: readonly string[]): Promise<number> {
  let done = true;
  const program = new Command('waymark')
    .description('Looks after the schools of this Waymark.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => cli.terminal.out(text.trimEnd()),
      writeErr: (text) => cli.terminal.err(text.trimEnd()),
    });
  program
    .command('import')
    .description(
      'Reads a school from a folder of files, all or nothing. Run it again to bring it up to date.',
    )
    .argument('<folder>', 'holds school.yaml, staff.csv, pupils.csv, providers.csv, placements.csv')
    .option('--json', 'print the result as JSON')
    .action(async (folder: string, { json = false }: { json?: boolean }) => {
      done = await runImport(cli, folder, json);
    });
  const settle = async (work: Promise<boolean>): Promise<void> => {
    done = await work;
  };
  addPolicyCommands(program, cli, settle);
  addPreviewCommand(program, cli, settle);
  addSimulateCommand(program, cli, settle);
  addAuditCommand(program, cli, settle);
  addSubjectAccessCommand(program, cli, settle);
  addHistoryCommand(program, cli, settle);
  addRetentionCommands(program, cli, settle);
  addDrillCommand(program, cli, settle);
  addKeysCommands(program, cli, settle);
  program
    .command('away')
    .description('Records that a member of staff is away, so that somebody else is asked.')
    .argument('<email>', 'their address in staff.csv')
    .requiredOption('--from <when>', 'the first day (2026-11-23) or an instant (2026-11-23T13:00)')
    .requiredOption('--until <when>', 'the last day, or the instant at which they are back')
    .option('--cover <email>', 'who answers meanwhile; left out: the next holder of the role')
    .option('--school <urn>', 'their school, if they are on the list of several')
    .action(async (email: string, options: Omit<AwayInput, 'email'>) => {
      done = await runAway(cli, { email, ...options });
    });
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode;
    throw error;
  }
  return done ? 0 : 1;
}
