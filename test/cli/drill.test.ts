import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/program';
import type { Cli } from '../../src/cli/terminal';
import { lockFolder } from '../../src/store/folder-lock';
import { commandLine, waitingLine } from '../support/command-line';
import { OUTCOME } from '../support/concern-answers';
import { type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

/** A Sunday: nothing else is asked. */
const start = async () => {
  w = await world({ policy: 'inv', at: '2026-11-22 10:00' });
};

async function settle(): Promise<void> {
  await w.press(w.cara, w.card(w.cara, 'Is the child safe?'), 'Send', OUTCOME);
}

const command = (...argv: string[]) => commandLine(w.waymark.deps, 'drill', ...argv);

test('waymark drill waits for the end and prints the seconds; --json gives the same as one object', async () => {
  await start();
  let looks = 0;
  const pause = async (seconds: number) => {
    looks += 1;
    w.clock.set(new Date(w.clock.now().getTime() + seconds * 1000));
    await w.waymark.outbox.drain();
    if (looks === 3) await settle();
    if (looks === 4) await w.to('10:01');
  };
  const ran = await waitingLine(w.waymark.deps, pause, 'drill', '--school', w.school);
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toMatch(
    /^Drill: closed after 15 s\.\n +0 s {2}Raised\n +5 s {2}Delivered: Cara Lindqvist \(DSL\)/u,
  );
  const again = await waitingLine(
    w.waymark.deps,
    pause,
    'drill',
    '--school',
    w.school,
    '--wait',
    '0',
    '--json',
  );
  expect(JSON.parse(again.out)).toMatchObject({
    endedAt: null,
    startedBy: null,
    steps: [{ what: 'raised' }],
  });
  expect(again.err).toBe('It goes on without this command. Its report goes to the DSL.');
  expect(await command('--school', w.school)).toMatchObject({
    code: 1,
    err: expect.stringContaining('running'),
  });
  expect(await command('--school', '1')).toMatchObject({
    code: 1,
    err: expect.stringContaining('no school 1'),
  });
  expect(await command('--school', w.school, '--wait', 'x')).toMatchObject({ code: 1 });
  await w.to('10:40');
});

test('waymark drill on a data folder that a running Waymark holds says to type drill in Teams', async () => {
  await start();
  const err: string[] = [];
  const cli: Cli = {
    terminal: { out: () => undefined, err: (line) => void err.push(line), interactive: false },
    pause: async () => undefined,
    withVault: () => Promise.reject(new Error('no key was asked for')),
    withDeps: async () => {
      const held = lockFolder(folder);
      try {
        lockFolder(folder);
        throw new Error('it was not held');
      } finally {
        held.release();
      }
    },
  };
  const folder = mkdtempSync(join(tmpdir(), 'waymark-drill-'));
  expect(await run(cli, ['drill', '--school', w.school])).toBe(1);
  expect(err).toEqual([
    'Waymark is running on this data folder, and one process at a time may hold it: type drill in Teams instead.',
  ]);
  rmSync(folder, { recursive: true });
});

test('waymark drill where nobody sends: it is called off after a minute, and nothing stays open', async () => {
  await start();
  const pause = async (seconds: number) => w.clock.set(new Date(w.clock.now().getTime() + seconds * 1000));
  const ran = await waitingLine(w.waymark.deps, pause, 'drill', '--school', w.school);
  expect([ran.code, ran.err]).toEqual([
    1,
    'No card was sent within a minute: Waymark does not run on this database. The drill is called off.',
  ]);
  await w.settled();
});
