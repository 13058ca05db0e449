import type { Card } from '../cards/parts';
import type { Refusal } from '../domain/refusals';

/** A button pressed on a card that shows an ask. */
export interface PressInput {
  readonly askId: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What the person who pressed sees next. A refusal that leaves them a card (with what they typed) carries it. */
export type PressResult = { ok: true; card: Card } | { ok: false; refusal: Refusal; card?: Card };
