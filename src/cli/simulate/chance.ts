/** A number from 0 up to 1, from a seed: the same seed gives the same year. */
export type Chance = () => number;

/** The mulberry32 generator (public domain): small, fast, and good enough for who is ill on a Tuesday. */
export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of a list. */
export const pick = <T>(chance: Chance, items: readonly T[]): T | undefined =>
  items[Math.floor(chance() * items.length)];
