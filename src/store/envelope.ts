import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { managedNonce } from '@noble/ciphers/utils.js';
import type { Keyring } from './keyring';

/** Where a value is stored. A value is bound to its place: nowhere else does it open. */
export interface Place {
  readonly table: string;
  readonly column: string;
  /** The row's primary key, in the order of the schema. */
  readonly key: readonly (string | number)[];
}

/** A fresh random nonce of 192 bits for each value, stored in front of it. */
const cipher = managedNonce(xchacha20poly1305);

/** How an encrypted value begins, its version; its key's id and its bytes follow. */
export const VERSION = 'wm1';

/** A nonce of 24 bytes and a tag of 16 are 54 characters. */
const ENVELOPE = new RegExp(`^${VERSION}\\.([A-Za-z0-9-]{1,32})\\.([\\w-]{54,})$`, 'u');

/** Is this an encrypted value, and not what an older Waymark stored in the clear? */
export const isSealed = (value: unknown): value is string =>
  typeof value === 'string' && ENVELOPE.test(value);

/** Encrypts a text for one place, with the first key. */
export function seal({ first }: Keyring, place: Place, text: string): string {
  const bytes = cipher(first.key, boundTo(place)).encrypt(Buffer.from(text, 'utf8'));
  return `${VERSION}.${first.id}.${base64(bytes)}`;
}

/** Decrypts what was encrypted for this place; null when no key does: it was changed, moved, or its key is not here. */
export function open({ byId }: Keyring, place: Place, sealed: string): string | null {
  const [, id = '', bytes = ''] = ENVELOPE.exec(sealed) ?? [];
  const key = byId.get(id);
  if (!key) return null;
  try {
    const text = cipher(key, boundTo(place)).decrypt(Buffer.from(bytes, 'base64url'));
    return Buffer.from(text).toString('utf8');
  } catch {
    return null;
  }
}

const boundTo = ({ table, column, key }: Place): Uint8Array =>
  Buffer.from(JSON.stringify([VERSION, table, column, ...key]), 'utf8');

const base64 = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64url');
