import type { Json, JsonObject } from '../../../src/domain/json';

/** A button as the client shows it, with what pressing it sends. */
export interface Button {
  readonly title: string;
  readonly type: string;
  readonly verb: string | undefined;
  readonly data: JsonObject;
  /** False when the client sends it without the card's inputs and without checking them. */
  readonly withInputs: boolean;
}

/** A field as the client shows it. */
export interface Input {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly required: boolean;
  /** What the client sends if nobody touches it; undefined: nothing. */
  readonly value: string | undefined;
  readonly choices: readonly { title: string; value: string }[];
  readonly multi: boolean;
  /** False while it is folded away. */
  readonly visible: boolean;
}

/** Where an Adaptive Card keeps what is inside it, in reading order. */
const CHILDREN = [
  'columns',
  'rows',
  'cells',
  'items',
  'body',
  'inlines',
  'facts',
  'images',
  'card',
  'selectAction',
  'actions',
];

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const word = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
/** A field's value as a client sends it: always text. */
const sent = (value: Json | undefined): string =>
  typeof value === 'object' ? JSON.stringify(value) : `${value}`;

interface Found {
  readonly element: JsonObject;
  readonly visible: boolean;
}

/** Every element of a card in reading order, with whether it can be seen. */
function* elements(value: Json | undefined, visible = true): Generator<Found> {
  if (Array.isArray(value)) for (const item of value) yield* elements(item, visible);
  if (typeof value === 'string') yield { element: { type: 'TextRun', text: value }, visible };
  if (!isObject(value)) return;
  const shown = visible && value['isVisible'] !== false;
  yield { element: value, visible: shown };
  for (const key of CHILDREN) yield* elements(value[key], shown);
}

/** As Teams shows it: a mark with a backslash before it is just that mark. */
const shown = (text: string): string => text.replace(/\\([\\`*_{}[\]()<>#+\-.!|~])/gu, '$1');

function wordsOf(element: JsonObject): string {
  const type = word(element['type']);
  const title = word(element['title']);
  if (type.startsWith('Input.')) return word(element['label']) || title;
  if (['TextRun', 'TextBlock', 'Badge'].includes(type)) return shown(word(element['text']));
  return type === '' && 'value' in element ? shown(`${title}: ${word(element['value'])}`) : '';
}

/** All the text that can be seen on a card, in reading order, one line for each element. Buttons are not in it. */
export const textOf = (card: JsonObject): string =>
  [...elements(card)]
    .filter(({ visible }) => visible)
    .map(({ element }) => wordsOf(element))
    .filter((words) => words !== '')
    .join('\n');

/** The card's buttons in order: its own, those in its body, and those behind "show card". */
export const buttonsOf = (card: JsonObject): Button[] =>
  [...elements(card)]
    .filter(({ element }) => word(element['type']).startsWith('Action.'))
    .map(({ element }) => button(element));

function button(action: JsonObject): Button {
  const data = isObject(action['data']) ? action['data'] : {};
  return {
    title: word(action['title']),
    type: word(action['type']),
    verb: word(action['verb']) || word(data['verb']) || undefined,
    data,
    withInputs: action['associatedInputs'] !== 'none',
  };
}

/** The card's fields in order, folded away or not. */
export const inputsOf = (card: JsonObject): Input[] =>
  [...elements(card)]
    .filter(({ element }) => word(element['type']).startsWith('Input.'))
    .map(({ element, visible }) => input(element, visible));

function input(element: JsonObject, visible: boolean): Input {
  const type = word(element['type']);
  const off = type === 'Input.Toggle' ? word(element['valueOff']) || 'false' : undefined;
  const choices = Array.isArray(element['choices']) ? element['choices'].filter(isObject) : [];
  return {
    id: word(element['id']),
    type,
    label: word(element['label']) || word(element['title']),
    required: element['isRequired'] === true,
    value: element['value'] === undefined || element['value'] === '' ? off : sent(element['value']),
    choices: choices.map((choice) => ({ title: word(choice['title']), value: word(choice['value']) })),
    multi: element['isMultiSelect'] === true,
    visible,
  };
}

/** What a client sends with a button: its data and every field's value. Throws where a client would not send. */
export function filledIn(card: JsonObject, pressed: Button, typed: JsonObject): JsonObject {
  const fields = inputsOf(card);
  for (const id of Object.keys(typed)) {
    if (!fields.some((field) => field.id === id)) throw new Error(`The card has no field "${id}".`);
  }
  if (!pressed.withInputs) return { ...pressed.data };
  const values = fields.flatMap((field) => {
    const value = typed[field.id] ?? field.value;
    check(field, value);
    return value === undefined || value === '' ? [] : [[field.id, value] as const];
  });
  return { ...pressed.data, ...Object.fromEntries(values) };
}

function check(field: Input, value: Json | undefined): void {
  const name = field.label || field.id;
  if (value === undefined || value === '') {
    if (field.required) throw new Error(`The client wants "${name}" first.`);
    return;
  }
  const foreign = foreignTo(field, sent(value));
  if (foreign.length > 0) throw new Error(`"${name}" does not offer ${foreign.join(', ')}.`);
}

function foreignTo(field: Input, value: string): string[] {
  if (field.type !== 'Input.ChoiceSet') return [];
  const chosen = field.multi ? value.split(',') : [value];
  return chosen.filter((one) => !field.choices.some((choice) => choice.value === one));
}
