import { type Change, differences, type NamedDuty } from '../../services/policy/differences';
import { findPack } from '../../services/policy/packs';
import type { Cli } from '../terminal';
import { printJson, refused } from './check';

/** `waymark policy diff <a> <b>`: what two packs say differently; false when one of them cannot be read. */
export async function runPolicyDiff(
  { terminal }: Cli,
  a: string,
  b: string,
  json: boolean,
): Promise<boolean> {
  const [first, second] = await Promise.all([findPack(a), findPack(b)]);
  const faults = [first, second].flatMap((loaded) => (loaded.ok ? [] : loaded.problems));
  if (!first.ok || !second.ok) return refused(terminal, faults, json);
  const found = differences(first.pack, second.pack);
  if (json) {
    printJson(terminal, { first: a, second: b, ...found });
    return true;
  }
  if (found.same) terminal.out(`${a} and ${b} say the same.`);
  else terminal.out(`From ${a} to ${b}:`);
  const { pack, onlyInFirst, onlyInSecond, changed } = found;
  const lines = [
    ...pack.map((change) => `  ${changeWords(change)}`),
    ...onlyIn(a, onlyInFirst),
    ...onlyIn(b, onlyInSecond),
    ...changed.flatMap(({ duty, title, changes }) => [
      '',
      `${title} (${duty})`,
      ...changes.map((change) => `  ${changeWords(change)}`),
    ]),
  ];
  for (const line of lines) terminal.out(line);
  return true;
}

const onlyIn = (name: string, duties: readonly NamedDuty[]): string[] =>
  duties.length === 0
    ? []
    : ['', `Only in ${name}:`, ...duties.map(({ duty, title }) => `  ${title} (${duty})`)];

function changeWords({ what, from, to }: Change): string {
  if (from === null) return `${what}: new, ${to ?? ''}`;
  return to === null ? `${what}: no more, was ${from}` : `${what}: ${to}, was ${from}`;
}
