import { z } from 'zod/v4';
import { MARKS } from '../../domain/register';
import { plain } from '../../domain/text';
import type { Press } from '../kind';
import type { MarkedRow, Row } from './facts';

const choiceSchema = z.union([z.enum(MARKS), z.literal('')]).default('');
const noteSchema = z.string().default('');

/** The longest note that is kept, in characters. */
export const NOTE_LIMIT = 300;

/** What the form says of its pupils, or what is wrong with it, a sentence each. */
export type Form = { ok: true; marked: readonly MarkedRow[] } | { ok: false; problems: readonly string[] };

/** Reads the form as the client sent it. All here stands for every open row about which nothing else was chosen. */
export function readForm(rows: readonly Row[], press: Press): Form {
  const read = rows.map((row) => readRow(row, press));
  const problems = read.flatMap((one) => ('problem' in one ? [one.problem] : []));
  if (problems.length > 0) return { ok: false, problems };
  const marked = read.flatMap((one) => ('said' in one ? [one] : []));
  const isAgain = press.verb === 'all-here' && !rows.some(({ prompt }) => prompt.status === 'open');
  if (marked.length > 0 || isAgain) return { ok: true, marked };
  return { ok: false, problems: ['Choose here, late, not there or not known for at least one pupil.'] };
}

/** One pupil's row: what was said, what is wrong with it, or nothing at all. */
function readRow(row: Row, press: Press): MarkedRow | { problem: string } | Record<never, never> {
  const { prompt, name } = row;
  const choice = choiceSchema.safeParse(press.data[`mark-${prompt.id}`]);
  const written = noteSchema.safeParse(press.data[`note-${prompt.id}`]);
  if (!choice.success || !written.success) return { problem: choose(name) };
  const note = plain(written.data, NOTE_LIMIT + 1);
  if (note.length > NOTE_LIMIT) return { problem: tooLong(name) };
  const mark = choice.data || unsaid(row, press);
  if (mark) return { row, said: { mark, note } };
  return isNews(note, row) ? { problem: `${choose(name)} There is a note, but no choice.` } : {};
}

const isNews = (note: string, { mark }: Row): boolean => note !== '' && note !== mark?.note;

/** What All here says of an open row about which nothing was chosen. */
const unsaid = ({ prompt }: Row, { verb }: Press): 'here' | undefined =>
  verb === 'all-here' && prompt.status === 'open' ? 'here' : undefined;

const choose = (name: string): string => `${name}: choose here, late, not there or not known.`;
const tooLong = (name: string): string =>
  `The note on ${name} has more than ${NOTE_LIMIT} characters. Shorten it: its start is kept here.`;
