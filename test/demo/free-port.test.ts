import { createServer, type Server } from 'node:net';
import { freePort } from '../../src/demo/free-port';

const occupy = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(port, '127.0.0.1', () => resolve(server));
  });

test('a port that is taken is passed over', async () => {
  const first = await freePort(42_000);
  const server = await occupy(first);
  try {
    const second = await freePort(first);
    expect(second).toBeGreaterThan(first);
    const other = await occupy(second);
    other.close();
  } finally {
    server.close();
  }
});

test('says so when there is none', async () => {
  await expect(freePort(65_536)).rejects.toThrow('Every port from 65536');
});
