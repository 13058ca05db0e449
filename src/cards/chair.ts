import type { JsonObject } from '../domain/json';
import { toAction } from './actions';
import { choice, personLine, section, textLine, unfoldLink } from './fragments';
import type { CardAction } from './parts';

/** Somebody who could be asked instead: their name, and what they are. */
export interface Candidate {
  readonly staffId: string;
  readonly name: string;
  readonly role: string;
}

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
  readonly choices: readonly Candidate[];
  /** What every press of it says. */
  readonly data: JsonObject;
}

/** So many have a button of their own; of the others so many can be chosen from a list that unfolds. */
const ROWS = 2;
const LISTED = 12;

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
  return section(title, [
    ...lines.map((line) => textLine(line)),
    textLine(otherwise, style),
    ...choices.slice(0, ROWS).map((one, i) => candidateRow(one, data, isFirst && i === 0)),
    ...others(id, choices.slice(ROWS, ROWS + LISTED), data),
  ]);
}

function candidateRow({ staffId, name, role }: Candidate, data: JsonObject, primary: boolean): JsonObject {
  const who = personLine([{ text: name, bold: true }]);
  const what = { ...personLine([{ text: role, small: true, subtle: true }]), spacing: 'none' };
  return row([who, what], 'center', { data: { ...data, staff: staffId }, primary, alone: true });
}

function others(id: string, choices: readonly Candidate[], data: JsonObject): JsonObject[] {
  if (choices.length === 0) return [];
  const box = `others-${id}`;
  const listed = choices.map(({ staffId, name, role }) => ({ title: `${name}, ${role}`, value: staffId }));
  const field = choice(chairField(id), 'Who is asked instead', listed);
  return [
    unfoldLink('Somebody else', [box]),
    {
      type: 'Container',
      id: box,
      isVisible: false,
      spacing: 'small',
      items: [row([field], 'bottom', { data })],
    },
  ];
}

/** Something, and the button that asks them. */
const row = (left: JsonObject[], align: 'center' | 'bottom', action: Omit<CardAction, 'title' | 'verb'>) => ({
  type: 'ColumnSet',
  spacing: 'small',
  columns: [
    { type: 'Column', width: 'stretch', verticalContentAlignment: align, items: left },
    {
      type: 'Column',
      width: 'auto',
      verticalContentAlignment: align,
      items: [
        {
          type: 'ActionSet',
          actions: [toAction({ ...action, title: 'Ask instead', verb: 'ask-instead' }, undefined)],
        },
      ],
    },
  ],
});
