import { proposeCode } from '../../domain/register';
import { insert } from '../insert';
import type { AskInput, Db, StoredBy } from '../kind';
import { keepVersions } from '../versions';
import type { AttendanceFacts, MarkedRow, Row } from './facts';

/** Writes what is known of these pupils at their session, each with the register code proposed for it; what was known before is kept. */
export async function storeMarks(
  db: Db,
  { schoolId }: AskInput,
  facts: AttendanceFacts,
  marked: readonly MarkedRow[],
  { staffId, at }: StoredBy,
): Promise<void> {
  const before = marked.flatMap(({ row }) => row.stored ?? []);
  await keepVersions(db, 'AttendanceMark', before, at);
  await db.attendanceMark.deleteMany({
    where: { schoolId, promptId: { in: marked.map(({ row }) => row.prompt.id) } },
  });
  await insert(
    db,
    'AttendanceMark',
    marked.map(({ row, said }) => {
      const { placementId, pupilId, prompt, arrangedBy, dualRegistered } = row;
      const session = prompt.session ?? 'am';
      const placement = { session, arrangedBy, dualRegistered, providerType: facts.provider.type };
      const { code, why } = proposeCode({ mark: said.mark, ...placement });
      const what = { mark: said.mark, note: said.note || null, code, codeWhy: why };
      return {
        schoolId,
        placementId,
        date: prompt.day,
        session,
        pupilId,
        promptId: prompt.id,
        staffId,
        at,
        ...what,
      };
    }),
  );
}

/** Records that a person confirmed the codes proposed. */
export async function confirmCodes(
  db: Db,
  { schoolId }: AskInput,
  rows: readonly Row[],
  { staffId, at }: StoredBy,
): Promise<void> {
  const confirmed = rows.flatMap(({ stored }) => (stored?.confirmed ? [stored] : []));
  await keepVersions(db, 'AttendanceMark', confirmed, at);
  for (const code of new Set(rows.map(({ mark }) => mark?.code ?? null))) {
    const promptIds = rows.filter(({ mark }) => (mark?.code ?? null) === code).map(({ prompt }) => prompt.id);
    await db.attendanceMark.updateMany({
      where: { schoolId, promptId: { in: promptIds }, code },
      data: { confirmed: code, confirmedBy: staffId, confirmedAt: at },
    });
  }
}
