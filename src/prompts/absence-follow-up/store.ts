import { codeForReason } from '../../domain/register';
import type { AskInput, Db, StoredBy } from '../kind';
import { keepVersions } from '../versions';
import type { FollowUpFacts } from './facts';
import type { Said } from './reply';

/** An established reason changes the code proposed for the session; an arrival changes the mark to late. What it said before is kept. */
export async function storeReason(
  db: Db,
  { schoolId }: AskInput,
  facts: FollowUpFacts,
  said: Said,
  by: StoredBy,
): Promise<void> {
  if (said.reason === '' || said.reason === 'not-known') return;
  const { placementId, prompt } = facts;
  const where = { schoolId, placementId, date: prompt.day, session: prompt.session ?? 'am' };
  await keepVersions(db, 'AttendanceMark', await db.attendanceMark.findMany({ where }), by.at);
  const fresh = { confirmed: null, confirmedBy: null, confirmedAt: null, staffId: by.staffId, at: by.at };
  if (said.reason === 'arrived') {
    const codeWhy = 'arrived after the session began: your attendance policy decides whether it counts';
    await db.attendanceMark.updateMany({ where, data: { ...fresh, mark: 'late', code: null, codeWhy } });
    return;
  }
  const { code, why } = codeForReason(said.reason);
  await db.attendanceMark.updateMany({ where, data: { ...fresh, mark: 'not-there', code, codeWhy: why } });
}
