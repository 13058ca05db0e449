import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onServer } from '../test/support/database-place';
import { anyPort, DemoProcess } from '../test/support/demo-process';
import { buttonsOf, FakeTeams, type Message, textOf } from '../test/support/fake-teams';
import { placementRow, providerRow, upnOf, writeSchoolFolder } from '../test/support/school-folder';
import { machine, table } from './report';

/** Ten providers of 25 pupils, ten school days of two sessions: 200 presses of All here, one after another. */
const PROVIDERS = 10;
const PUPILS = 25;
const SESSIONS = 20;

const school = () =>
  writeSchoolFolder({
    pupils: PROVIDERS * PUPILS,
    providers: Array.from({ length: PROVIDERS }, (_, n) => providerRow(`p${n}`, `Provider ${n}`)),
    placements: Array.from({ length: PROVIDERS * PUPILS }, (_, n) =>
      placementRow(n, { upn: upnOf(n), provider_id: `p${n % PROVIDERS}` }),
    ),
  });

const isOpen = ({ card }: Message): boolean =>
  card !== undefined && buttonsOf(card).some(({ verb }) => verb === 'all-here');

/** Milliseconds from a press to the card that confirms it, for every press, over HTTP as Teams sends them. */
async function presses(database: Record<string, string>): Promise<number[]> {
  const teams = await FakeTeams.start();
  const env = {
    DATA_DIR: await mkdtemp(join(tmpdir(), 'waymark-bench-')),
    DEMO_SCHOOL: await school(),
    ...database,
  };
  const demo = new DemoProcess(await anyPort(), { ...env, DEMO_AT: '2026-11-09T08:50:00Z' });
  teams.bot = `${demo.url}/api/messages`;
  const amira = teams.person({ name: 'Amira Khan', aadObjectId: 'aad-amira' });
  const times: number[] = [];
  await demo.start();
  await amira.install();
  for (let session = 0; session < SESSIONS; session += 1) {
    await demo.clock({ next: 'session' });
    for (const message of amira.messages().filter(isOpen)) {
      const start = performance.now();
      const { card } = await amira.press(message, 'All here');
      times.push(performance.now() - start);
      if (!textOf(card ?? {}).includes(`all ${PUPILS} here`)) throw new Error('A press was not confirmed.');
    }
  }
  await demo.stop();
  await teams.stop();
  return times;
}

async function main(): Promise<void> {
  const server = process.env['TEST_DATABASE_URL'];
  const rows: Record<string, number[]> = { PGlite: await presses({}) };
  if (server) {
    const name = 'waymark_bench';
    await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `CREATE DATABASE ${name}`);
    rows['PostgreSQL'] = await presses({
      DATABASE_URL: Object.assign(new URL(server), { pathname: name }).href,
    });
    await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
  }
  console.log(machine());
  console.log(`\nA press on All here for ${PUPILS} pupils, stored and confirmed, in milliseconds\n`);
  console.log(table(rows));
}

void main();
