import { plain } from '../../../domain/text';
import { type Query, type QueryResult, shown } from '../query';
import { askCard, type Wish, whoCard } from './card';
import { findWho, type Who, whoIs } from './find';

export { chooseCard, type Offer, type Wish } from './card';
export { keyOf, type Who } from './find';

/** What names somebody: a key from a card ("pupil:ID"), or what was typed. */
export interface Named {
  readonly who?: string | undefined;
  readonly name?: string | undefined;
}

/** In characters; longer than any name. */
const LONGEST = 120;

/** What becomes of the one that is meant. `remark` is what must be said of what was typed after the name. */
type Then = (who: Who, remark?: string) => Promise<QueryResult>;

/** The one that is meant goes on to `then`; anything else is answered with a card that asks who is meant. */
export async function withWho(
  query: Query,
  wish: Wish,
  kinds: readonly Who['kind'][],
  named: Named,
  then: Then,
): Promise<QueryResult> {
  if (named.who) {
    const who = await whoIs(query, kinds, named.who);
    return who ? then(who) : shown(askCard(query, wish));
  }
  const typed = plain(named.name ?? '', LONGEST);
  if (typed === '') return shown(askCard(query, wish));
  const { found, guessed, followed } = await findWho(query, kinds, typed);
  const remark = followed ? wish.unkept : undefined;
  const [first, ...others] = found;
  if (!first) return shown(askCard(query, wish, typed, remark));
  return others.length > 0 || guessed
    ? shown(whoCard(query, wish, found, guessed, remark))
    : then(first, remark);
}
