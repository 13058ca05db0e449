import { CARD_LIMIT, cardSize } from '../../src/cards/size';
import type { Json, JsonObject } from '../../src/domain/json';

/** What else the linter must know of a card that was sent. */
interface Sent {
  /** The activity's summary, where there is one. */
  readonly summary?: string;
  /** What people wrote: a "${" inside it is theirs. */
  readonly userTexts?: readonly string[];
}

interface Found {
  readonly node: JsonObject;
  readonly type: string;
  /** Inside an element that only shows where a newer one cannot. */
  readonly isFallback: boolean;
  /** Beside something, in a row of its own. */
  readonly inRow: boolean;
}

/** What a client that stops at Adaptive Cards 1.2 can draw. */
const OLD = new Set(
  (
    'AdaptiveCard TextBlock Image Container ColumnSet Column FactSet ImageSet ActionSet RichTextBlock TextRun ' +
    'Input.Text Input.Number Input.Date Input.Time Input.Toggle Input.ChoiceSet ' +
    'Action.OpenUrl Action.Submit Action.ShowCard Action.ToggleVisibility'
  ).split(' '),
);
const NEWER = /^(Action\.Execute|Table|Badge|Icon|ProgressBar|ProgressRing|Chart\.[A-Za-z.]+)$/u;

/** Parts of an element that hold no elements. */
const NO_ELEMENTS = new Set(['data', 'choices', 'facts', 'msteams', 'targetElements']);

/** Every way a card breaks the house rules for cards, in words; nothing when it keeps them all. */
export function lintCard(card: JsonObject, sent: Sent = {}): string[] {
  const found = [...elements(card, false)];
  return [
    ...whole(card, sent),
    ...found.flatMap(({ node, type, isFallback }) => [
      ...kindOf(node, type),
      ...ruleFor(type)(node, isFallback),
    ]),
    ...together(found),
    ...unfilled(card, sent.userTexts ?? []),
  ];
}

function* elements(value: Json, isFallback: boolean, inRow = false): Generator<Found> {
  if (typeof value !== 'object' || value === null) return;
  const node = object(value);
  if (typeof node['type'] === 'string') yield { node, type: node['type'], isFallback, inRow };
  for (const [key, inner] of Object.entries(value)) {
    if (!NO_ELEMENTS.has(key))
      yield* elements(inner, isFallback || key === 'fallback', inRow || node['type'] === 'ColumnSet');
  }
}

/** The fault, unless the rule holds. */
const must = (holds: boolean, fault: string): string[] => (holds ? [] : [fault]);
const text = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? '');
const filled = (value: Json | undefined): boolean => typeof value === 'string' && value.trim() !== '';
const items = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : []);
const object = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

const whole = (card: JsonObject, { summary }: Sent): string[] => [
  ...must(card['type'] === 'AdaptiveCard', 'this is no Adaptive Card'),
  ...must(card['version'] === '1.5', `the version is ${text(card['version'])}, not 1.5`),
  ...must(filled(card['fallbackText']), 'there is no fallbackText'),
  ...must(summary === undefined || filled(summary), 'the summary is empty'),
  ...must(!('refresh' in card), 'the card refreshes itself'),
  ...must(cardSize(card) < CARD_LIMIT, `the card is ${cardSize(card)} bytes`),
];

const kindOf = (node: JsonObject, type: string): string[] =>
  OLD.has(type)
    ? []
    : NEWER.test(type)
      ? must('fallback' in node, `${type} has no fallback`)
      : [`${type} is no element we know`];

const BUTTON = /^Action\.(Execute|Submit|OpenUrl|ShowCard)$/u;

/** The buttons of a row: the button of a line of things to do is not one of the card's main actions. */
const buttonsIn = (row: JsonObject): Found[] =>
  [...elements(row, false)].filter(({ type, isFallback }) => !isFallback && BUTTON.test(type));

type Rule = (node: JsonObject, isFallback: boolean) => string[];

const nameOf = (node: JsonObject): string => text(node['id'] ?? node['title'] ?? node['text']).slice(0, 60);

