import { roleTitle } from '../domain/roles';
import { list } from '../domain/text';
import type { Chat } from '../generated/prisma/client';
import { reassignAll } from './asks/reassign';
import { goLive, waitingLine } from './cover/live';
import type { Deps } from './deps';
import { record } from './events';
import { renewForecast } from './forecast/forecast';
import type { ChatAddress } from './outbox/channel';
import { tell } from './outbox/copies';
import type { Person } from './people';
import { loadSchool } from './school';
import { inTransaction } from './transaction';

/**
 * Remembers where a person's personal chat is: at installation, and again whenever they speak there, since Teams
 * may move it. Somebody who could not be reached before is given what is open for their roles.
 */
export async function rememberChat(deps: Deps, person: Person, address: ChatAddress): Promise<void> {
  const { schoolId, staffId } = person;
  const now = deps.clock.now();
  const key = { schoolId_staffId: { schoolId, staffId } };
  const before = await deps.db.chat.findUnique({ where: key });
  const isNews = !before || before.unreachable !== null || before.conversationId !== address.conversationId;
  if (!isNews && before.serviceUrl === address.serviceUrl) return;
  await inTransaction(deps, async (db) => {
    const chat = { ...address, unreachable: null, installedAt: before?.installedAt ?? now };
    await db.chat.upsert({ where: key, create: { schoolId, staffId, ...chat }, update: chat });
    if (!isNews) return;
    await record(db, { schoolId, at: now, type: 'chat-opened', staffId });
    await goLive(db, deps, schoolId);
    const school = await loadSchool(db, schoolId);
    await renewForecast(db, deps, school);
    await tell(db, deps, school, {
      staffId,
      key: `welcome:${staffId}`,
      purpose: 'welcome',
      content: welcome(person, await waitingLine(db, schoolId)),
    });
  });
  if (isNews) await reassignAll(deps, schoolId);
}

const staffLines = ({ roles }: Person) => [
  `You are on the staff list as ${list(roles.map(roleTitle))}.`,
  'Waymark asks here when something is due, and shows what it knows: type status and part of a pupil’s name.',
];
const GUEST_LINES = [
  'You are a guest of the school here. Type today to see who is expected with you.',
  'Worried about a child? Type concern and the name: the school hears at once. In danger now? Ring 999 first.',
];

const welcome = (person: Person, waiting: readonly string[]) => ({
  eyebrow: 'Waymark',
  heading: `Hello ${person.name.split(' ')[0] ?? person.name}`,
  lines: person.guestOf === undefined ? [...staffLines(person), ...waiting] : GUEST_LINES,
  actions: [{ title: 'What can I type?', verb: 'help', alone: true }],
  summary: 'Waymark is ready',
});

/** The app was removed from a chat: its person cannot be reached, and what they held moves on at once. */
export async function forgetChat(deps: Deps, chat: { conversationId: string }): Promise<void> {
  const gone = await deps.db.chat.findMany({
    where: { conversationId: chat.conversationId, unreachable: null },
  });
  for (const { schoolId, staffId } of gone) await loseChat(deps, schoolId, staffId, 'not-installed');
}

/** Nothing can be sent to this person for now: recorded, and every open ask is looked at again. */
export async function loseChat(
  deps: Deps,
  schoolId: string,
  staffId: string,
  reason: 'not-installed' | 'blocked',
): Promise<void> {
  const lost = await inTransaction(deps, async (db) => {
    const where = { schoolId, staffId, unreachable: null };
    const { count } = await db.chat.updateMany({ where, data: { unreachable: reason } });
    if (count === 0) return false;
    const at = deps.clock.now();
    await record(db, { schoolId, at, type: 'chat-closed', staffId, data: { reason } });
    await db.delivery.updateMany({
      where: { schoolId, staffId, state: 'live', purpose: { in: ['ask', 'remind', 'escalate'] }, shown: 0 },
      data: { state: 'failed', failure: reason },
    });
    return true;
  });
  if (lost) await reassignAll(deps, schoolId, staffId);
}

/**
 * Teams still has the bot in this chat, maybe under another id. Somebody who had removed it is given what is open for
 * their roles. A chat whose sends are refused stays so: only a send tells, or its person, when that is over.
 */
export async function foundChat(deps: Deps, chat: Chat, conversationId: string): Promise<void> {
  const { schoolId, staffId, conversationId: before, unreachable } = chat;
  const isBack = unreachable === 'not-installed';
  if (!isBack && conversationId === before) return;
  const found = await inTransaction(deps, async (db) => {
    const data = { conversationId, unreachable: isBack ? null : unreachable };
    const where = { schoolId, staffId, conversationId: before, unreachable };
    const { count } = await db.chat.updateMany({ where, data });
    if (count === 0 || !isBack) return false;
    await record(db, { schoolId, at: deps.clock.now(), type: 'chat-opened', staffId });
    return true;
  });
  if (found) await reassignAll(deps, schoolId);
}

/** Where a person's personal chat is; null when nothing can be sent there. */
export async function personalChat(deps: Deps, person: Person): Promise<ChatAddress | null> {
  const { schoolId, staffId } = person;
  const chat = await deps.db.chat.findUnique({ where: { schoolId_staffId: { schoolId, staffId } } });
  return chat && !chat.unreachable ? chat : null;
}
