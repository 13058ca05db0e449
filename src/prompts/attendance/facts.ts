import type { Mark } from '../../domain/register';
import type { AttendanceMark } from '../../generated/prisma/client';
import type { AskInput, Db, PromptRow } from '../kind';
import { pupilNames } from '../pupil-names';

/** One pupil on the card. */
export interface Row {
  readonly prompt: PromptRow;
  readonly placementId: string;
  readonly pupilId: string;
  readonly name: string;
  readonly arrangedBy: string;
  readonly dualRegistered: boolean;
  readonly mark: {
    mark: Mark;
    note: string;
    code: string | null;
    why: string;
    confirmed: string | null;
  } | null;
  /** The mark as it is stored. */
  readonly stored: AttendanceMark | null;
}

/** What was said of one pupil. */
export interface MarkedRow {
  readonly row: Row;
  readonly said: { readonly mark: Mark; readonly note: string };
}

export interface AttendanceFacts {
  readonly provider: { name: string; type: string; phone: string | null; contactName: string | null };
  readonly rows: readonly Row[];
  /** Who said the newest of it, and when. */
  readonly last: { by: string; at: Date } | null;
  readonly confirmedBy: string | null;
}

/** What the card must say: the provider, its pupils of this session, and what is known of each. */
export async function attendanceFacts(db: Db, input: AskInput): Promise<AttendanceFacts> {
  const { schoolId, prompts } = input;
  const placements = await db.placement.findMany({
    where: { schoolId, id: { in: prompts.map(({ subjectId }) => subjectId) } },
    include: { provider: true },
  });
  const names = await pupilNames(db, schoolId);
  const marks = await db.attendanceMark.findMany({
    where: { schoolId, promptId: { in: prompts.map(({ id }) => id) } },
    orderBy: { at: 'asc' },
  });
  const newest = marks.at(-1);
  const confirmer = marks.find(({ confirmedBy }) => confirmedBy)?.confirmedBy;
  const staffIds = [newest?.staffId, confirmer].flatMap((id) => id ?? []);
  const staff = await db.staff.findMany({ where: { schoolId, id: { in: staffIds } } });
  const nameOf = (id: string | null | undefined) => staff.find((s) => s.id === id)?.name ?? null;
  const rows = prompts.flatMap((prompt): Row[] => {
    const placement = placements.find(({ id }) => id === prompt.subjectId);
    if (!placement) return [];
    const { pupilId, arrangedBy, dualRegistered } = placement;
    const name = names.get(pupilId) ?? 'Pupil';
    const mark = marks.find(({ promptId }) => promptId === prompt.id);
    return [
      {
        prompt,
        placementId: placement.id,
        pupilId,
        name,
        arrangedBy,
        dualRegistered,
        mark: mark ? markOf(mark) : null,
        stored: mark ?? null,
      },
    ];
  });
  const provider = placements[0]?.provider ?? {
    name: 'the provider',
    type: '',
    phone: null,
    contactName: null,
  };
  rows.sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const last = newest ? { by: nameOf(newest.staffId) ?? 'Somebody', at: newest.at } : null;
  return { provider, rows, last, confirmedBy: nameOf(confirmer) };
}

const markOf = (row: AttendanceMark) => ({
  mark: row.mark as Mark,
  note: row.note ?? '',
  code: row.code,
  why: row.codeWhy,
  confirmed: row.confirmed,
});
