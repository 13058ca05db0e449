import { fullName, shortNames } from '../../../domain/names';
import { findPupils } from '../../../domain/search';
import { plain } from '../../../domain/text';
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

/** Who was found. `guessed`: not just what was typed, so it must be asked whether they are meant. */
interface FoundWho {
  readonly found: readonly Who[];
  readonly guessed: boolean;
}

type Searched = { upn: string; firstName: string; lastName: string; who: Who };

/** A name has at most so many words; what is typed after it is not looked at, and never kept. */
const NAME_WORDS = 4;

/** Finds pupils or providers (or both) by what was typed: the whole of it, else the words it begins with. */
export async function findWho(query: Query, kinds: readonly Who['kind'][], typed: string): Promise<FoundWho> {
  const all = await everybody(query, kinds);
  const words = typed.split(' ');
  const whole = findPupils(all, typed);
  if (!whole.guessed && words.length <= NAME_WORDS + 1) return told(whole.pupils, false);
  for (let n = Math.min(words.length, NAME_WORDS); n > 0; n -= 1) {
    const { pupils, guessed } = findPupils(all, words.slice(0, n).join(' '));
    if (pupils.length > 0 && !guessed) return told(pupils, n < words.length);
  }
  return told(whole.pupils, true);
}

const told = (found: readonly Searched[], guessed: boolean): FoundWho => ({
  found: found.map(({ who }) => who),
  guessed,
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

async function pupilsOf({ db, schoolId }: Query): Promise<Searched[]> {
  const pupils = await db.pupil.findMany({
    where: { schoolId },
    select: { id: true, upn: true, firstName: true, lastName: true, yearGroup: true },
  });
  const names = shortNames(pupils);
  return pupils.map(({ id, yearGroup, ...pupil }) => {
    const name = names.get(id) ?? fullName(pupil);
    return { ...pupil, who: { kind: 'pupil', id, name, details: `${name}, year ${plain(yearGroup, 20)}` } };
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
