import { insert } from '../../../prompts/insert';
import type { Query } from '../query';

/** What of a pupil is looked at: the command that shows it. */
export type LookedAt = 'status' | 'history' | 'log';

/** Writes a look into the read ledger. To be called before the card is given: nothing is shown that is not on record. */
export async function noteLook(
  { db, schoolId, staffId, now }: Query,
  pupilId: string,
  what: LookedAt,
): Promise<void> {
  await insert(db, 'Look', [{ schoolId, staffId, pupilId, at: now, what }]);
}
