import { simulateYear } from '../src/cli/simulate/year';
import { readSchoolFolder } from '../src/services/import/read-folder';
import { openMemory } from '../src/store/open';
import { machine } from './report';

/** The policies that ship. */
const PACKS = ['stj', 'dar', 'sen', 'inv', 'emet'];

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Seconds for one whole school year of 40 pupils under a policy, on the embedded database. */
async function year(policy: string): Promise<string> {
  const school = await readSchoolFolder('demo/forty');
  const folder = { ...school, readPolicy: () => school.readPolicy(policy) };
  const database = await openMemory();
  const start = performance.now();
  const run = await simulateYear({ db: database.client, log: quiet, folder, seed: 7 });
  const seconds = (performance.now() - start) / 1000;
  await database.close();
  if (!run.ok) throw new Error(run.problems.map(({ message }) => message).join('\n'));
  const sum = (of: 'expected' | 'cards' | 'unaccounted') =>
    run.days.reduce((total, day) => total + day[of], 0);
  const figures = [seconds.toFixed(1), run.days.length, sum('expected'), sum('cards'), sum('unaccounted')];
  return `${policy.padEnd(8)}${figures.map((figure) => String(figure).padStart(12)).join('')}`;
}

async function main(): Promise<void> {
  console.log(machine());
  console.log('\nA simulated school year of 40 pupils\n');
  console.log('             seconds        days       asked       cards unaccounted');
  for (const policy of PACKS) console.log(await year(policy));
}

void main();
