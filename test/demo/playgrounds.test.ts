import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../src/demo/free-port';
import type { TeamsPerson } from '../../src/demo/playground-config';
import { type Playgrounds, type PlaygroundsOptions, startPlaygrounds } from '../../src/demo/playgrounds';

const person = (number: number): TeamsPerson => ({
  id: `29:person-${number}`,
  name: `Person ${number}`,
  email: `person.${number}@oakfield.example`,
  aadObjectId: `00000000-0000-4000-8000-00000000000${number}`,
});

let bot: Server;
let folder: string;
let running: Playgrounds | undefined;
let warnings: string[];

/** A playground asks whether its bot is there before it says who is signed in. */
beforeAll(async () => {
  bot = createHttpServer((_, response) => response.writeHead(404).end()).listen(0, '127.0.0.1');
  await once(bot, 'listening');
});

afterAll(() => bot.close());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-clients-'));
  warnings = [];
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const silent = () => undefined;

async function start(firstPort: number): Promise<Playgrounds> {
  const options: PlaygroundsOptions = {
    seats: [
      { role: 'attendance-officer', person: person(1) },
      { role: 'dsl', person: person(2) },
    ],
    staff: [person(1), person(2), person(3)],
    botEndpoint: `http://127.0.0.1:${(bot.address() as AddressInfo).port}/api/messages`,
    firstPort,
    folder,
    log: { info: silent, error: silent, warn: (_, message) => void warnings.push(message) },
  };
  running = await startPlaygrounds(options);
  return running;
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const reachable = (host: string, port: number): Promise<boolean> =>
  fetch(`http://${host}:${port}/`).then(
    () => true,
    () => false,
  );

test('each person has a Teams client of their own, with a page that fits a column', async () => {
  const { clients } = await start(await freePort(43_000));
  expect(clients.map(({ role, name }) => [role, name])).toEqual([
    ['attendance-officer', 'Person 1'],
    ['dsl', 'Person 2'],
  ]);
  for (const { url, name } of clients) {
    const page = await (await fetch(url)).text();
    expect(page).toContain('Microsoft 365 Agents Playground');
    expect(page).toContain(readFileSync(join(__dirname, '../../demo/playground/column.js'), 'utf8'));
    expect(page.indexOf('data-run=')).toBeLessThan(page.indexOf('/static/js/'));
    const { config } = (await (await fetch(`${url}_internal/v1/config`)).json()) as {
      config: { currentUser: { name: string }; users: object[]; bot: { name: string } };
    };
    expect([config.currentUser.name, config.users.length, config.bot.name]).toEqual([name, 5, 'Waymark']);
  }
  expect(readdirSync(join(folder, 'dsl')).sort()).toEqual([
    '.m365agentsplayground.yml',
    'output.log',
    'playground.log',
  ]);
});

test('the clients listen on this machine alone', async () => {
  const { clients } = await start(await freePort(43_100));
  const port = Number(new URL(clients[0]?.url ?? '').port);
  const elsewhere = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  for (const { address } of [...elsewhere, { address: '127.0.0.2' }]) {
    expect(await reachable(address, port)).toBe(false);
  }
  expect(await reachable('127.0.0.1', port)).toBe(true);
});

test('a port that is taken is passed over, in one clear sentence', async () => {
  const port = await freePort(43_200);
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  try {
    const { clients } = await start(port);
    const ports = clients.map(({ url }) => Number(new URL(url).port));
    expect(warnings).toEqual([
      `Port ${port} is taken, so the client of the attendance officer is on port ${ports[0]}.`,
    ]);
    expect(ports).not.toContain(port);
  } finally {
    other.close();
  }
});

test('stopping ends the clients that were started, and no other process', async () => {
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  try {
    const started = await start(await freePort(43_300));
    const { clients } = started;
    expect(clients.map(({ pid }) => isAlive(pid))).toEqual([true, true]);
    await started.stop();
    expect(clients.map(({ pid }) => isAlive(pid))).toEqual([false, false]);
    expect(isAlive(bystander.pid ?? 0)).toBe(true);
  } finally {
    bystander.kill();
  }
});

test('a client ends when the demo that started it dies without a word', async () => {
  const guard = join(__dirname, '../../demo/playground/guard.cjs');
  // A stand-in for the demo: it starts a child under the guard, names it, and is then killed outright.
  const child = `process.stdout.write('guarded'); setInterval(() => {}, 1000)`;
  const parent = `
    const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ['--require', ${JSON.stringify(guard)}, '-e', ${JSON.stringify(child)}],
      { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
    child.stdout.once('data', () => process.stdout.write(String(child.pid)));
    setInterval(() => {}, 1000);`;
  const demo = spawn(process.execPath, ['-e', parent], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [pid] = (await once(demo.stdout, 'data')) as [Buffer];
  expect(isAlive(Number(pid))).toBe(true);
  demo.kill('SIGKILL');
  // A child of somebody else's sends no word of its end: it is seen by its absence.
  while (isAlive(Number(pid))) await new Promise(setImmediate);
});
