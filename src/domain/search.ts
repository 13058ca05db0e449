import Fuse from 'fuse.js';

/** As much of a pupil as it takes to find them. */
export interface Findable {
  readonly upn: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Who was found. `guessed`: nobody is called what was typed, these are the nearest names. */
export interface Found<T> {
  readonly pupils: readonly T[];
  readonly guessed: boolean;
}

/** Letters that do not come apart into a plain letter and an accent. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** A name in small plain letters, word by word: "Łucja O’Brien-Ståhl" is lucja, obrien, stahl. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}'’‘ʼ`´]/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœı]/gu, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .match(/[\p{L}\p{N}]+/gu) ?? [];

/** More words than this in a name are not needed to find anybody. */
const MOST_WORDS = 5;

type Fit = (word: string, asked: string) => boolean;

const whole: Fit = (word, asked) => word === asked;
const start: Fit = (word, asked) => word.startsWith(asked);
const part: Fit = (word, asked) => word.includes(asked);

/** Does each word asked for fit a word of the name, in any order, no word of the name used twice? */
const pairsUp = (words: readonly string[], [first, ...rest]: readonly string[], fit: Fit): boolean =>
  first === undefined ||
  words.some(
    (word, i) => fit(word, first) && pairsUp([...words.slice(0, i), ...words.slice(i + 1)], rest, fit),
  );

/**
 * Finds pupils by UPN, or by name: the full name alone when somebody has it, else names that begin so (whole words
 * first), else names with these letters inside, else the nearest spellings. Accents, capitals and order are ignored.
 */
export function findPupils<T extends Findable>(pupils: readonly T[], asked: string): Found<T> {
  const words = wordsOf(asked).slice(0, MOST_WORDS);
  if (words.length === 0) return { pupils: [], guessed: false };
  const upn = words.join('').toUpperCase();
  const byUpn = pupils.filter((pupil) => pupil.upn.toUpperCase() === upn);
  if (byUpn.length > 0) return { pupils: byUpn, guessed: false };
  const named = inOrder(pupils).map((pupil) => ({
    pupil,
    words: wordsOf(`${pupil.firstName} ${pupil.lastName}`),
  }));
  const fitting = (fit: Fit) =>
    named.filter((name) => pairsUp(name.words, words, fit)).map(({ pupil }) => pupil);
  const called = fitting(whole);
  const full = called.filter(
    (pupil) => wordsOf(`${pupil.firstName} ${pupil.lastName}`).length === words.length,
  );
  for (const found of [full, [...new Set([...called, ...fitting(start)])], fitting(part)]) {
    if (found.length > 0) return { pupils: found, guessed: false };
  }
  return { pupils: nearest(named, words.join(' ')), guessed: true };
}

const inOrder = <T extends Findable>(pupils: readonly T[]): T[] => {
  const key = ({ firstName, lastName }: Findable) => wordsOf(`${lastName} ${firstName}`).join(' ');
  return [...pupils].sort((a, b) => key(a).localeCompare(key(b), 'en'));
};

/** How much worse than the nearest spelling another may be and still be offered. */
const NEARLY_AS_NEAR = 0.1;

/** Every word must be spelt nearly so: about two letters wrong in five. */
function nearest<T>(named: readonly { pupil: T; words: readonly string[] }[], asked: string): T[] {
  const list = named.map(({ pupil, words }) => ({ pupil, name: words.join(' ') }));
  const fuse = new Fuse(list, {
    keys: ['name'],
    useTokenSearch: true,
    tokenMatch: 'all',
    threshold: 0.4,
    includeScore: true,
  });
  const hits = fuse.search(asked).map(({ item, score = 1 }) => ({ pupil: item.pupil, score }));
  const best = Math.min(...hits.map(({ score }) => score));
  return hits.filter(({ score }) => score <= best + NEARLY_AS_NEAR).map(({ pupil }) => pupil);
}
