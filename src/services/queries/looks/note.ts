import { insert } from '../../../prompts/insert';
import type { Query } from '../query';

/** What of a pupil is looked at: the command or the button that shows it. */
export type LookedAt = 'status' | 'contacts' | 'history' | 'log' | 'history at' | 'subject access';

/** Stands in the ledger for whoever ran a command on the machine: they are nobody on the staff list. */
export const OPERATOR = 'operator';

/** Writes a look into the read ledger. To be called before the card is given: nothing is shown that is not on record. */
export async function noteLook(
  { db, schoolId, staffId, now }: Pick<Query, 'db' | 'schoolId' | 'staffId' | 'now'>,
  pupilId: string,
  what: LookedAt,
): Promise<void> {
  await insert(db, 'Look', [{ schoolId, staffId, pupilId, at: now, what }]);
}
