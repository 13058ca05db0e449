import { z } from 'zod/v4';
import type { Deps } from '../../deps';
import type { Query, QueryResult } from '../query';
import { away, awayBack } from './away';
import { cover, coverRemove } from './index';

/** What a field of a card sends; left empty, some clients send it and some do not. */
const field = z.string().max(100).optional();
const save = z.literal('yes').optional();
const id = z.string().max(100);

/** What the buttons of the cards of absence and cover may send. */
export const COVER_PRESSES = [
  z.object({ verb: z.literal('away'), from: field, until: field, cover: field, save }),
  z.object({
    verb: z.literal('cover'),
    typed: field,
    role: field,
    who: field,
    from: field,
    until: field,
    save,
  }),
  z.object({ verb: z.enum(['away-back', 'cover-remove']), id }),
] as const;
export type CoverPress = z.infer<(typeof COVER_PRESSES)[number]>;

const VERBS: readonly string[] = ['away', 'cover', 'away-back', 'cover-remove'];

export const isCoverPress = (press: { verb: string }): press is CoverPress => VERBS.includes(press.verb);

/** Answers a button of one of these cards. */
export async function coverPress(query: Query, deps: Deps, press: CoverPress): Promise<QueryResult> {
  switch (press.verb) {
    case 'away':
      return away(query, deps, { ...press, cover: press.cover === NEXT ? undefined : press.cover });
    case 'away-back':
      return awayBack(query, deps, press.id);
    case 'cover':
      return cover(query, deps, press);
    case 'cover-remove':
      return coverRemove(query, deps, press.id);
  }
}

/** Nobody in particular covers. */
const NEXT = 'next';
