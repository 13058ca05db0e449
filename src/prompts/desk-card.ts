import { toAction } from '../cards/actions';
import { choice, textInput, textLine } from '../cards/fragments';
import type { CardAction } from '../cards/parts';
import { REFERENCE_LIMIT, REFERRALS } from '../domain/desk';
import type { JsonObject } from '../domain/json';
import { plain } from '../domain/text';
import type { AskInput, DeskView, View } from './kind';

/** The ids of what is folded away on a card of the desk. */
export const FORM_FOLD = 'desk-form';
const MORE_FOLD = 'desk-more';

/** What a press on them carries; nothing of it is an answer to the form. */
const HAND_TO = 'hand_to';
const REFER_TO = 'refer_to';
const REFER_REF = 'refer_ref';

/** Hand over, refer on, log: folded away, and unfolded again while something typed there was not taken. */
export function deskFold(
  { askId }: AskInput,
  { handTo, kept }: DeskView,
  { entered = {} }: View,
): JsonObject {
  const said = (id: string) => {
    const value = entered[id];
    return typeof value === 'string' ? plain(value, REFERENCE_LIMIT * 2) : '';
  };
  const chosen = (id: string, of: readonly { value: string }[]) =>
    of.some(({ value }) => value === said(id)) ? said(id) : '';
  const hand: JsonObject[] =
    handTo.length === 0
      ? [textLine('Nobody else who safeguards can be reached now.', { subtle: true })]
      : [
          beside(choice(HAND_TO, 'Hand over to', handTo, chosen(HAND_TO, handTo)), askId, {
            title: 'Hand over',
            verb: 'hand-over',
            data: { kept },
          }),
        ];
  const items = [
    ...hand,
    choice(REFER_TO, 'Refer on to', REFERRALS, chosen(REFER_TO, REFERRALS)),
    beside(textInput(REFER_REF, 'Reference, once you have one', REFERENCE_LIMIT, said(REFER_REF)), askId, {
      title: 'Refer on',
      verb: 'refer-on',
    }),
    beside(textLine('Minute by minute: who was told, and who did what.', { subtle: true }), askId, {
      title: 'Log',
      verb: 'log',
      alone: true,
    }),
  ];
  const isOpen = [HAND_TO, REFER_TO, REFER_REF].some((id) => said(id) !== '');
  return fold(MORE_FOLD, items, isOpen);
}

/** Elements that wait for a link which names their id. */
export const fold = (id: string, items: readonly JsonObject[], isOpen: boolean): JsonObject => ({
  type: 'Container',
  id,
  spacing: 'medium',
  separator: true,
  ...(isOpen ? {} : { isVisible: false }),
  items: [...items],
});

/** The button that unfolds what the desk offers besides the answer. */
export const MORE: CardAction = { title: 'More', verb: 'more', toggles: [MORE_FOLD] };

/** The button that belongs to one input stands beside it. */
const beside = (element: JsonObject, askId: string, action: CardAction): JsonObject => ({
  type: 'ColumnSet',
  spacing: 'medium',
  columns: [
    { type: 'Column', width: 'stretch', verticalContentAlignment: 'bottom', items: [element] },
    {
      type: 'Column',
      width: 'auto',
      verticalContentAlignment: 'bottom',
      items: [{ type: 'ActionSet', actions: [toAction(action, askId)] }],
    },
  ],
});
