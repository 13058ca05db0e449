import type { Db } from '../../prompts/kind';
import type { Deps } from '../deps';
import { findPupil } from '../subject-access';
import { inTransaction } from '../transaction';

export type HoldResult =
  | { readonly ok: true; readonly since: Date | null }
  | { readonly ok: false; readonly problem: string };

/** Nothing of a pupil on hold is disposed of. `since`: they are on hold already, from then. */
export async function holdPupil(
  deps: Deps,
  upn: string,
  reason: string,
  school?: string,
): Promise<HoldResult> {
  if (reason.trim() === '')
    return { ok: false, problem: 'A hold needs its reason: write it after --reason.' };
  const found = await findPupil(deps, upn, school);
  if (typeof found === 'string') return { ok: false, problem: found };
  return inTransaction(deps, async (db) => {
    await lockDisposal(db, found.schoolId);
    const before = await db.legalHold.findFirst({ where: { ...found, releasedAt: null } });
    if (before) return { ok: true, since: before.heldAt };
    const data = { ...found, id: deps.ids.next(), reason: reason.trim(), heldAt: deps.clock.now() };
    await db.legalHold.create({ data });
    return { ok: true, since: null };
  });
}

/** Ends a hold. Its row stays: that there was one, and why. */
export async function releasePupil(deps: Deps, upn: string, school?: string): Promise<HoldResult> {
  const found = await findPupil(deps, upn, school);
  if (typeof found === 'string') return { ok: false, problem: found };
  const { count } = await deps.db.legalHold.updateMany({
    where: { ...found, releasedAt: null },
    data: { releasedAt: deps.clock.now() },
  });
  return count > 0
    ? { ok: true, since: null }
    : { ok: false, problem: 'This pupil is not on hold: there is nothing to release.' };
}

/** A hold and a disposal of one school wait for each other. */
export async function lockDisposal(db: Db, schoolId: string): Promise<void> {
  await db.$queryRaw`SELECT "id" FROM "School" WHERE "id" = ${schoolId} FOR UPDATE`;
}
