/** The one source of "now". Real in production; moved by hand in tests and in the demo. */
export interface Clock {
  now(): Date;
}

/** The one source of new identities: short, unguessable, safe in a card's input ids. */
export interface Ids {
  next(): string;
}
