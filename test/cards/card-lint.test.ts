import type { JsonObject } from '../../src/domain/json';
import { lintCard } from '../support/card-lint';

const withBody = (...body: JsonObject[]): JsonObject => ({
  type: 'AdaptiveCard',
  version: '1.5',
  fallbackText: 'A card',
  body,
});
const faults = (...body: JsonObject[]) => lintCard(withBody(...body));
const execute = (title: string): JsonObject => ({
  type: 'Action.Execute',
  title,
  verb: 'send',
  fallback: { type: 'Action.Submit', title, data: { verb: 'send' } },
});
const choices = (more: JsonObject): JsonObject => ({
  type: 'Input.ChoiceSet',
  id: 'a',
  label: 'A',
  choices: [{ title: 'Here', value: 'here' }],
  ...more,
});
const columns = (...widths: (string | number)[]): JsonObject => ({
  type: 'ColumnSet',
  columns: widths.map((width) => ({ type: 'Column', width, items: [] })),
});

test('a card that keeps the rules has no faults', () => {
  expect(
    faults(
      { type: 'ActionSet', actions: [execute('a'), execute('b'), execute('c')] },
      columns('48px', 'auto', 1),
    ),
  ).toEqual([]);
});

const row = (...titles: string[]): JsonObject => ({
  type: 'ColumnSet',
  columns: [{ type: 'Column', width: 'auto', items: [{ type: 'ActionSet', actions: titles.map(execute) }] }],
});
const main = { type: 'ActionSet', actions: ['a', 'b', 'c'].map(execute) };

test('the button of a row is none of the three main actions', () => {
  expect(faults(row('Open'), row('Open'), row('Open'), row('Open'), main)).toEqual([]);
});

test.each<[string, string, JsonObject[]]>([
  ['a row of two buttons', 'a row has 2 buttons', [row('Open', 'Skip')]],
  [
    'a fourth button outside rows',
    'the card has 4 buttons',
    [row('Open'), main, { ...main, actions: [execute('d')] }],
  ],
  ['an unknown element', 'no element we know', [{ type: 'TextBox' }]],
  ['a newer element without a fallback', 'has no fallback', [{ type: 'Badge', text: 'New' }]],
  ['text that does not wrap', 'does not wrap', [{ type: 'TextBlock', text: 'a' }]],
  ['Markdown', 'holds Markdown', [{ type: 'TextBlock', text: '[a](https://b.example)', wrap: true }]],
  ['an input without a label', 'has no label', [{ type: 'Input.Text', id: 'a' }]],
  ['an input without an id', 'has no id', [{ type: 'Input.Text', label: 'A' }]],
  ['an image without an alternative text', 'no altText', [{ type: 'Image', url: 'data:,' }]],
  ['a chart without an alternative text', 'no altText', [{ type: 'Chart.Line', fallback: 'drop' }]],
  ['four columns', '4 columns', [columns(1, 1, 1, 1)]],
  ['a wide fixed column', 'narrow fixed column', [columns('49px', 1)]],
  ['two fixed columns', 'narrow fixed column', [columns('20px', '20px')]],
  ['choices that would be Markdown', 'not compact', [choices({ style: 'expanded' })]],
  ['a value that is no choice', 'none of its choices', [choices({ value: 'there' })]],
  ['two elements of one id', 'one id', [choices({}), choices({})]],
  ['an expression left open', 'was not filled in', [{ type: 'TextRun', text: 'Hi ${name}' }]],
  [
    'a toggle of nothing',
    'not there',
    [{ type: 'Action.ToggleVisibility', title: 'a', targetElements: ['b'] }],
  ],
  ['a button without a verb', 'has no verb', [{ ...execute('a'), verb: '' }]],
  ['a fallback without the verb', 'carries its verb', [{ ...execute('a'), verb: 'other' }]],
  ['a lone Action.Submit', 'of its own', [{ type: 'Action.Submit', title: 'a' }]],
  ['four buttons', '4 buttons', ['a', 'b', 'c', 'd'].map(execute)],
  [
    'two primary buttons',
    'more than one primary',
    ['a', 'b'].map((a) => ({ ...execute(a), style: 'positive' })),
  ],
])('it finds %s', (_, fault, body) => {
  expect(faults(...body)).toContainEqual(expect.stringContaining(fault));
});

test.each<[string, string, JsonObject]>([
  ['another version', 'not 1.5', { version: '1.6' }],
  ['no text for old clients', 'no fallbackText', { fallbackText: '' }],
  ['a card that refreshes itself', 'refreshes', { refresh: {} }],
  ['a card too large to send', 'bytes', { speak: 'x'.repeat(25_000) }],
  ['something that is no card', 'no Adaptive Card', { type: 'HeroCard' }],
])('it finds %s', (_, fault, more) => {
  expect(lintCard({ ...withBody(), ...more })).toContainEqual(expect.stringContaining(fault));
});

test('an empty summary is a fault', () => {
  expect(lintCard(withBody(), { summary: ' ' })).toEqual(['the summary is empty']);
});

test('an expression in what a person wrote is theirs', () => {
  const card = withBody({ type: 'TextRun', text: 'Note: ${1+1}' });
  expect(lintCard(card, { userTexts: ['${1+1}'] })).toEqual([]);
});

test('an escaped mark, and a link that dials, are plain', () => {
  const text = String.raw`\*a\* [01632 960123](tel:01632960123)`;
  expect(faults({ type: 'TextBlock', text, wrap: true })).toEqual([]);
});
