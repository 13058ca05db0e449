import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SimulatedYear } from '../src/cli/simulate/year';
import { machine } from './report';

/** The policies that ship. */
const PACKS = ['stj', 'dar', 'sen', 'inv', 'emet'];

/** As built: benchmarks are started from the package's root. */
const WAYMARK = join('dist', 'cli', 'main.js');

const run = promisify(execFile);

/** Seconds for one whole school year of 40 pupils under a policy, as the command takes them: its database is made, too. */
async function year(policy: string): Promise<string> {
  const start = performance.now();
  const options = [
    'simulate',
    '--school',
    join('demo', 'forty'),
    '--policy',
    policy,
    '--seed',
    '7',
    '--json',
  ];
  const { stdout } = await run(process.execPath, [WAYMARK, ...options], { maxBuffer: 1 << 24 });
  const seconds = (performance.now() - start) / 1000;
  const { days } = JSON.parse(stdout) as SimulatedYear;
  const sum = (of: 'expected' | 'cards' | 'unaccounted') => days.reduce((total, day) => total + day[of], 0);
  const most = Math.max(...days.map(({ mostCards }) => mostCards));
  const figures = [seconds.toFixed(1), days.length, sum('expected'), sum('cards'), most, sum('unaccounted')];
  return `${policy.padEnd(8)}${figures.map((figure) => String(figure).padStart(12)).join('')}`;
}

async function main(): Promise<void> {
  console.log(machine());
  console.log('\nA simulated school year of 40 pupils\n');
  console.log('             seconds        days       asked       cards    most/day unaccounted');
  for (const policy of PACKS) console.log(await year(policy));
}

void main();
