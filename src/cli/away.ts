import { type AwayInput, recordAway } from '../services/cover/away';
import type { Cli } from './terminal';

/** `waymark away <email>`: true when the absence was recorded. */
export async function runAway({ terminal, withDeps }: Cli, input: AwayInput): Promise<boolean> {
  const result = await withDeps((deps) => recordAway(deps, input));
  if (!result.ok) {
    for (const problem of result.problems) terminal.err(problem);
    return false;
  }
  const instead = result.replaced > 0 ? ', in place of what was recorded for that time' : '';
  const { name, from, until } = result;
  terminal.out(`${name} is away from ${from} until ${until}${instead}.`);
  return true;
}
