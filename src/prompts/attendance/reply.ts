import { z } from 'zod/v4';
import { MARKS, type Mark } from '../../domain/register';
import { plain } from '../../domain/text';

const choiceSchema = z.union([z.enum(MARKS), z.literal('')]).optional();
const noteSchema = z.string().max(20_000).optional();

/** What the form says of one pupil; `mark` null: nothing was chosen. */
export interface Said {
  readonly mark: Mark | null;
  readonly note: string;
}

/** The longest note that is kept, in characters. */
export const NOTE_LIMIT = 300;

/** Reads one pupil's inputs; null when the client sent something that the form does not offer. */
export function readRow(data: Readonly<Record<string, unknown>>, promptId: string): Said | null {
  const mark = choiceSchema.safeParse(data[`mark-${promptId}`] ?? undefined);
  const note = noteSchema.safeParse(data[`note-${promptId}`] ?? undefined);
  if (!mark.success || !note.success) return null;
  return { mark: mark.data || null, note: plain(note.data ?? '', NOTE_LIMIT) };
}
