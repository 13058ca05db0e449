import { absenceFollowUp } from './absence-follow-up';
import { attendance } from './attendance';
import type { Kind } from './kind';

/** Every kind of prompt, one line each. The folders of this room and this list are the same set. */
export const KINDS: readonly Kind[] = [attendance, absenceFollowUp];

/** The kind of that name. A pack that names another was refused when it was loaded. */
export function kindOf(name: string): Kind {
  const kind = KINDS.find((k) => k.name === name);
  if (!kind) throw new Error(`there is no kind of prompt called "${name}"`);
  return kind;
}
