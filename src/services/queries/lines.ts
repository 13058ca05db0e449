import { personLine, section } from '../../cards/fragments';
import type { JsonObject } from '../../domain/json';

/** A line of a list: its subject in bold, then what is known of it. */
export interface Line {
  readonly title: string;
  readonly text: string;
}

/** The most lines one list of a card may have: a card is read in a corridor. */
const MOST = 15;

/** A list under its own heading, or nothing when it is empty; what does not fit is counted. */
export function listSection(title: string, lines: readonly Line[], most = MOST): JsonObject[] {
  if (lines.length === 0) return [];
  const shown = lines.length > most ? lines.slice(0, most) : lines;
  const more = lines.length - shown.length;
  const rest = more > 0 ? [personLine([{ text: `and ${more} more`, subtle: true }])] : [];
  return [section(title, [...shown.map(lineElement), ...rest])];
}

/** One such line, as an element. */
export const lineElement = ({ title, text }: Line): JsonObject =>
  personLine([{ text: `${title}: `, bold: true }, { text }]);
