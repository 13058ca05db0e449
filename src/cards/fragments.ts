import type { JsonObject } from '../domain/json';
import { escapeMarkdown } from '../domain/text';
import type { Fact } from './parts';

/** Hundredths of the card's width that labels take in every row of facts, so that the rows line up. */
const LABEL = 35;

/** How a piece of text looks. A colour never says anything that the words do not say too. */
interface TextStyle {
  readonly subtle?: boolean;
  readonly small?: boolean;
  readonly bold?: boolean;
  /** Teams paints good and warning too pale to read as text. */
  readonly colour?: 'accent' | 'attention';
}

/** A piece of a line, in its own style. */
interface Run extends TextStyle {
  readonly text: string;
}

/** A line of plain text. It may hold what people wrote: nothing in it is read as Markdown. */
export const textLine = (text: string, style: TextStyle = {}): JsonObject => personLine([{ text, ...style }]);

/** What is known so far, above the form: a line each, whatever is not there left out. */
export const known = (lines: readonly (string | undefined)[]): JsonObject[] =>
  lines.flatMap((line) => (line ? [textLine(line)] : []));

/** A line of plain text in more than one style: a name in bold, then what is known of them. */
export const personLine = (runs: readonly Run[]): JsonObject => ({
  type: 'RichTextBlock',
  spacing: 'small',
  inlines: runs.map(({ text, subtle, small, bold, colour }) => ({
    type: 'TextRun',
    text,
    ...(subtle ? { isSubtle: true } : {}),
    ...(small ? { size: 'small' } : {}),
    ...(bold ? { weight: 'bolder' } : {}),
    ...(colour ? { color: colour } : {}),
  })),
});

/** What a label says of a value. The rows of a card line up; a `tel` makes the value a link that dials. */
export function factRow({ label, value, tel }: Fact): JsonObject {
  const number = dialled(tel ?? '');
  const shown = number
    ? { type: 'TextBlock', wrap: true, spacing: 'none', text: `[${escapeMarkdown(value)}](tel:${number})` }
    : { ...textLine(value), spacing: 'none' };
  return row([{ ...textLine(label, { subtle: true }), spacing: 'none' }], [shown]);
}

/** Two cells side by side, whose edges line up with those of every other row of the card. */
const row = (left: JsonObject[], right: JsonObject[]): JsonObject => ({
  type: 'ColumnSet',
  spacing: 'small',
  columns: [
    { type: 'Column', width: LABEL, items: left },
    { type: 'Column', width: 100 - LABEL, spacing: 'small', items: right },
  ],
});

/** A group of elements under a small heading of its own. */
export const section = (title: string, items: JsonObject[]): JsonObject => ({
  type: 'Container',
  spacing: 'medium',
  items: [
    {
      type: 'TextBlock',
      text: escapeMarkdown(title),
      style: 'heading',
      size: 'default',
      weight: 'bolder',
      wrap: true,
    },
    ...items,
  ],
});

/** One of a list of answers, in the order of how often they are true. Nothing is chosen unless `value` says so. */
export const choice = (
  id: string,
  label: string,
  choices: readonly { readonly title: string; readonly value: string }[],
  value = '',
): JsonObject => ({
  type: 'Input.ChoiceSet',
  id,
  label,
  spacing: 'small',
  style: 'compact',
  placeholder: 'Choose',
  choices: choices.map(({ title, value: sent }) => ({ title, value: sent })),
  ...(value === '' ? {} : { value }),
});

/** A short note that nobody has to write; a hidden one waits for a toggle that names its id. */
export const noteInput = (id: string, label: string, value = '', isHidden = false): JsonObject => ({
  type: 'Input.Text',
  id,
  label,
  spacing: 'small',
  placeholder: 'Optional',
  maxLength: 300,
  ...(value === '' ? {} : { value }),
  ...(isHidden ? { isVisible: false } : {}),
});

/** A small link that unfolds elements in place, or folds them again. Nothing is sent. */
export const unfoldLink = (title: string, ids: readonly string[]): JsonObject => ({
  type: 'RichTextBlock',
  spacing: 'small',
  inlines: [
    {
      type: 'TextRun',
      text: title,
      size: 'small',
      color: 'accent',
      selectAction: { type: 'Action.ToggleVisibility', title, targetElements: [...ids] },
    },
  ],
});

/** The first telephone number in a text as a link dials it ("+44 (0)1632 960 001, office": "+441632960001"). */
function dialled(text: string): string {
  const [number = ''] = /\+?\d[\d\s().-]{4,}/u.exec(text.replace('(0)', ' ')) ?? [];
  return number.replace(/[^\d+]/gu, '');
}

/** A day, as the client's own calendar gives it. `value` is an ISO date. */
export const dateInput = (id: string, label: string, value = ''): JsonObject => ({
  ...input('Input.Date', id, label),
  ...(value === '' ? {} : { value }),
});

/** A time of day. `value` is HH:MM. */
export const timeInput = (id: string, label: string, value = ''): JsonObject => ({
  ...input('Input.Time', id, label),
  ...(value === '' ? {} : { value }),
});

/** A number, as it was typed. */
export const numberInput = (id: string, label: string, value = ''): JsonObject => ({
  ...input('Input.Number', id, label),
  ...(value === '' || Number.isNaN(Number(value)) ? {} : { value: Number(value) }),
});

/** One line of text, of at most `maxLength` characters. */
export const textInput = (id: string, label: string, maxLength: number, value = ''): JsonObject => ({
  ...input('Input.Text', id, label),
  maxLength,
  ...(value === '' ? {} : { value }),
});

/** One line of a checklist: ticked or not. The title beside the box is its label: a `label` would say it twice. */
export const tick = (id: string, title: string, isTicked: boolean): JsonObject => ({
  type: 'Input.Toggle',
  id,
  spacing: 'none',
  title: escapeMarkdown(title),
  valueOn: 'yes',
  valueOff: 'no',
  value: isTicked ? 'yes' : 'no',
  wrap: true,
});

const input = (type: string, id: string, label: string): JsonObject => ({
  type,
  id,
  label,
  spacing: 'small',
});
