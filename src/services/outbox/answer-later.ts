import type { Card } from '../../cards/parts';
import { addDuration } from '../../domain/duration';
import { insertNew } from '../../prompts/insert';
import type { Deps } from '../deps';
import type { Person } from '../people';
import { loadSchool } from '../school';
import { LANE } from './copies';

/**
 * A card that answers a command and that Teams was too busy to take: it goes out with what is urgent, is kept no longer than
 * until then, and is put away after the pack's time.
 */
export async function answerLater(
  { db, clock, ids }: Deps,
  { schoolId, staffId }: Pick<Person, 'schoolId' | 'staffId'>,
  card: Card,
): Promise<void> {
  const { calendar, pack } = await loadSchool(db, schoolId);
  const [id, now] = [ids.next(), clock.now()];
  const stubAt = addDuration(calendar, now, pack.stubAfter.answers);
  const row = { schoolId, id, staffId, key: `answer:later:${id}`, purpose: 'answer', lane: LANE.urgent };
  await insertNew(db, 'Delivery', [
    { ...row, content: { card: { ...card } }, nextAt: now, createdAt: now, stubAt },
  ]);
}
