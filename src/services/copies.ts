import type { CardParts } from '../cards/parts';
import type { Role } from '../domain/roles';
import type { Db } from '../prompts/kind';
import type { Deps } from './deps';

/** Lanes of the outbox: what is urgent is sent first, changes to cards already shown last. */
export const LANE = { urgent: 0, routine: 1, update: 2 } as const;

/** A copy of an ask's card, owed to one person. */
export interface Copy {
  readonly schoolId: string;
  readonly askId: string;
  readonly staffId: string;
  readonly role: Role;
  readonly purpose: 'ask' | 'remind' | 'escalate';
  /** What is owed, so that it is owed once: the same key is never delivered twice. */
  readonly key: string;
}

/**
 * Puts a copy of an ask's card into the outbox, once. Older copies in the same chat shrink to a line that points
 * to it. False when it was there already.
 */
export async function owe(db: Db, deps: Deps, copy: Copy): Promise<boolean> {
  const { schoolId, askId, staffId } = copy;
  const now = deps.clock.now();
  const data = { ...copy, id: deps.ids.next(), lane: LANE.urgent, nextAt: now, createdAt: now };
  const { count } = await db.delivery.createMany({ data, skipDuplicates: true });
  if (count === 0) return revive(db, copy, now);
  await db.delivery.updateMany({
    where: { schoolId, askId, staffId, id: { not: data.id }, superseded: false },
    data: { superseded: true, wanted: { increment: 1 }, nextAt: now },
  });
  return true;
}

/** A copy that never arrived, because its person could not be reached then, is owed again. */
async function revive(db: Db, { schoolId, key }: Copy, now: Date): Promise<boolean> {
  const { count } = await db.delivery.updateMany({
    where: { schoolId, key, state: 'failed', shown: 0, failure: { not: 'rejected' } },
    data: { state: 'live', failure: null, attempts: 0, nextAt: now },
  });
  return count > 0;
}

/** Every copy of an ask's card shall be drawn again, in every chat where it was shown. */
export async function redraw(db: Db, deps: Deps, schoolId: string, askId: string): Promise<void> {
  await db.delivery.updateMany({
    where: { schoolId, askId, state: 'live' },
    data: { wanted: { increment: 1 }, nextAt: deps.clock.now() },
  });
}

/** Puts a notice into the outbox, once for its key. It asks nothing. */
export async function tell(
  db: Db,
  deps: Deps,
  notice: {
    schoolId: string;
    staffId: string;
    key: string;
    purpose: 'notice' | 'welcome';
    content: CardParts;
  },
): Promise<void> {
  const now = deps.clock.now();
  const content = structuredClone(notice.content) as object;
  const data = {
    ...notice,
    content,
    id: deps.ids.next(),
    lane: notice.purpose === 'welcome' ? LANE.urgent : LANE.routine,
    nextAt: now,
    createdAt: now,
  };
  await db.delivery.createMany({ data, skipDuplicates: true });
}
