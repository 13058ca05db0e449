import { BEGIN_COMMANDS, type BeginCommand } from './policy';
import { plain } from './text';

/** The lists that `register` shows. */
export const REGISTERS = ['ap', 'parttime', 'providers'] as const;
export type RegisterName = (typeof REGISTERS)[number];

/** How far ahead `due` looks. */
export const SPANS = ['week', 'half-term'] as const;
export type DueSpan = (typeof SPANS)[number];

/** What a person typed, understood. */
export type Command =
  | { name: 'status' /** Part of a name, or a UPN; '' asks which pupil. */; pupil: string }
  | { name: 'provider' | 'history' | 'looks' /** Part of a name; '' asks whose. */; about: string }
  | { name: 'due'; span: DueSpan }
  | { name: 'register' /** '' asks which. */; list: RegisterName | '' }
  | {
      name: 'begin';
      what: BeginCommand /** The first words of what was typed; '' asks whose. */;
      who: string;
    }
  | { name: 'overdue' | 'forecast' | 'dsl' | 'drill' }
  | { name: 'today' | 'help' | 'whoami' }
  | { name: 'away' /** The days, as they were typed; '' asks which. */; when: string }
  | { name: 'cover' /** The role, as it was typed; '' asks who covers what. */; role: string }
  | { name: 'unknown'; text: string };

/** A command is one short line; what is longer is a letter, not a command. In characters. */
const LONGEST = 300;

const WORDS = ['today', 'overdue', 'forecast', 'dsl', 'drill', 'help', 'whoami'] as const;
const ABOUT = ['provider', 'history', 'looks'] as const;
/** Of what is typed to begin a duty, so many words at most are read: one more than a name has. In words, in characters. */
const BEGIN_WORDS = 6;
const BEGIN_LONGEST = 100;

const WITH_REST = /^\/?(\w+)(?:[ :,]+(.*))?$/u;

/** Reads a message as a command: the whole message must be one. The slash is optional, capitals do not matter. */
export function parseCommand(message: string): Command {
  const line = oneLine(message);
  const spoken = line.length <= LONGEST ? WITH_REST.exec(line) : null;
  return beginning(line) ?? (spoken && withRest(spoken[1]?.toLowerCase(), spoken[2] ?? '')) ?? oneWord(line);
}

/** However much follows the name, only the first words go any further: the rest may be what nobody should type here. */
function beginning(line: string): Command | null {
  const [, word = '', rest = ''] = /^\/?(\w+)(?:[ :,]+(.*)|[.!?]*)$/u.exec(line) ?? [];
  const what = BEGIN_COMMANDS.find((one) => one === word.toLowerCase());
  if (!what) return null;
  return { name: 'begin', what, who: plain(rest.split(' ', BEGIN_WORDS).join(' '), BEGIN_LONGEST) };
}

function oneWord(line: string): Command {
  const word = /^\/?(\w+)[.!?]*$/u.exec(line)?.[1]?.toLowerCase();
  const name = WORDS.find((one) => one === word);
  return name ? { name } : { name: 'unknown', text: plain(line, LONGEST) };
}

/** The commands that say more than their name. */
function withRest(word: string | undefined, rest: string): Command | null {
  if (word === 'status') return { name: word, pupil: rest };
  const about = ABOUT.find((one) => one === word);
  if (about) return { name: about, about: rest };
  const option = rest
    .toLowerCase()
    .replace(/[.!?]+$/u, '')
    .replaceAll(' ', '-');
  if (word === 'away') return { name: word, when: rest };
  if (word === 'cover') return { name: word, role: option };
  if (word === 'due') return dueCommand(option);
  return word === 'register' ? registerCommand(option.replace('-', '')) : null;
}

function dueCommand(option: string): Command | null {
  const span = SPANS.find((one) => one === (option || 'week'));
  return span ? { name: 'due', span } : null;
}

function registerCommand(option: string): Command | null {
  const list = REGISTERS.find((one) => one === option);
  return list || option === '' ? { name: 'register', list: list ?? '' } : null;
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
