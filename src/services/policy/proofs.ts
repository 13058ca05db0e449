import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A test that proves something: its file from the top of the source, and its title. */
export interface Proof {
  readonly file: string;
  readonly title: string;
}

/** A story that somebody wrote about one clause or several: its title begins with their ids. */
export interface WrittenStory extends Proof {
  readonly clauses: readonly string[];
}

/** The tests that prove the clauses, as far as they can be seen. */
export interface Stories {
  /** The story that is generated for every duty of every pack is there. */
  readonly generated: boolean;
  readonly written: readonly WrittenStory[];
}

/** The top of the source, from the compiled file and from the source alike. */
const ROOT = join(__dirname, '..', '..', '..');
const TESTS = 'test/policies';

/** The file whose test runs over every duty of every pack that ships with Waymark. */
export const GENERATED = `${TESTS}/duties.test.ts`;

/** How that file says "every pack, every duty"; one that says anything else proves nothing by itself. */
const EVERY_DUTY =
  /^describe\.each\(PACK_IDS\)\('%s',[\s\S]*^\s*test\.each\(pack\.duties\.map\([^\n]*\)\)\('%s',/m;

/**
 * Reads the titles of the tests in a source tree. Titles are read where the tests stand, so a proof that is not there
 * cannot be named. An installed build has no tests: it knows of the generated story alone.
 */
export function readStories(root: string = ROOT): Stories {
  if (!existsSync(join(root, TESTS))) return { generated: true, written: [] };
  const text = (file: string): string => {
    const path = join(root, file);
    return existsSync(path) ? withoutComments(readFileSync(path, 'utf8')) : '';
  };
  const folder = `${TESTS}/stories`;
  const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder)).sort() : [];
  const written = files
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => titlesIn(text(`${folder}/${name}`)).map((title) => story(`${folder}/${name}`, title)));
  return { generated: EVERY_DUTY.test(text(GENERATED)), written };
}

const withoutComments = (source: string): string =>
  source.replaceAll(/^\s*(?:\/\/.*|\/\*[\s\S]*?\*\/)/gm, '');

/** Tests that run: `test('...'` or `it('...'` at the start of a line, neither skipped nor still to be written. */
const TITLE = /^\s*(?:test|it)\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/gm;

const titlesIn = (source: string): string[] => [...source.matchAll(TITLE)].map(([, , title]) => title ?? '');

const CLAUSES = /^[A-Z]+-\w+(?:\.\w+)*(?:(?:, | and )[A-Z]+-\w+(?:\.\w+)*)*(?=[\s:]|$)/;

function story(file: string, title: string): WrittenStory {
  const clauses = CLAUSES.exec(title)?.[0].split(/, | and /) ?? [];
  return { file, title, clauses };
}

/** The tests that prove a clause of a pack that ships with Waymark: the story of each duty that serves it, then those written about it. */
export function proofsOf(
  { generated, written }: Stories,
  clause: string,
  policy: string,
  duties: readonly string[],
): Proof[] {
  const theirs = written.filter(({ clauses }) => clauses.includes(clause));
  return [
    ...(generated ? duties.map((duty) => ({ file: GENERATED, title: `${policy} ${duty}` })) : []),
    ...theirs.map(({ file, title }) => ({ file, title })),
  ];
}
