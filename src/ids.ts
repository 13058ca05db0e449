import { randomBytes } from 'node:crypto';
import type { Ids } from './domain/clock';

/** Short, unguessable, and safe in a card's input ids: 60 bits. */
export const randomIds: Ids = {
  next: () => randomBytes(9).toString('base64url').replace(/[-_]/g, 'x').toLowerCase(),
};
