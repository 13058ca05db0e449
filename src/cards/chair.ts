import type { JsonObject } from '../domain/json';
import { toAction } from './actions';
import { choice, section, textLine, unfoldLink } from './fragments';

/** A role that will be asked while nobody of it can be reached, and who could be asked instead. */
export interface Chair {
  /** Names its field among those of other chairs. */
  readonly id: string;
  readonly title: string;
  readonly lines: readonly string[];
  /** What happens if nobody is chosen. */
  readonly otherwise: string;
  /** Nobody at all would be asked: said in words and marked. */
  readonly isLost: boolean;
  /** The first of them comes first on the card. */
  readonly isFirst: boolean;
  readonly choices: readonly { readonly staffId: string; readonly name: string; readonly title: string }[];
  /** What every press of it says. */
  readonly data: JsonObject;
}

/** So many have a button of their own; the others are chosen from a list that unfolds. */
const BUTTONS = 2;

/** The name of a chair's field. */
export const chairField = (id: string): string => `instead-${id}`;

/** An empty chair with the people who could sit in it: a tap each, the rest folded away. */
export function chairBlock({
  id,
  title,
  lines,
  otherwise,
  isLost,
  isFirst,
  choices,
  data,
}: Chair): JsonObject {
  const style = isLost ? ({ colour: 'attention', bold: true } as const) : { subtle: true };
  const buttons = choices.slice(0, BUTTONS).map((one, i) =>
    toAction(
      {
        title: one.title,
        verb: 'ask-instead',
        data: { ...data, staff: one.staffId },
        primary: isFirst && i === 0,
        alone: true,
      },
      undefined,
    ),
  );
  return section(title, [
    ...lines.map((line) => textLine(line)),
    textLine(otherwise, style),
    ...(buttons.length > 0 ? [{ type: 'ActionSet', spacing: 'small', actions: buttons }] : []),
    ...others(id, choices, data),
  ]);
}

function others(id: string, choices: Chair['choices'], data: JsonObject): JsonObject[] {
  if (choices.length <= BUTTONS) return [];
  const box = `others-${id}`;
  const listed = choices.slice(BUTTONS).map(({ staffId, name }) => ({ title: name, value: staffId }));
  const ask = toAction({ title: 'Ask them instead', verb: 'ask-instead', data }, undefined);
  return [
    unfoldLink('Somebody else', [box]),
    {
      type: 'Container',
      id: box,
      isVisible: false,
      spacing: 'small',
      items: [
        choice(chairField(id), 'Who is asked instead', listed),
        { type: 'ActionSet', spacing: 'small', actions: [ask] },
      ],
    },
  ];
}
