import { choice } from '../../../cards/fragments';
import type { CardAction, CardParts } from '../../../cards/parts';
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
  /** What is said of words after the name. Where it is given, nothing that was typed is said back. */
  readonly unkept?: string;
  /** A line under the field. */
  readonly hint?: string;
  /** What there is besides pupils and providers. */
  readonly also?: readonly CardAction[];
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
export function askCard(query: Query, wish: Wish, missed = '', remark = ''): CardParts {
  const isSaid = wish.unkept === undefined;
  const sought = isSaid ? `is called “${plain(missed, 60)}”` : 'has that name. Try part of the surname';
  return {
    ...headOf(query, wish, wish.question),
    problems: [...(missed === '' ? [] : [`Nothing on your list ${sought}.`]), ...given(remark)],
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
    lines: given(wish.hint),
    actions: [
      { title: wish.go, verb: wish.verb, data: { ...wish.data }, primary: true },
      ...(wish.also ?? []),
    ],
  };
}

const given = (line = ''): string[] => (line === '' ? [] : [line]);

/** Several match, or what was typed is only nearly a name: which one? */
export function whoCard(
  query: Query,
  wish: Wish,
  found: readonly Who[],
  guessed: boolean,
  remark?: string,
): CardParts {
  const question = guessed ? `Did you mean ${found.length === 1 ? 'this' : 'one of these'}?` : wish.question;
  const offers = found.map((who) => ({ value: keyOf(who), title: who.details }));
  return { ...chooseCard(query, wish, question, 'who', offers), problems: given(remark) };
}

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
    return { ...head, actions };
  }
  const left = offers.length - MOST_CHOICES;
  const chosen = { ...choice(field, 'Choose one', offers.slice(0, MOST_CHOICES)), isRequired: true };
  return {
    ...head,
    body: [{ ...chosen, errorMessage: 'Choose one first.' }],
    lines: left > 0 ? [`${left} more match: type more of the name if it is none of these.`] : [],
    actions: [{ title: go, verb, data: { ...data }, primary: true }],
  };
}
