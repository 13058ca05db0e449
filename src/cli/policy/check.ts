import { count } from '../../domain/text';
import { findPack } from '../../services/policy/packs';
import type { Problem } from '../../services/problems';
import { printProblems } from '../problems';
import type { Cli, Terminal } from '../terminal';

/** `waymark policy check <pack>`: true when a school could run under it. */
export async function runPolicyCheck({ terminal }: Cli, policy: string, json: boolean): Promise<boolean> {
  const loaded = await findPack(policy);
  if (!loaded.ok) return refused(terminal, loaded.problems, json);
  const { pack, version } = loaded;
  const { id, name, duties } = pack;
  if (json) printJson(terminal, { ok: true, policy: id, name, version, duties: duties.length });
  else terminal.out(`${name}: ${count(duties.length, 'duty', 'duties')}, no faults (version ${version}).`);
  return true;
}

/** Says why a pack cannot be read, with file, line and column; false, as what every command gives then. */
export function refused(terminal: Terminal, problems: readonly Problem[], json: boolean): false {
  if (json) {
    printJson(terminal, { ok: false, problems });
    return false;
  }
  printProblems(terminal, problems);
  terminal.err(`${count(problems.length, 'fault')} to mend.`);
  return false;
}

/** What `--json` prints: nothing else stands on the output. */
export const printJson = (terminal: Terminal, value: unknown): void =>
  terminal.out(JSON.stringify(value, null, 2));
