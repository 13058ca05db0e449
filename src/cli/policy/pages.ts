import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findPack, policyIds } from '../../services/policy/packs';
import { policyPage } from '../../services/policy/pages';
import { printProblems } from '../problems';
import type { Cli } from '../terminal';

/** `waymark policy pages <folder>`: writes a page for each pack named, or for all five; true when every one was written. */
export async function runPolicyPages(
  { terminal }: Cli,
  folder: string,
  packs: readonly string[],
): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  let done = true;
  for (const policy of packs.length > 0 ? packs : policyIds()) {
    const loaded = await findPack(policy);
    if (!loaded.ok) {
      printProblems(terminal, loaded.problems);
      done = false;
      continue;
    }
    const path = join(folder, `${loaded.pack.id}.md`);
    await writeFile(path, policyPage(loaded.pack));
    terminal.out(`${path} is written.`);
  }
  return done;
}
