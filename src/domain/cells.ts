import { z } from 'zod/v4';
import { plain } from './text';

/** The kinds of cell in a school's CSV files: each reads what was typed and says how to write it. */

const DAY_FIRST = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/;
const isDay = (text: string): boolean => z.iso.date().safeParse(text).success;

const characters = (text: string): number => Array.from(text).length;

/** One line of plain text, trimmed; '' when the cell is empty. */
const lineOf = (max: number) =>
  z
    .string()
    .transform((cell) => plain(cell, Number.POSITIVE_INFINITY))
    .refine((cell) => characters(cell) <= max, `this is longer than ${max} characters: shorten it`);

/** Text that must be there. */
export const required = (max = 100) =>
  lineOf(max).refine((cell) => cell !== '', 'this cannot be empty: fill it in');

/** Text that may be left out: null when it is. */
export const optional = (max = 100) => lineOf(max).transform((cell) => (cell === '' ? null : cell));

/** Text of one form, which may be left out. */
export const optionalMatch = (form: RegExp, how: string) =>
  optional().refine((cell) => cell === null || form.test(cell), how);

/** One word of a fixed list, in small letters whatever was typed. */
export const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  lineOf(100)
    .transform((cell) => cell.toLowerCase())
    .pipe(z.enum(words, `write one of ${words.join(', ')}`));

/** `yes` or `no`. */
export const flag = lineOf(100)
  .transform((cell) => cell.toLowerCase())
  .pipe(z.enum(['yes', 'no'], 'write yes or no'))
  .transform((cell) => cell === 'yes');

/** An ISO date that exists. */
export const day = required().superRefine((cell, context) => {
  if (cell !== '' && !isDay(cell)) context.addIssue({ code: 'custom', message: adviceFor(cell) });
});

export const optionalDay = z.string().transform((cell, context) => {
  if (cell.trim() === '') return null;
  const read = day.safeParse(cell);
  if (read.success) return read.data;
  for (const { message } of read.error.issues) context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

function adviceFor(cell: string): string {
  const [, d = '', m = '', year = ''] = DAY_FIRST.exec(cell) ?? [];
  const iso = `${year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  if (isDay(iso)) return `write the date as ${iso}`;
  if (year !== '' || /^\d{4}-\d{2}-\d{2}$/.test(cell)) return 'there is no such day: check the date';
  return 'write the date as YYYY-MM-DD, e.g. 2026-11-23';
}

/** An e-mail address in small letters. */
export const email = required()
  .transform((cell) => cell.toLowerCase())
  .refine(
    (cell) => cell === '' || z.email().safeParse(cell).success,
    'this is not an e-mail address: check it',
  );

export const optionalEmail = optional().refine(
  (cell) => cell === null || z.email().safeParse(cell).success,
  'this is not an e-mail address: check it, or leave it empty',
);

/** The parts of a cell that holds several, split by `;`. Empty parts are left out. */
export const partsOf = (cell: string): string[] =>
  cell
    .split(';')
    .map((part) => plain(part, Number.POSITIVE_INFINITY))
    .filter((part) => part !== '');
