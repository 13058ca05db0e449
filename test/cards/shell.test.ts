import type { CardParts } from '../../src/cards/parts';
import { toCard } from '../../src/cards/shell';
import { CARD_LIMIT, cardSize } from '../../src/cards/size';
import type { JsonObject } from '../../src/domain/json';
import { lintCard } from '../support/card-lint';
import { attendance, EXAMPLES } from './examples';

const PARTS: CardParts = { eyebrow: 'Attendance', heading: 'Who has arrived?', summary: 'Who has arrived?' };
const HOSTILE = '[click](https://evil.example) **bold** <b>x</b> ${1+1} {{DATE(2026-11-23,SHORT)}} `code`';

const card = (more: Partial<CardParts>, ask?: string) => toCard({ ...PARTS, ...more }, ask).content;
const json = (content: JsonObject) => JSON.stringify(content);
const body = (content: JsonObject) => content['body'] as JsonObject[];
const types = (content: JsonObject) => body(content).map(({ type }) => type);

test.each(Object.entries(EXAMPLES))(
  'the example card %s keeps every rule for cards',
  (_, { content, summary }) => {
    expect(lintCard(content, { summary })).toEqual([]);
  },
);

test('a card of 25 pupils stays under the limit, even with a full note on each', () => {
  expect(cardSize(attendance(25).content) + 25 * 300).toBeLessThan(CARD_LIMIT);
});

test('the size of a card is counted in bytes', () => {
  expect(cardSize({ text: 'é' })).toBe('{"text":"é"}'.length + 1);
});

test('a card stands as 1.5 at full width, with a text for clients that cannot draw it', () => {
  expect(card({})).toMatchObject({
    type: 'AdaptiveCard',
    version: '1.5',
    fallbackText: 'Who has arrived?',
    msteams: { width: 'Full' },
  });
});

test('what an urgent card says with colour, it says with a word and an icon too', () => {
  expect(body(card({ alert: 'Waiting 30 min' }))[0]).toMatchObject({
    inlines: [{ text: '⚠ Waiting 30 min', color: 'attention' }, { text: ' · ' }, { text: 'Attendance' }],
  });
  expect(body(card({}))[0]).toMatchObject({ inlines: [{ text: 'Attendance', isSubtle: true }] });
});

test('parts that are absent leave nothing behind', () => {
  expect(types(card({}))).toEqual(['RichTextBlock', 'TextBlock']);
});

test('parts stand in the order they are read: facts, problems, form, lines, buttons, footer', () => {
  const full = card({
    facts: [{ label: 'Ring', value: '01632 960123' }],
    problems: ['Choose one.'],
    body: [{ type: 'Input.Text', id: 'note', label: 'Note' }],
    lines: ['1 here.'],
    actions: [{ title: 'Send', verb: 'send' }],
    footer: 'Goes to the AP lead at 09:45.',
  });
  expect(types(full).slice(2)).toEqual([
    'ColumnSet',
    'Container',
    'Input.Text',
    'Container',
    'ActionSet',
    'RichTextBlock',
  ]);
  expect(json(full).indexOf('Choose one.')).toBeLessThan(json(full).indexOf('"note"'));
});

test('what people wrote is shown as text in every part, never as Markdown, a template or a date', () => {
  const content = card({
    eyebrow: HOSTILE,
    alert: HOSTILE,
    heading: HOSTILE,
    facts: [
      { label: HOSTILE, value: HOSTILE },
      { label: 'Ring', value: HOSTILE, tel: '01632 960123' },
    ],
    problems: [HOSTILE],
    lines: [HOSTILE],
    footer: HOSTILE,
    summary: HOSTILE,
  });
  expect(lintCard(content, { userTexts: ['${1+1}'] })).toEqual([]);
  expect(json(content)).not.toContain('{{');
  expect(json(content)).toContain('${1+1}');
});

test('marks that would turn the rest of a card round are taken out', () => {
  expect(json(card({ lines: ['a\u202Eb\nc'] }))).toContain('"a b c"');
});

test('a button sends the ask, its data and its verb, on clients old and new', () => {
  const content = card(
    { actions: [{ title: 'All here', verb: 'all-here', data: { part: 2 }, primary: true }] },
    'ask-1',
  );
  expect(body(content).at(-1)).toEqual({
    type: 'ActionSet',
    spacing: 'medium',
    actions: [
      {
        type: 'Action.Execute',
        title: 'All here',
        style: 'positive',
        verb: 'all-here',
        data: { ask: 'ask-1', part: 2 },
        fallback: {
          type: 'Action.Submit',
          title: 'All here',
          style: 'positive',
          data: { ask: 'ask-1', part: 2, verb: 'all-here' },
        },
      },
    ],
  });
});

test('a button that stands alone sends no inputs, and a toggle sends nothing', () => {
  const content = card({
    body: [{ type: 'Input.Text', id: 'note', label: 'Note', isVisible: false }],
    actions: [
      { title: 'I’m on it', verb: 'hold', alone: true },
      { title: 'Add a note', verb: '', toggles: ['note'] },
    ],
  });
  expect(body(content).at(-1)).toMatchObject({
    actions: [
      { associatedInputs: 'none', fallback: { associatedInputs: 'none' } },
      { type: 'Action.ToggleVisibility', title: 'Add a note', targetElements: ['note'] },
    ],
  });
  expect(lintCard(content)).toEqual([]);
});

test('a finished card is a line with its one button beside it', () => {
  const change = { title: 'Change', verb: 'change', alone: true };
  const finished = toCard({
    eyebrow: 'Attendance',
    lines: ['All 3 here.'],
    actions: [change],
    summary: 'Done',
  }).content;
  expect(types(finished)).toEqual(['RichTextBlock', 'ColumnSet']);
  const two = toCard({
    eyebrow: 'Attendance',
    lines: ['All 3 here.'],
    actions: [change, change],
    summary: 'Done',
  }).content;
  expect(types(two)).toEqual(['RichTextBlock', 'Container', 'ActionSet']);
});
