import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ADDRESS, type FakeSigner, sdkKeys } from './signing';

/** Microsoft's server of keys, on this machine. The SDK asks it in place of the real one, and it can be down. */
export class KeyServer {
  /** What is asked for, in order. */
  readonly asked: string[] = [];
  isDown = false;
  keys: object[];
  readonly #server: Server;

  private constructor(signer: FakeSigner) {
    this.keys = [signer.jwk()];
    this.#server = createServer((request, response) => {
      this.asked.push(request.url ?? '');
      if (this.isDown) return void response.socket?.destroy();
      const body = request.url === '/keys' ? { keys: this.keys } : { jwks_uri: `${this.#url()}/keys` };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    }).listen(0, '127.0.0.1');
  }

  /** Starts it with this signer's key, and leads the SDK here from now on: it has fetched nothing yet. */
  static async start(signer: FakeSigner): Promise<KeyServer> {
    const server = new KeyServer(signer);
    await once(server.#server, 'listening');
    const store = sdkKeys();
    store.delete(ADDRESS);
    store.set = (address, keys) =>
      Map.prototype.set.call(store, address, Object.assign(keys, { url: server.#url() })) as typeof store;
    return server;
  }

  #url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    Reflect.deleteProperty(sdkKeys(), 'set');
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
