import { createServer } from 'node:net';
import { DemoProblem } from './demo-problem';

/** How far to look before giving up. */
const TRIES = 200;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

/** The first port from `from` upwards on which nothing listens on this machine. Throws when there is none near. */
export async function freePort(from: number): Promise<number> {
  for (let port = from; port < Math.min(from + TRIES, 65_536); port += 1) {
    if (await isFree(port)) return port;
  }
  throw new DemoProblem(`Every port from ${from} to ${Math.min(from + TRIES, 65_536) - 1} is taken.`);
}
