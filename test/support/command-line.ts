import { run } from '../../src/cli/program';
import type { Cli, Vault } from '../../src/cli/terminal';
import type { Deps } from '../../src/services/deps';

/** What a command printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as typed, on these dependencies; without any, it must leave the operator's database alone. */
export const commandLine = (deps: Deps | null, ...argv: string[]): Promise<Ran> =>
  waitingLine(deps, async () => undefined, ...argv);

/** The same, where time passes while the command waits. */
export const waitingLine = (deps: Deps | null, pause: Cli['pause'], ...argv: string[]): Promise<Ran> =>
  ran({ deps, vault: null }, argv, pause);

/** Runs a command of `waymark keys` as typed. */
export const keysCommand = (vault: Vault | null, ...argv: string[]): Promise<Ran> =>
  ran({ deps: null, vault }, ['keys', ...argv]);

async function ran(
  on: { deps: Deps | null; vault: Vault | null },
  argv: readonly string[],
  pause: Cli['pause'] = async () => undefined,
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const cli: Cli = {
    terminal: { out: (line) => out.push(line), err: (line) => err.push(line), interactive: false },
    pause,
    withDeps: (work) => (on.deps ? work(on.deps) : opened()),
    withVault: (work) => (on.vault ? work(on.vault) : opened()),
  };
  return { code: await run(cli, argv), out: out.join('\n'), err: err.join('\n') };
}

const opened = (): Promise<never> => Promise.reject(new Error('the database was opened'));
