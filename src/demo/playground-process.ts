import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DemoProblem } from './demo-problem';

/** Loaded into the playground before its own code: loopback only, and it ends when the demo does. */
const GUARD = join(__dirname, '..', '..', 'demo', 'playground', 'guard.cjs');

/** How long a playground may take to start and to stop, in milliseconds. */
const START_LIMIT = 30_000;
const STOP_LIMIT = 3_000;

/** What one playground is started with. `folder` gets its configuration and its logs. */
export interface PlaygroundOptions {
  readonly port: number;
  readonly botEndpoint: string;
  readonly folder: string;
  readonly config: string;
}

/** A running playground. */
export interface PlaygroundProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts one playground and waits until its port answers. Throws, naming its log, when it does not. */
export async function startPlayground(options: PlaygroundOptions): Promise<PlaygroundProcess> {
  mkdirSync(options.folder, { recursive: true });
  writeFileSync(join(options.folder, '.m365agentsplayground.yml'), options.config);
  const child = launch(options);
  const ended = once(child, 'close');
  const inTime = AbortSignal.timeout(START_LIMIT);
  while (isRunning(child) && !inTime.aborted && !(await accepts(options.port))) await pause(50);
  if (!child.pid || !isRunning(child) || inTime.aborted) {
    child.kill('SIGKILL');
    throw new DemoProblem(
      `The Teams client on port ${options.port} did not start; see ${outputOf(options.folder)}.`,
    );
  }
  return { pid: child.pid, stop: () => stop(child, ended) };
}

const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

const outputOf = (folder: string): string => join(folder, 'output.log');

function launch({ port, botEndpoint, folder }: PlaygroundOptions): ChildProcess {
  const cli = join(dirname(require.resolve('@microsoft/m365agentsplayground/package.json')), 'cli.js');
  const service = `http://127.0.0.1:${port}/_connector`;
  const output = openSync(outputOf(folder), 'w');
  const options = ['-e', botEndpoint, '-c', 'msteams', '-p', String(port), '--service-url', service];
  const child = spawn(
    process.execPath,
    ['--require', GUARD, cli, 'start', ...options, '--disable-telemetry'],
    {
      cwd: folder,
      // Nothing of our own environment: the playground has settings of its own that would change what it does.
      env: { TEAMSAPPTESTER_BROWSER: 'none', M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'playground.log') },
      stdio: ['ignore', output, output, 'ipc'],
    },
  );
  closeSync(output);
  return child;
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });

async function stop(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (!isRunning(child)) return;
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT);
  await ended;
  clearTimeout(kill);
}
