import { z } from 'zod/v4';
import type { Card } from '../cards/parts';
import type { PressResult } from '../services/asks/press';
import type { Person } from '../services/people';
import { refusalWords } from './messages';
import type { Services } from './services';

/** The most a press may carry, in characters of JSON: a card of 60 pupils with a note each is well under it. */
const MOST = 64 * 1024;

const pressSchema = z.object({
  verb: z.string().min(1).max(100),
  data: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((data) => data ?? {})
    .refine((data) => JSON.stringify(data).length <= MOST),
});

const askSchema = z.string().min(1).max(100).optional();

/** A button that was pressed, as the client says. Nothing in it is believed. */
export interface Pressed {
  readonly ask: string | undefined;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads `{ verb, data }`; null when it is not one. The ask's id is taken out of the data. */
export function readPress(value: unknown): Pressed | null {
  const press = pressSchema.safeParse(value);
  if (!press.success) return null;
  const { ask, ...data } = press.data.data;
  const askId = askSchema.safeParse(ask);
  return askId.success ? { ask: askId.data, verb: press.data.verb, data } : null;
}

/** Asked on the card of an ask, but of the records: it answers nothing. */
const QUESTION_ON_AN_ASK = 'log';

/** A press goes to the ask its card shows, or, on a card that shows none, is a question. */
export const pressed = (
  services: Services,
  person: Person,
  { ask, verb, data }: Pressed,
  activityId?: string,
): Promise<PressResult> =>
  ask === undefined || verb === QUESTION_ON_AN_ASK
    ? services.queryPress(person, { verb, data: ask === undefined ? data : { ...data, ask } })
    : services.press(person, { askId: ask, activityId, verb, data });

type Shown =
  | { readonly card: Card; readonly words?: never }
  | { readonly card?: never; readonly words: string };

/** What is shown of a result: its card, or the words of a refusal that leaves none. */
export function shownBy(result: PressResult): Shown {
  if (result.ok) return { card: result.card };
  return result.card ? { card: result.card } : { words: refusalWords(result.refusal) };
}
