/** Control characters, halves of characters (which no database stores), and marks that turn text round or hide in it. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]+/gu;

/** A person's text as one safe line: no control or bidirectional marks, single spaces, at most `max` characters. */
export function plain(text: string, max = 500): string {
  const line = text.replace(INVISIBLE, ' ').replace(/\s+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length > max ? `${characters.slice(0, max - 1).join('')}…` : line;
}

/** Text made safe where Teams would read Markdown: every mark that could start some is escaped. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_[\]()<>#|~!{}]/gu, '\\$&').replace(/^(\s*)([-+]|\d+\.)(\s)/u, '$1\\$2$3');

/** "1 pupil", "3 pupils". */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** "Ann", "Ann and Ben", "Ann, Ben and Cy". */
export const list = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
