import type { Json } from './json';

/** Somebody other than the pupil an answer is about. It stands by itself, so that it can be blacked out. */
export interface OtherPerson {
  readonly person: 'staff' | 'contact' | 'provider';
  readonly name: string;
  readonly role: string;
  readonly other: true;
  readonly id?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** Another pupil: never who it is. */
const ANOTHER_PUPIL = { person: 'pupil', name: 'another pupil', role: 'pupil', other: true } as const;

/** Whom a text may name. */
export interface People {
  /** Other people, each with everything they may be called: name, id, address, number. */
  readonly others: readonly { readonly who: OtherPerson; readonly called: readonly string[] }[];
  /** What other pupils may be called: names, UPNs, ids. */
  readonly otherPupils: readonly string[];
  /** What the pupil is called: never taken for somebody else. */
  readonly own: readonly string[];
}

/** Marks everybody else wherever text names them. */
export type Marker = (value: Json) => Json;

/** Letters and digits on both sides would make it part of a longer word. */
const asWord = (text: string): string =>
  `(?<![\\p{L}\\p{N}])${text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&').replace(/\s+/gu, '\\s+')}(?![\\p{L}\\p{N}])`;

const heard = (text: string): string => text.replace(/\s+/gu, ' ').trim().toLowerCase();

/**
 * Gives what marks other people in anything stored. A text that is somebody's name or id becomes that person; a text
 * that names somebody among other words becomes its parts, in order. Another pupil becomes "another pupil".
 */
export function markerOf({ others, otherPupils, own }: People): Marker {
  const people = new Map<string, Json>(otherPupils.map((name) => [heard(name), ANOTHER_PUPIL]));
  for (const { who, called } of others) for (const name of called) people.set(heard(name), { ...who });
  const theirs = new Set(own.map(heard));
  // The pupil's own names are found too, and left as they are, so that no shorter name is found inside them.
  const names = [...own, ...otherPupils, ...others.flatMap(({ called }) => called)]
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .sort((a, b) => b.length - a.length || a.localeCompare(b));
  const pattern = new RegExp(`(${[...new Set(names)].map(asWord).join('|')})`, 'giu');
  const personOf = (name: string): Json =>
    theirs.has(heard(name)) ? name : (people.get(heard(name)) ?? ANOTHER_PUPIL);
  const partsOf = (text: string): Json => {
    const parts = text
      .split(pattern)
      .map((part, i) => (i % 2 === 1 ? personOf(part) : part))
      .filter((part) => part !== '');
    if (parts.every((part) => typeof part === 'string')) return text;
    return parts.length === 1 ? (parts[0] ?? text) : parts;
  };
  return function mark(value: Json): Json {
    if (typeof value === 'string') return partsOf(value);
    if (Array.isArray(value)) return value.map(mark);
    if (value === null || typeof value !== 'object' || isOther(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mark(inner)]));
  };
}

/** Is it a person who was marked? */
export const isOther = (value: Json): value is Json & { name: string; role: string } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && value['other'] === true;
