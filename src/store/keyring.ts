/** A key by the id that every value encrypted with it bears. */
interface DataKey {
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** The keys of a database: the first encrypts, each of them decrypts. */
export interface Keyring {
  readonly first: DataKey;
  readonly byId: ReadonlyMap<string, Uint8Array>;
}

export type KeysRead = { ok: true; keys: Keyring } | { ok: false; problems: readonly string[] };

/** Bytes of a key. */
export const KEY_LENGTH = 32;

const ID = /^[A-Za-z0-9-]{1,32}$/u;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/u;

const MISSING =
  'DATA_KEYS is missing. Contact details and notes are encrypted with it. Make a key with npm run -s waymark -- keys new, ' +
  'and keep a copy of it apart from the database: without the key they cannot be read again.';

/** Reads `id:key` or `id:key,id:key`, on one line or several. Lists every problem at once; none has any of a key in it. */
export function readKeys(written: string | undefined): KeysRead {
  const entries = (written ?? '').split(/[\s,]+/u).filter((entry) => entry !== '');
  const keys = entries.map(keyOf);
  const [first] = keys;
  if (!first) return { ok: false, problems: [MISSING] };
  const problems = [
    ...keys.flatMap(({ id, key }, i) =>
      faultOf(id, key).map((fault) => `Key ${i + 1} of DATA_KEYS ${fault}`),
    ),
    ...keys.flatMap(({ id }, i) => {
      const before = keys.findIndex((other) => other.id === id);
      return before < i && ID.test(id)
        ? [`Keys ${before + 1} and ${i + 1} of DATA_KEYS have the same id. Give each key an id of its own.`]
        : [];
    }),
  ];
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, keys: { first, byId: new Map(keys.map(({ id, key }) => [id, key])) } };
}

interface Written extends DataKey {
  /** What was not base64 has no bytes. */
  readonly key: Uint8Array;
}

function keyOf(entry: string): Written {
  const [id = '', text = '', ...rest] = entry.split(':');
  const isWhole = rest.length === 0 && BASE64.test(text);
  return { id: text === '' ? '' : id, key: isWhole ? Buffer.from(text, 'base64') : new Uint8Array() };
}

function faultOf(id: string, key: Uint8Array): string[] {
  if (!ID.test(id))
    return ['is not written as id:key. The id is up to 32 letters, digits and hyphens, e.g. 2026-11:…'];
  if (key.length === 0) return ['is not base64. Copy it again as a whole, or make another.'];
  return key.length === KEY_LENGTH
    ? []
    : [`has ${key.length} bytes and needs ${KEY_LENGTH}. Copy it again as a whole, or make another.`];
}
