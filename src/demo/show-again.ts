import type { Deps } from '../services/deps';

/**
 * Sends a person's greeting and open cards once more. A playground that was started anew knows nothing of the chat
 * that the one before it showed; in Teams itself a chat stays.
 */
export async function showAgain({ db, clock }: Deps, schoolId: string, staffId: string): Promise<void> {
  const open = await db.ask.findMany({ where: { schoolId, closed: false }, select: { id: true } });
  await db.delivery.updateMany({
    where: {
      schoolId,
      staffId,
      state: 'live',
      superseded: false,
      OR: [{ purpose: 'welcome' }, { askId: { in: open.map(({ id }) => id) } }],
    },
    data: { shown: 0, activityId: null, conversationId: null, nextAt: clock.now() },
  });
}
