import { plain } from './text';

/** What a person typed, understood. */
export type Command =
  | { name: 'status' /** Part of a name, or a UPN; '' asks which pupil. */; pupil: string }
  | { name: 'today' | 'overdue' | 'help' | 'whoami' }
  | { name: 'unknown'; text: string };

/** A command is one short line; what is longer is a letter, not a command. In characters. */
const LONGEST = 300;

const WORDS = ['today', 'overdue', 'help', 'whoami'] as const;
const STATUS = /^\/?status(?:[ :,]+(.*))?$/iu;

/** Reads a message as a command: the whole message must be one. The slash is optional, capitals do not matter. */
export function parseCommand(message: string): Command {
  const line = oneLine(message);
  const status = STATUS.exec(line);
  if (status && line.length <= LONGEST) return { name: 'status', pupil: status[1] ?? '' };
  const word = /^\/?(\w+)[.!?]*$/u.exec(line)?.[1]?.toLowerCase();
  const name = WORDS.find((one) => one === word);
  return name ? { name } : { name: 'unknown', text: plain(line, LONGEST) };
}

/** Who the bot was called by (Teams leaves the mention in the text), and the marks Teams puts round lines. */
const MENTION = /<at\b[^<>]{0,200}>[^<>]{0,200}<\/at>/giu;
const MARKUP = /<\/?(?:p|div|span|br)\b[^<>]{0,200}>/giu;

const oneLine = (message: string): string =>
  plain(decode(message.replace(MENTION, ' ').replace(MARKUP, ' ')), message.length + 1);

const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/giu;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** HTML entities as the characters they stand for; one pass, so that nothing is decoded twice. */
const decode = (text: string): string =>
  text.replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name) return NAMED[name.toLowerCase()] ?? entity;
    const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
    return isCharacter(code) ? String.fromCodePoint(code) : entity;
  });

/** Not NUL, nor half of a surrogate pair, nor beyond Unicode. */
const isCharacter = (code: number): boolean =>
  code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
