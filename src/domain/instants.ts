import { DateTime } from 'luxon';
import type { SchoolCalendar } from './calendar';

const SHAPE = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?$/u;
const EXAMPLE = 'write it as 2026-11-23T10:20, in school time, or with an offset as 2026-11-23T10:20+00:00';

/** An instant as an operator types it, in school time unless it says its offset; or what is wrong with it, in a sentence. */
export function instantAt({ timeZone: zone }: SchoolCalendar, typed: string): Date | string {
  const text = typed.trim();
  const [, , , offset] = SHAPE.exec(text) ?? [];
  const read = DateTime.fromISO(text.replace(' ', 'T'), { zone });
  if (!SHAPE.test(text) || !read.isValid) return `"${text}" is not an instant: ${EXAMPLE}.`;
  if (offset !== undefined) return read.toJSDate();
  const wall = read.toFormat("yyyy-MM-dd'T'HH:mm");
  if (!text.replace(' ', 'T').startsWith(wall))
    return `There was no ${text} in school time: the clocks went forward over it. Choose a time before or after.`;
  const both = read.getPossibleOffsets();
  if (both.length < 2) return read.toJSDate();
  const offsets = both.map((one) => one.toFormat('ZZ')).join(' or ');
  return `${text} came twice in school time, as the clocks went back: add its offset, ${offsets}.`;
}
