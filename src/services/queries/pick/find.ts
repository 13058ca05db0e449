import { fullName, shortNames } from '../../../domain/names';
import { findPupils, wordsOf } from '../../../domain/search';
import { plain } from '../../../domain/text';
import { placedAt } from '../../placements';
import { dayOnly } from '../phrases';
import type { Query } from '../query';

/** A pupil or a provider that a command is about. */
export interface Who {
  readonly kind: 'pupil' | 'provider';
  readonly id: string;
  /** The shortest name that tells them from all others of the school. */
  readonly name: string;
  /** What tells them apart in a list. */
  readonly details: string;
}

/** Who was found. */
interface FoundWho {
  readonly found: readonly Who[];
  /** Not just what was typed, so it must be asked whether they are meant. */
  readonly guessed: boolean;
  /** More was typed than the name. */
  readonly followed: boolean;
}

type Searched = { upn: string; firstName: string; lastName: string; who: Who };

/** A name has at most so many words; what is typed after it is not looked at, and never kept. */
const NAME_WORDS = 4;

/**
 * Finds pupils or providers (or both) by what was typed: the whole of it, else the words it begins with, else what is
 * spelt nearly so.
 */
export async function findWho(query: Query, kinds: readonly Who['kind'][], typed: string): Promise<FoundWho> {
  const all = await everybody(query, kinds);
  const words = typed.split(' ');
  const whole = findPupils(all, typed);
  const isName = whole.guessed ? words.length <= NAME_WORDS : words.length <= NAME_WORDS + 1;
  if (isName && whole.pupils.length > 0) return told(whole.pupils, whole.guessed, false);
  return begunWith(all, words) ?? told([], true, words.length > 1);
}

/** The longest name that the words begin with; a first name alone may be anybody's, so it is asked about. */
function begunWith(all: readonly Searched[], words: readonly string[]): FoundWho | undefined {
  const lengths = Array.from({ length: Math.min(words.length, NAME_WORDS) }, (_, i) => i + 1).reverse();
  const starts = lengths.map((n) => words.slice(0, n));
  const searched = starts.map((start) => ({ start, ...findPupils(all, start.join(' ')) }));
  const hit =
    searched.find(
      ({ start, pupils, guessed }) => pupils.length > 0 && !guessed && mayBeName(start, pupils),
    ) ?? searched.find(({ pupils }) => pupils.length > 0);
  if (!hit) return undefined;
  const isSure = !hit.guessed && isFullName(hit.start, hit.pupils);
  return told(hit.pupils, !isSure, hit.start.length < words.length);
}

/** "a" and "at" after a first name begin a sentence, not a surname: only a whole name or a full stop makes them one. */
const mayBeName = (start: readonly string[], found: readonly Searched[]): boolean =>
  isFullName(start, found) || start.every((word) => word.length > 2 || word.endsWith('.'));

/** Is this the whole name of each, or the UPN, or the name that Waymark itself uses for them? */
function isFullName(start: readonly string[], found: readonly Searched[]): boolean {
  const key = (text: string) => wordsOf(text).sort().join(' ');
  const typed = key(start.join(' '));
  return found.every(({ upn, firstName, lastName, who }) =>
    [`${firstName} ${lastName}`, upn, who.name].some((name) => key(name) === typed),
  );
}

const told = (found: readonly Searched[], guessed: boolean, followed: boolean): FoundWho => ({
  found: found.map(({ who }) => who),
  guessed,
  followed,
});

/** The one that "pupil:ID" or "provider:ID" names, at the person's own school. */
export async function whoIs(
  query: Query,
  kinds: readonly Who['kind'][],
  key: string,
): Promise<Who | undefined> {
  const all = await everybody(query, kinds);
  return all.find(({ who }) => keyOf(who) === key)?.who;
}

export const keyOf = ({ kind, id }: Who): string => `${kind}:${id}`;

async function everybody(query: Query, kinds: readonly Who['kind'][]): Promise<Searched[]> {
  const pupils = kinds.includes('pupil') ? await pupilsOf(query) : [];
  const providers = kinds.includes('provider') ? await providersOf(query) : [];
  return [...pupils, ...providers];
}

/** A guest finds their own provider's pupils of today; what tells those apart tells of no other. */
async function pupilsOf({ db, schoolId, guestOf, today }: Query): Promise<Searched[]> {
  const theirs = guestOf === undefined ? {} : { placements: { some: placedAt(guestOf, today) } };
  const pupils = await db.pupil.findMany({
    where: { schoolId, drill: false, ...theirs },
    select: { id: true, upn: true, firstName: true, lastName: true, yearGroup: true, dateOfBirth: true },
  });
  const names = shortNames(pupils);
  const heard = new Map<string, number>();
  for (const pupil of pupils) heard.set(fullName(pupil), (heard.get(fullName(pupil)) ?? 0) + 1);
  return pupils.map(({ id, yearGroup, dateOfBirth, ...pupil }) => {
    const name = names.get(id) ?? fullName(pupil);
    const isAlike = guestOf === undefined && (heard.get(fullName(pupil)) ?? 0) > 1;
    const told = isAlike ? `${fullName(pupil)}, born ${dayOnly(dateOfBirth)}` : name;
    return { ...pupil, who: { kind: 'pupil', id, name, details: `${told}, year ${plain(yearGroup, 20)}` } };
  });
}

async function providersOf({ db, schoolId }: Query): Promise<Searched[]> {
  const providers = await db.provider.findMany({ where: { schoolId }, select: { id: true, name: true } });
  return providers.map(({ id, name }) => {
    const shown = plain(name, 60);
    return {
      upn: id,
      firstName: name,
      lastName: '',
      who: { kind: 'provider', id, name: shown, details: shown },
    };
  });
}
