import { choice } from '../../../cards/fragments';
import type { CardParts } from '../../../cards/parts';
import type { JsonObject } from '../../../domain/json';
import { plain } from '../../../domain/text';
import { stamp } from '../phrases';
import type { Query } from '../query';
import { keyOf, type Who } from './find';

/** Which command asks, and what its buttons send. */
export interface Wish {
  /** "Provider". */
  readonly title: string;
  readonly verb: string;
  readonly data?: JsonObject;
  /** "Which provider?" */
  readonly question: string;
  /** What to type: "Part of the provider’s name". */
  readonly label: string;
  /** The button that goes on: "Show". */
  readonly go: string;
}

/** One of several things to choose. */
export interface Offer {
  readonly value: string;
  readonly title: string;
}

/** More choices than this go into one field: a card has at most three buttons. */
const MOST_BUTTONS = 3;
const MOST_CHOICES = 40;

const headOf = (query: Query, { title }: Wish, heading: string) => ({
  eyebrow: `${title} · ${stamp(query)}`,
  heading,
  summary: heading,
});

/** Nothing was typed, or nobody has that name: whom do you mean? */
export const askCard = (query: Query, wish: Wish, missed = ''): CardParts => ({
  ...headOf(query, wish, wish.question),
  ...(missed === '' ? {} : { problems: [`Nothing on your list is called “${plain(missed, 60)}”.`] }),
  body: [
    {
      type: 'Input.Text',
      id: 'name',
      label: wish.label,
      maxLength: 80,
      isRequired: true,
      errorMessage: 'Type part of the name first.',
    },
  ],
  actions: [{ title: wish.go, verb: wish.verb, data: { ...wish.data }, primary: true }],
});

/** Several match, or what was typed is only nearly a name: which one? */
export const whoCard = (query: Query, wish: Wish, found: readonly Who[], guessed: boolean): CardParts =>
  chooseCard(
    query,
    wish,
    guessed ? 'Did you mean this?' : wish.question,
    'who',
    found.map((who) => ({ value: keyOf(who), title: who.details })),
  );

/** One of several: a button each, or one field when there are many. `field` is what the press sends it as. */
export function chooseCard(
  query: Query,
  wish: Wish,
  heading: string,
  field: string,
  offers: readonly Offer[],
): CardParts {
  const { verb, data, go } = wish;
  const head = headOf(query, wish, heading);
  if (offers.length <= MOST_BUTTONS) {
    const actions = offers.map(({ value, title }) => ({
      title: plain(title, 40),
      verb,
      data: { ...data, [field]: value },
      alone: true,
    }));
    return { ...head, lines: ['Nothing is kept until you choose.'], actions };
  }
  const left = offers.length - MOST_CHOICES;
  return {
    ...head,
    body: [choice(field, 'Choose one', offers.slice(0, MOST_CHOICES))],
    lines: left > 0 ? [`${left} more match: type more of the name if it is none of these.`] : [],
    actions: [{ title: go, verb, data: { ...data }, primary: true }],
  };
}
