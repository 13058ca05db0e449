import { plain } from './text';

/** As much of a pupil as it takes to name them. */
export interface Named {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly yearGroup: string;
}

type Form = (pupil: Named) => string;

const initials =
  (letters: number): Form =>
  ({ firstName, lastName }) => {
    const start = Array.from(plain(lastName)).slice(0, letters).join('');
    return start.length < plain(lastName).length
      ? plain(`${firstName} ${start}.`)
      : fullName({ firstName, lastName });
  };

/** First and last name, as one line of plain text. */
export const fullName = (pupil: { firstName: string; lastName: string }): string =>
  plain(`${pupil.firstName} ${pupil.lastName}`, 80);

const yearForm: Form = (pupil) => `${fullName(pupil)} (year ${plain(pupil.yearGroup)})`;

/** From the shortest to the longest: "Zofia O.", "Zofia Os.", "Zofia Ostrowska", "Zofia Ostrowska (year 9)". */
const FORMS: readonly Form[] = [initials(1), initials(2), initials(3), fullName, yearForm];

/** Capitals and a full stop tell nobody apart: "Ben Li" and "Ben Li." (for Lin) sound the same. */
const heard = (name: string): string => plain(name).toLowerCase().replace(/\.$/, '');

/**
 * The shortest name that tells each pupil from all the others given. Two whom not even the year tells apart are
 * numbered in the order of their ids, so that they keep their numbers from day to day.
 */
export function shortNames(pupils: readonly Named[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const give = (pupil: Named, name: string): void => {
    names.set(pupil.id, name);
    taken.add(heard(name));
  };
  let unnamed = [...pupils].sort((a, b) => a.id.localeCompare(b.id));
  for (const form of FORMS) {
    const alike = tally(unnamed.map((pupil) => heard(form(pupil))));
    for (const pupil of unnamed) {
      const sound = heard(form(pupil));
      if (alike.get(sound) === 1 && !taken.has(sound)) give(pupil, form(pupil));
    }
    unnamed = unnamed.filter((pupil) => !names.has(pupil.id));
  }
  for (const pupil of unnamed) give(pupil, numbered(yearForm(pupil), taken));
  return names;
}

/** The name with the first number that nobody has: "Zofia Os (year 9), 2". */
function numbered(name: string, taken: ReadonlySet<string>): string {
  let number = 1;
  while (taken.has(heard(`${name}, ${number}`))) number += 1;
  return `${name}, ${number}`;
}

function tally(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
