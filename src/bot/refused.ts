import type { PressResult } from '../services/asks/press';
import type { Log } from '../services/deps';
import type { Person } from '../services/people';

/** Notes a refusal: who was refused and why, never what they typed or pressed. */
export const noteRefused = (log: Log, { schoolId, staffId }: Person, result: PressResult): void => {
  if (!result.ok) log.info({ code: result.refusal.code, school: schoolId, staff: staffId }, 'refused');
};

/** The same before it is known who asks, or of what cannot be read: by the chat it came from. */
export const noteTurnedAway = (
  log: Log,
  chat: { readonly id: string },
  code: 'unknown-person' | 'unreadable-press' | 'press-in-group',
): void => log.info({ code, conversation: chat.id }, 'refused');
