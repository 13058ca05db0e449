import type { Chat } from '../../generated/prisma/client';
import { foundChat, loseChat } from '../chats';
import type { Deps } from '../deps';
import { type Channel, ChannelError } from '../outbox/channel';

/** How long people may be asked about at one go, in milliseconds: well within the lease of whoever does it. */
const LONGEST = 15_000;

/** Of whom Teams has told, and why it was not of everybody. */
export interface Probed {
  readonly told: readonly string[];
  readonly failure: ChannelError | null;
}

/**
 * Asks Teams about people's chats, showing them nothing. Whoever turns out to be gone is treated as after a failed send,
 * and whoever is back as after a message of theirs. Where Teams did not answer nothing changes: that somebody could not
 * be asked about does not say that they cannot be reached.
 */
export async function probe(deps: Deps, channel: Channel, chats: readonly Chat[]): Promise<Probed> {
  const told: string[] = [];
  const until = deps.clock.now().getTime() + LONGEST;
  let failure: ChannelError | null = null;
  for (const chat of chats) {
    if (failure?.reason === 'throttled') break;
    if (deps.clock.now().getTime() > until) return { told, failure: new ChannelError('unavailable') };
    const error = await look(deps, channel, chat);
    if (error) failure = error;
    else told.push(chat.staffId);
  }
  return { told, failure };
}

/** What Teams says of one person is stored. Null, or why Teams did not say. */
async function look(deps: Deps, channel: Channel, chat: Chat): Promise<ChannelError | null> {
  try {
    await foundChat(deps, chat, await channel.probe(chat));
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    if (error.retryable) return error;
    if (error.reason === 'unreachable') await lost(deps, chat);
  }
  return null;
}

/** Of somebody a refused send had made "blocked" the roster knows better, and will know when they are back. */
async function lost(deps: Deps, { schoolId, staffId, unreachable }: Chat): Promise<void> {
  if (unreachable === null) return loseChat(deps, schoolId, staffId, 'not-installed');
  await deps.db.chat.updateMany({
    where: { schoolId, staffId, unreachable },
    data: { unreachable: 'not-installed' },
  });
}
