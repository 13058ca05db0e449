import type { JsonObject } from '../domain/json';

/** Bytes a card may take: under every limit Teams has published for a message. */
export const CARD_LIMIT = 25_000;

/** The size of a card's JSON in bytes of UTF-8. */
export const cardSize = (card: JsonObject): number => new TextEncoder().encode(JSON.stringify(card)).length;
