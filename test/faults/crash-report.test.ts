/** What the three programs print when they die: the kind of fault and its places, and nothing of what it says. */

import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { embeddedDatabase } from '../support/database';
import { PLANTED, Sweep } from '../support/sweep';

const SECRET = 'Zofia Ostrowska';
const TENANT = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const BOT = {
  BOT_ID: '11111111-2222-3333-4444-555555555555',
  BOT_TYPE: 'UserAssignedMSI',
  BOT_TENANT_ID: TENANT,
  DATA_KEYS: `test:${Buffer.alloc(32, 1).toString('base64')}`,
};

const PROGRAMS: Record<string, readonly string[]> = {
  'npm start': ['src/main.ts'],
  'npm run demo': ['src/demo/main.ts'],
  'waymark retention plan': ['src/cli/main.ts', 'retention', 'plan'],
};

let folder: string;
let sweep: Sweep;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-crash-'));
  sweep = new Sweep();
});
afterEach(async () => {
  await sweep.end();
  rmSync(folder, { recursive: true });
});

const env = (more: Record<string, string>) => ({ ...BOT, DATA_DIR: folder, DEMO_CLIENTS: '0', ...more });

const FAULTS = ['start', 'exception', 'rejection'];

test.each(Object.keys(PROGRAMS).flatMap((program) => FAULTS.map((plant) => [program, plant] as const)))(
  '%s dies of a fault (%s) that quotes a pupil: the kind and the places are told, the message is not, and the code is 1',
  async (program, plant) => {
    const args = ['--report-uncaught-exception', `--report-directory=${folder}`, ...PLANTED];
    expect(await sweep.run([...args, ...(PROGRAMS[program] ?? [])], env({ SECRET, PLANT: plant }))).toBe(1);
    expect(sweep.leaks(SECRET.split(' '))).toEqual([]);
    // All that hangs on it is left out; what Node's own report would have held is not written.
    expect(sweep.leaks(['PrismaClientKnownRequestError P2002', 'Its message is left out'])).toHaveLength(2);
    expect(readdirSync(folder).filter((file) => file.startsWith('report.'))).toEqual([]);
  },
);

test('a port that is taken ends npm start with a sentence and 1', async () => {
  await (await embeddedDatabase(join(folder, 'db'))).close();
  const taken = createServer().listen(0);
  await once(taken, 'listening');
  const PORT = String((taken.address() as AddressInfo).port);
  expect(await sweep.run(['-r', PLANTED[1] ?? '', 'src/main.ts'], env({ PORT }))).toBe(1);
  taken.close();
  expect(sweep.leaks(['The port is taken.', 'Waymark is listening'])).toEqual([
    ['crash report', 'The port is taken.'],
  ]);
});
