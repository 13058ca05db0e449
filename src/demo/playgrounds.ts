import { resolve } from 'node:path';
import type { Role } from '../domain/roles';
import { roleTitle } from '../domain/roles';
import type { Log } from '../services/deps';
import { freePort } from './free-port';
import { playgroundConfig, type TeamsPerson } from './playground-config';
import { startPlayground } from './playground-process';

/** A person at whose side the demo looks over the shoulder. */
export interface Seat {
  readonly role: Role;
  readonly person: TeamsPerson;
}

/** A Teams client that runs: whose it is, and where its page is. */
export interface Client {
  readonly role: Role;
  readonly name: string;
  readonly aadObjectId: string;
  readonly url: string;
  readonly pid: number;
}

export interface Playgrounds {
  readonly clients: readonly Client[];
  /** Ends exactly the clients that were started here. */
  stop(): Promise<void>;
}

export interface PlaygroundsOptions {
  readonly seats: readonly Seat[];
  /** The rest of the staff, to fill the clients' address books. */
  readonly staff: readonly TeamsPerson[];
  /** Where the bot listens, e.g. http://127.0.0.1:3978/api/messages. */
  readonly botEndpoint: string;
  /** The first port to try; each client takes the next free one. */
  readonly firstPort: number;
  /** A folder for each client's configuration and logs is made here. */
  readonly folder: string;
  readonly log: Log;
}

/** Starts one Microsoft 365 Agents Playground a person, all at once. Throws when one does not start, leaving none. */
export async function startPlaygrounds(options: PlaygroundsOptions): Promise<Playgrounds> {
  const ports = await choosePorts(options);
  const starts = options.seats.map((seat, index) => start(options, seat, ports[index] ?? 0));
  const settled = await Promise.allSettled(starts);
  const running = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const stop = async () => {
    await Promise.all(running.map((client) => client.stop()));
  };
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  return { clients: running.map(({ client }) => client), stop };
}

/** The playground moves to a random port in silence when its own is taken, so the ports are looked for here. */
async function choosePorts({ seats, firstPort, log }: PlaygroundsOptions): Promise<number[]> {
  const ports: number[] = [];
  let next = firstPort;
  for (const { role } of seats) {
    const port = await freePort(next);
    if (port !== next) {
      const message = `Port ${next} is taken, so the client of the ${roleTitle(role)} is on port ${port}.`;
      log.warn({ wanted: next, port }, message);
    }
    ports.push(port);
    next = port + 1;
  }
  return ports;
}

async function start(options: PlaygroundsOptions, { role, person }: Seat, port: number) {
  const playground = await startPlayground({
    port,
    botEndpoint: options.botEndpoint,
    // Absolute, since it is the playground's working folder as well.
    folder: resolve(options.folder, role),
    config: playgroundConfig(person, options.staff),
  });
  const url = `http://127.0.0.1:${port}/`;
  const { name, aadObjectId } = person;
  return { client: { role, name, aadObjectId, url, pid: playground.pid }, stop: () => playground.stop() };
}
