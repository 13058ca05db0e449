import type { JsonObject } from '../domain/json';

/** One line of what is known. `tel` makes the value a link that dials. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  readonly tel?: string;
}

/** A button. The card carries the ask's id and the verb, never the truth. */
export interface CardAction {
  readonly title: string;
  readonly verb: string;
  readonly data?: JsonObject;
  readonly primary?: boolean;
  /** Send without the card's inputs and without checking them (Cancel, I'm on it). */
  readonly alone?: boolean;
  /** Unfolds (or folds) these elements in place; nothing is sent. */
  readonly toggles?: readonly string[];
}

/** What every Waymark card is made of, top to bottom. Strings are plain text: the shell makes them safe. */
export interface CardParts {
  /** Kind and urgency: "Attendance · morning · Mon 23 Nov". */
  readonly eyebrow: string;
  /** A word, with the one icon, for a card that cannot wait: "Waiting 30 min", "Escalated". */
  readonly alert?: string | undefined;
  /** The question itself, in the reader's words. Absent on a finished card, which is one line. */
  readonly heading?: string | undefined;
  readonly facts?: readonly Fact[];
  /** The kind's own elements, already rendered. */
  readonly body?: readonly JsonObject[];
  /** One line (or a few) of plain text under the body. */
  readonly lines?: readonly string[];
  /** What was wrong with the last press, in one or more sentences. Nothing was lost. */
  readonly problems?: readonly string[];
  readonly actions?: readonly CardAction[];
  /** What happens if nobody answers, and when. */
  readonly footer?: string | undefined;
  /** For the notification and the lock screen: the heading without any pupil's name. */
  readonly summary: string;
}

/** A card ready to send. */
export interface Card {
  readonly content: JsonObject;
  readonly summary: string;
}
