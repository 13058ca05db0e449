import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyEvents } from '../src/services/audit/audit-verify';
import type { Deps } from '../src/services/deps';
import { record } from '../src/services/events';
import { type DatabasePlace, openDatabase } from '../src/store/open';
import { onServer } from '../test/support/database-place';
import { machine, table } from './report';

const EVENTS = 10_000;
/** As a transaction of the engine writes them. */
const TOGETHER = 20;
const RUNS = 10;

const silent = () => undefined;

/** Milliseconds it takes to write the events, for each of them, and to verify them all, run after run. */
async function measure(place: DatabasePlace): Promise<{ writes: number[]; verifies: number[] }> {
  const database = await openDatabase(place);
  const db = database.client;
  const at = new Date('2026-11-23T09:00:00Z');
  const deps: Deps = {
    db,
    clock: { now: () => at },
    ids: { next: () => '' },
    log: { info: silent, warn: silent, error: silent },
  };
  const school = { id: '999101', name: 'Larch School', timeZone: 'Europe/London', calendar: {} };
  await db.school.create({ data: { ...school, policyVersion: 'v1', liveFrom: at, importedAt: at } });
  const writes: number[] = [];
  for (let n = 0; n < EVENTS; n += TOGETHER) {
    const rows = Array.from({ length: TOGETHER }, (_, i) => ({
      schoolId: school.id,
      at,
      type: 'replied' as const,
      askId: `ask-${n}`,
      promptId: `prompt-${n + i}`,
      staffId: 'amira',
      data: { role: 'attendance-officer' },
    }));
    writes.push(await timed(() => record(db, ...rows)));
  }
  const verifies: number[] = [];
  for (let n = 0; n < RUNS; n += 1) {
    verifies.push(
      await timed(async () => {
        const [found] = await verifyEvents(deps);
        if (found?.fault !== null || found.events !== EVENTS)
          throw new Error('The events were not verified.');
      }),
    );
  }
  await database.close();
  return { writes, verifies };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function main(): Promise<void> {
  // The compiled store looks for the migrations beside itself.
  await cp('prisma', join(__dirname, '..', 'prisma'), { recursive: true });
  const writes: Record<string, readonly number[]> = {};
  const verifies: Record<string, readonly number[]> = {};
  const keep = (name: string, found: Awaited<ReturnType<typeof measure>>): void => {
    writes[name] = found.writes;
    verifies[name] = found.verifies;
  };
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bench-'));
  keep('PGlite', await measure({ folder }));
  await rm(folder, { recursive: true });
  const server = process.env['TEST_DATABASE_URL'];
  if (server) {
    const name = 'waymark_bench_audit';
    await onServer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `CREATE DATABASE ${name}`);
    keep('PostgreSQL', await measure({ url: Object.assign(new URL(server), { pathname: name }).href }));
    await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
  }
  console.log(machine());
  console.log(`\nVerifying ${EVENTS} events, in milliseconds\n`);
  console.log(table(verifies));
  console.log(`\nWriting ${TOGETHER} events in one transaction, in milliseconds\n`);
  console.log(table(writes));
}

void main();
