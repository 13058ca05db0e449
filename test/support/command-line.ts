import { run } from '../../src/cli/program';
import type { Cli } from '../../src/cli/terminal';
import type { Deps } from '../../src/services/deps';

/** What a command printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as typed, on these dependencies; without any, it must leave the operator's database alone. */
export async function commandLine(deps: Deps | null, ...argv: string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const cli: Cli = {
    terminal: { out: (line) => out.push(line), err: (line) => err.push(line), interactive: false },
    withDeps: (work) => (deps ? work(deps) : Promise.reject(new Error('the database was opened'))),
  };
  return { code: await run(cli, argv), out: out.join('\n'), err: err.join('\n') };
}
