import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** As built: these tests and benchmarks are started from the package's root. */
const MAIN = join('dist', 'demo', 'main.js');

/** A port that nobody listens on just now. */
export async function anyPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** The demo as a process of its own, without Teams clients: it can be killed. */
export class DemoProcess {
  readonly url: string;
  readonly #env: Record<string, string>;
  #child: ChildProcess | undefined;
  output = '';

  constructor(port: number, env: Record<string, string>) {
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { PORT: String(port), DEMO_CLIENTS: '0', ...env };
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env['PATH'] ?? '', ...this.#env } });
    this.#child = child;
    const ready = new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        this.output += chunk.toString();
        if (this.output.includes('is ready')) resolve();
      });
      child.stderr.on('data', (chunk: Buffer) => void (this.output += chunk.toString()));
      child.once('exit', () => reject(new Error(`The demo ended: ${this.output}`)));
    });
    await ready;
    this.output = '';
  }

  /** kill -9: nothing is finished, nothing is said. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** Moves the clock; undefined when the process was killed meanwhile. */
  async clock(move: object): Promise<{ now: string; delivered: number; unaccounted: number } | undefined> {
    try {
      const response = await fetch(`${this.url}/demo/clock`, { method: 'POST', body: JSON.stringify(move) });
      return (await response.json()) as { now: string; delivered: number; unaccounted: number };
    } catch {
      return undefined;
    }
  }
}
