/** Everything a day writes, by where it is written, to be searched for whatever must not be there. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Express } from 'express';

/** Where Waymark may write: each is looked through by itself. */
export type Place = 'log' | 'console' | 'metrics' | 'error body' | 'crash report';

/** A place, and a secret that stands in it. */
export type Leak = readonly [Place, string];

export class Sweep {
  readonly #written: Record<Place, string[]> = {
    log: [],
    console: [],
    metrics: [],
    'error body': [],
    'crash report': [],
  };
  readonly statuses = new Set<number>();
  readonly #servers: Server[] = [];

  note(place: Place, ...texts: readonly string[]): void {
    this.#written[place].push(...texts);
  }

  /** How many characters each place has. */
  sizes(): Record<Place, number> {
    const sizes = Object.entries(this.#written).map(([place, texts]) => [place, texts.join('').length]);
    return Object.fromEntries(sizes) as Record<Place, number>;
  }

  /** Every secret that stands anywhere, capitals or not. */
  leaks(secrets: readonly string[]): Leak[] {
    return (Object.entries(this.#written) as [Place, string[]][]).flatMap(([place, texts]) => {
      const all = texts.join('\n').toLowerCase();
      return secrets
        .filter((secret) => all.includes(secret.toLowerCase()))
        .map((one) => [place, one] as const);
    });
  }

  /** Hears the console, and what is written past it. */
  hearConsole(): void {
    const heard = (text: unknown) => {
      this.note('console', String(text));
      return true;
    };
    for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
      jest
        .spyOn(console, level)
        .mockImplementation((...line: unknown[]) => void heard(line.map(String).join(' ')));
    for (const stream of [process.stdout, process.stderr])
      jest.spyOn(stream, 'write').mockImplementation(heard);
  }

  /** Serves an app until `end`. Gives its port. */
  async serve(app: Express): Promise<number> {
    const server = app.listen(0, '127.0.0.1');
    this.#servers.push(server);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** Asks, and notes what a status of 400 and more is answered with. Gives the status and the text. */
  async ask(
    port: number,
    method: string,
    path: string,
    asked: Asked = {},
  ): Promise<{ status: number; text: string }> {
    const sent = request({ port, host: '127.0.0.1', method, path, headers: asked.headers ?? {} });
    sent.end(asked.body);
    const [response] = await once(sent, 'response');
    const text = (await response.setEncoding('utf8').toArray()).join('');
    const status = Number(response.statusCode);
    this.refused(status, `${JSON.stringify(response.headers)} ${text}`);
    return { status, text };
  }

  /** Notes an answer, if it is a refusal or a fault. */
  refused(status: number, body: unknown): void {
    if (status < 400) return;
    this.statuses.add(status);
    this.note('error body', typeof body === 'string' ? body : JSON.stringify(body ?? ''));
  }

  /** Runs Node until it ends. Notes all that it printed, and gives its code. */
  async run(args: readonly string[], env: Record<string, string>): Promise<number> {
    const child = spawn(process.execPath, args, { env: { PATH: process.env['PATH'] ?? '', ...env } });
    const printed: string[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => void printed.push(text));
    const [code] = await once(child, 'close');
    this.note('crash report', printed.join(''));
    return Number(code ?? -1);
  }

  async end(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
    jest.restoreAllMocks();
  }
}

interface Asked {
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** How a child runs one of the programs on a database that fails as planted. */
export const PLANTED = ['run-ts.cjs', 'plant.cjs'].flatMap((file) => ['-r', join(__dirname, file)]);
