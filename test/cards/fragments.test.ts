import { attendanceChart, percent } from '../../src/cards/chart';
import {
  choice,
  factRow,
  noteInput,
  personLine,
  section,
  textLine,
  unfoldLink,
} from '../../src/cards/fragments';

const dialled = (tel: string): string | undefined =>
  /\(tel:([^)]*)\)/u.exec(JSON.stringify(factRow({ label: 'Ring', value: 'the office', tel })))?.[1];

test('a line says only what is asked of its look', () => {
  expect(textLine('Here')).toEqual({
    type: 'RichTextBlock',
    spacing: 'small',
    inlines: [{ type: 'TextRun', text: 'Here' }],
  });
  expect(
    personLine([
      { text: 'Zofia O.', bold: true },
      { text: ' late', subtle: true, small: true, colour: 'accent' },
    ]),
  ).toMatchObject({
    inlines: [
      { text: 'Zofia O.', weight: 'bolder' },
      { text: ' late', isSubtle: true, size: 'small', color: 'accent' },
    ],
  });
});

test.each([
  ['01632 960123', '01632960123'],
  ['+44 (0)1632 960 123', '+441632960123'],
  ['(01632) 960-123 ext 4', '01632960123'],
  ['01632 960123 / 07700 900123', '01632960123'],
  ['office: 01632.960.123', '01632960123'],
])('the number %s dials %s', (tel, number) => {
  expect(dialled(tel)).toBe(number);
});

test.each(['', 'ask at the desk', '123', 'javascript:alert(1)'])(
  'what is no number (%s) makes no link',
  (tel) => {
    expect(dialled(tel)).toBeUndefined();
  },
);

test('a value with a number stays text but for the link that dials', () => {
  expect(
    JSON.stringify(factRow({ label: 'Ring', value: 'x](https://evil.example)', tel: '01632 960123' })),
  ).toContain(String.raw`[x\\]\\(https://evil.example\\)](tel:01632960123)`);
});

test('a choice starts empty unless something was said, and a note is folded away only when asked', () => {
  const choices = [{ title: 'Here', value: 'here' }];
  expect(choice('mark-1', 'Zofia O.', choices)).not.toHaveProperty('value');
  expect(choice('mark-1', 'Zofia O.', choices, 'here')).toMatchObject({
    label: 'Zofia O.',
    value: 'here',
    choices,
  });
  expect(noteInput('note-1', 'Note')).not.toHaveProperty('isVisible');
  expect(noteInput('note-1', 'Note', 'Late bus', true)).toMatchObject({
    value: 'Late bus',
    isVisible: false,
  });
});

test('an unfolding link names what it unfolds, and a section is headed', () => {
  expect(unfoldLink('Add notes', ['note-1'])).toMatchObject({
    inlines: [{ text: 'Add notes', selectAction: { targetElements: ['note-1'] } }],
  });
  expect(section('Placement', [textLine('a')])).toMatchObject({
    items: [{ style: 'heading', text: 'Placement' }, { type: 'RichTextBlock' }],
  });
});

test('a chart always gives its figures in words, and bars of text where there are no charts', () => {
  const [chart, figures] = attendanceChart([
    { label: '2 Nov', attended: 9, possible: 10 },
    { label: '9 Nov', attended: 0, possible: 0 },
    { label: '16 Nov', attended: 2, possible: 3 },
  ]);
  expect(chart).toMatchObject({
    type: 'Chart.VerticalBar',
    data: [
      { x: '2 Nov', y: 90 },
      { x: '16 Nov', y: 66 },
    ],
  });
  expect(JSON.stringify(chart?.['fallback'])).toContain('"▇▇▇▇▇▇▇▇▇"');
  const words = 'Sessions attended. 2 Nov: 9 of 10 · 16 Nov: 2 of 3';
  expect(JSON.stringify(figures).replaceAll('\u00A0', ' ')).toContain(words);
});

test('a half term with no session yet says so', () => {
  expect(JSON.stringify(attendanceChart([{ label: '2 Nov', attended: 0, possible: 0 }]))).toContain(
    'No sessions yet',
  );
});

test('a share is rounded down to whole hundredths, so that 100 means every one', () => {
  expect(percent({ attended: 43, possible: 45 })).toBe(95);
});