const RULES: Readonly<Record<string, Rule>> = {
  TextBlock: (node) => [
    ...must(filled(node['text']), 'a TextBlock has no text'),
    ...must(node['wrap'] === true, `TextBlock "${nameOf(node)}" does not wrap`),
    ...must(
      isPlain(text(node['text'])),
      `TextBlock "${nameOf(node)}" holds Markdown: escape it, or use a RichTextBlock`,
    ),
  ],
  TextRun: (node) => must(typeof node['text'] === 'string', 'a TextRun has no text'),
  Image: (node) => must(filled(node['altText']), 'an Image has no altText'),
  ColumnSet: (node) => [
    ...columns(items(node['columns']).map(object)),
    ...must(buttonsIn(node).length <= 1, `a row has ${buttonsIn(node).length} buttons`),
  ],
  'Input.ChoiceSet': (node) => {
    const values = items(node['choices']).map((choice) => object(choice)['value'] ?? '');
    const value = node['value'] ?? '';
    return [
      ...must(
        node['style'] === undefined || node['style'] === 'compact',
        `${nameOf(node)} is not compact: its choices would be Markdown`,
      ),
      ...must(
        value === '' || values.includes(value),
        `${nameOf(node)} starts with a value that is none of its choices`,
      ),
    ];
  },
  'Action.Execute': (node) => {
    const fallback = object(node['fallback']);
    const verb = node['verb'] ?? '';
    return [
      ...must(filled(node['title']), 'a button has no title'),
      ...must(filled(verb), `button "${nameOf(node)}" has no verb`),
      ...must(
        fallback['type'] === 'Action.Submit' && object(fallback['data'])['verb'] === verb,
        `button "${nameOf(node)}" has no Action.Submit fallback that carries its verb`,
      ),
    ];
  },
  'Action.Submit': (node, isFallback) =>
    must(isFallback, `button "${nameOf(node)}" is an Action.Submit of its own`),
};

const ruleFor = (type: string): Rule => {
  if (type.startsWith('Chart.')) return (node) => must(filled(node['altText']), `${type} has no altText`);
  if (!type.startsWith('Input.')) return RULES[type] ?? (() => []);
  return (node, isFallback) => [
    ...must(filled(node['id']), `${type} has no id`),
    ...must(
      filled(node['label']) || (type === 'Input.Toggle' && filled(node['title'])),
      `${type} "${nameOf(node)}" has no label`,
    ),
    ...(RULES[type]?.(node, isFallback) ?? []),
  ];
};

/** No mark of Markdown but the escaped ones and a link that dials. */
const isPlain = (shown: string): boolean =>
  !/[*_[\]<`]/u.test(shown.replace(/\\[^\w\s]/gu, '').replace(/\[[^[\]]*\]\(tel:\+?\d+\)/gu, ''));

function columns(all: readonly JsonObject[]): string[] {
  const fixed = all
    .map((column) => /^(\d+)px$/u.exec(text(column['width']))?.[1])
    .filter((width) => width !== undefined);
  return [
    ...must(all.length <= 3, `a ColumnSet has ${all.length} columns`),
    ...must(
      fixed.length <= 1 && fixed.every((width) => Number(width) <= 48),
      'a ColumnSet has more than one narrow fixed column',
    ),
  ];
}

function together(all: readonly Found[]): string[] {
  const shown = all.filter(({ isFallback }) => !isFallback);
  const ids = shown.map(({ node }) => node['id']).filter((id) => id !== undefined);
  const buttons = shown.filter(({ type }) => BUTTON.test(type));
  const main = buttons.filter(({ inRow }) => !inRow);
  const targets = shown
    .flatMap(({ node }) => items(node['targetElements']))
    .map((target) => object(target)['elementId'] ?? target);
  return [
    ...must(new Set(ids).size === ids.length, 'two elements have one id'),
    ...must(main.length <= 3, `the card has ${main.length} buttons`),
    ...must(
      buttons.filter(({ node }) => node['style'] === 'positive').length <= 1,
      'the card has more than one primary button',
    ),
    ...targets.flatMap((target) =>
      must(ids.includes(target), `a toggle names "${text(target)}", which is not there`),
    ),
  ];
}

/** Texts that still hold an expression of a template. */
function unfilled(value: Json, userTexts: readonly string[]): string[] {
  if (typeof value === 'string') {
    const ours = userTexts.filter(Boolean).reduce((left, theirs) => left.replaceAll(theirs, ''), value);
    return must(!ours.includes('${'), `"${value}" was not filled in`);
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((inner) => unfilled(inner, userTexts))
    : [];
}
