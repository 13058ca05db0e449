import type { JsonObject } from '../domain/json';
import { toAction } from './actions';
import { personLine } from './fragments';

/** One thing to do: what, by when, and the ask that its button opens. */
export interface ToDo {
  readonly askId: string;
  readonly title: string;
  readonly text: string;
  /** It should have been done by now: said in words and marked. */
  readonly isOverdue: boolean;
  /** What its button says. */
  readonly button?: string;
  readonly verb?: string;
}

/** A line of a list of things to do, with a button that opens its form in the place of the card. */
export const toDoRow = ({
  askId,
  title,
  text,
  isOverdue,
  button = 'Open',
  verb = 'open',
}: ToDo): JsonObject =>
  buttonRow(title, text, toAction({ title: button, verb, alone: true }, askId), isOverdue);

/** A line of a list with a button beside it, if there is anything to press. */
export const buttonRow = (
  title: string,
  text: string,
  action: JsonObject | null,
  isOverdue = false,
): JsonObject => ({
  type: 'ColumnSet',
  spacing: 'small',
  columns: [
    {
      type: 'Column',
      width: 'stretch',
      verticalContentAlignment: 'center',
      items: [
        personLine([{ text: title, bold: true }]),
        {
          ...personLine([{ text, small: true, ...(isOverdue ? { colour: 'attention' } : { subtle: true }) }]),
          spacing: 'none',
        },
      ],
    },
    ...(action
      ? [
          {
            type: 'Column',
            width: 'auto',
            verticalContentAlignment: 'center',
            items: [{ type: 'ActionSet', actions: [action] }],
          },
        ]
      : []),
  ],
});
