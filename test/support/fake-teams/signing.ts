import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createRequire } from 'node:module';

/** What a test may write into a token instead of what Teams would. */
export interface TokenParts {
  readonly header?: object;
  readonly claims?: object;
  /** Sign with a key that Teams does not have. */
  readonly forged?: boolean;
}

/** What the SDK keeps of a place that it fetches keys from. */
interface Keys {
  getKey(id: string): Promise<{ key: string; endorsements: string[] } | null>;
}

/** The SDK's own store of the keys it has fetched, by the address they came from. */
type KeyStore = Map<string, Keys>;

export const ADDRESS = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

/** One of the modules inside the SDK, by its own path. */
const inside = (path: string): unknown =>
  createRequire(require.resolve('botbuilder'))(`botframework-connector/lib/auth/${path}`);

export function sdkKeys(): KeyStore {
  const { JwtTokenExtractor } = inside('jwtTokenExtractor') as {
    JwtTokenExtractor: { openIdMetadataCache: KeyStore };
  };
  return JwtTokenExtractor.openIdMetadataCache;
}

/** Gives the SDK a token of the bot's own, as if Microsoft had issued it. */
export function giveToken(appId: string, accessToken: string): void {
  const { AppCredentials } = inside('appCredentials') as { AppCredentials: { cache: Map<string, object> } };
  const expiresOn = new Date(new Date().getTime() + 3_600_000);
  AppCredentials.cache.set(`${appId}https://api.botframework.com-cache`, { accessToken, expiresOn });
}

/** Key k1 is known; asking for "unreachable" fails as a network does, for "silent" never ends. */
async function find(id: string, key: string): ReturnType<Keys['getKey']> {
  if (id === 'unreachable') throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { name: 'FetchError' });
  if (id === 'silent') return new Promise(() => undefined);
  return id === 'k1' ? { key, endorsements: ['msteams'] } : null;
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const makeKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Signs as Microsoft does, with keys that the SDK takes for Microsoft's: no request leaves the machine. */
export class FakeSigner {
  readonly #own = makeKeys();
  readonly #forged = makeKeys();
  readonly #appId: string;

  constructor(appId: string) {
    this.#appId = appId;
    const key = this.#own.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    sdkKeys().set(ADDRESS, { getKey: (id) => find(id, key) });
  }

  /** The public key, as a server of keys gives it. */
  jwk(): object {
    return { ...this.#own.publicKey.export({ format: 'jwk' }), kid: 'k1', endorsements: ['msteams'] };
  }

  /** An Authorization header for an activity of this service URL, valid unless told otherwise. */
  authorization(serviceUrl: string, { header = {}, claims = {}, forged = false }: TokenParts = {}): string {
    const now = Math.floor(new Date().getTime() / 1000);
    const said = { iss: 'https://api.botframework.com', aud: this.#appId, nbf: now - 60, exp: now + 3600 };
    const head = part({ alg: 'RS256', typ: 'JWT', kid: 'k1', ...header });
    const body = part({ ...said, serviceurl: serviceUrl, ...claims });
    return `Bearer ${head}.${body}.${sign(`${head}.${body}`, forged ? this.#forged.privateKey : this.#own.privateKey)}`;
  }
}

const sign = (text: string, key: KeyObject): string =>
  createSign('RSA-SHA256').update(text).sign(key).toString('base64url');
