import { type Mark, proposeCode } from '../../domain/register';
import type { AskInput, Db, StoredBy } from '../kind';
import type { AttendanceFacts, Row } from './facts';

/** Writes what is known of one pupil at one session, with the register code proposed for it. */
export async function storeMark(
  db: Db,
  { schoolId }: AskInput,
  facts: AttendanceFacts,
  row: Row,
  said: { mark: Mark; note: string },
  by: StoredBy,
): Promise<void> {
  const session = row.prompt.session ?? 'am';
  const { arrangedBy, dualRegistered } = row;
  const proposal = proposeCode({
    mark: said.mark,
    session,
    arrangedBy,
    dualRegistered,
    providerType: facts.provider.type,
  });
  const key = { schoolId, placementId: row.placementId, date: row.prompt.day, session };
  const data = {
    pupilId: row.pupilId,
    promptId: row.prompt.id,
    mark: said.mark,
    note: said.note || null,
    staffId: by.staffId,
    at: by.at,
    code: proposal.code,
    codeWhy: proposal.why,
    confirmed: null,
    confirmedBy: null,
    confirmedAt: null,
  };
  const where = { schoolId_placementId_date_session: key };
  await db.attendanceMark.upsert({ where, create: { ...key, ...data }, update: data });
}

/** Records that a person confirmed the code proposed. */
export async function confirmCode(db: Db, { schoolId }: AskInput, row: Row, by: StoredBy): Promise<void> {
  await db.attendanceMark.updateMany({
    where: { schoolId, promptId: row.prompt.id, code: row.mark?.code ?? null },
    data: { confirmed: row.mark?.code ?? null, confirmedBy: by.staffId, confirmedAt: by.at },
  });
}
