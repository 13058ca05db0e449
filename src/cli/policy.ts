import { count } from '../domain/text';
import { KINDS } from '../prompts/registry';
import { readPolicy } from '../services/import/read-folder';
import { loadPack } from '../services/policy-file';
import { printProblems } from './problems';
import type { Cli } from './terminal';

/** `waymark policy check <file-or-pack-id>`: true when a school could run under it. */
export async function runPolicyCheck({ terminal }: Cli, policy: string): Promise<boolean> {
  const content = await readPolicy('.', policy);
  if ('fault' in content) {
    terminal.err(`${content.name}: ${content.fault}`);
    return false;
  }
  const loaded = loadPack(content.text, content.name, KINDS);
  if (!loaded.ok) {
    printProblems(terminal, loaded.problems);
    terminal.err(`${count(loaded.problems.length, 'fault')} to mend.`);
    return false;
  }
  const duties = count(loaded.pack.duties.length, 'duty', 'duties');
  terminal.out(`${loaded.pack.name}: ${duties}, no faults (version ${loaded.version}).`);
  return true;
}
