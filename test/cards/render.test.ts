import { render } from '../../src/cards/render';

const text = (template: string, data: object): unknown => render({ text: template }, data)['text'];

test('a value goes where its key stands', () => {
  expect(text('Who has arrived at ${place}?', { place: 'Oak Farm' })).toBe('Who has arrived at Oak Farm?');
});

test('a key that the data lacks is a fault that names the key, wherever the template asks for it', () => {
  expect(() => text('${nope}', {})).toThrow('"nope"');
  expect(() => text('Hi ${nope}, hello', {})).toThrow('nope');
  expect(() => text('${pupil.nope}', { pupil: {} })).toThrow('pupil.nope');
  expect(() => render({ body: [{ $data: '${nope}', text: 'a row' }] }, {})).toThrow('nope');
});

test('an expression that cannot be worked out is a fault, not text for the reader', () => {
  expect(() => text('${length(n)} pupils', { n: 3 })).toThrow('cannot fill ${length(n)}');
});

test('null and undefined become nothing at any depth', () => {
  expect(text('Hi ${name}.', { name: null })).toBe('Hi .');
  expect(text('${name}', { name: undefined })).toBe('');
  expect(text('${pupils[0].note}!', { pupils: [{ note: null }] })).toBe('!');
});

test('what looks like an expression in a person’s text stays text, even when filled twice', () => {
  const hostile = '${secret} ${1+1} $ { ${';
  const once = render({ body: '${items}' }, { secret: 'x', items: [{ text: hostile }] });
  expect(once).toEqual({ body: [{ text: hostile }] });
  expect(render({ card: '${once}' }, { secret: 'x', once })).toEqual({ card: once });
  expect(text('Note: ${note}', { secret: 'x', note: hostile })).toBe(`Note: ${hostile}`);
});

test('an expression that only arises where two values meet is text too', () => {
  expect(text('${a}${b}', { secret: 'x', a: '$', b: '{secret}' })).toBe('${secret}');
});

test('quotes, backslashes, back-ticks and new lines in data are kept', () => {
  const note = '"\'`\\n\n\\';
  expect(text('${note} ', { note })).toBe(`${note} `);
});

test('a client’s own date function in a person’s text is not run', () => {
  expect(text('${note}', { note: '{{DATE(2026-11-23T09:00:00Z)}}' })).toBe(
    '{\u2060{DATE(2026-11-23T09:00:00Z)}}',
  );
});

test('what a person typed goes back into its input unchanged', () => {
  const input = { type: 'Input.Text', value: '${note}' };
  expect(render(input, { note: '{{DATE(2026)}}' })['value']).toBe('{{DATE(2026)}}');
});

test('whole values keep their type, but a number shown as text becomes text', () => {
  const template = {
    type: 'Column',
    width: '${n}',
    wrap: '${yes}',
    items: '${list}',
    text: '${n}',
    title: '${n}',
  };
  expect(render(template, { n: 3, yes: false, list: [1] })).toEqual({
    type: 'Column',
    width: 3,
    wrap: false,
    items: [1],
    text: '3',
    title: '3',
  });
});

test('a number is text in a fact, a choice and a text input, and stays a number in a chart', () => {
  const fill = (template: object) => render({ ...template, value: '${n}' }, { n: 9 })['value'];
  expect(fill({ title: 'Sessions' })).toBe('9');
  expect(fill({ type: 'Input.Text' })).toBe('9');
  expect(fill({ type: 'Input.Number' })).toBe(9);
  expect(fill({ type: 'Chart.Gauge', title: 'Attendance' })).toBe(9);
});

test('a row repeats for each item, and none of it stays for an empty list', () => {
  const template = { body: [{ $data: '${rows}', text: '${$index}: ${name}' }] };
  expect(render(template, { rows: [{ name: 'a' }, { name: 'b' }] })).toEqual({
    body: [{ text: '0: a' }, { text: '1: b' }],
  });
  expect(render(template, { rows: [] })).toEqual({ body: [] });
});

test('an element is shown only when its condition holds', () => {
  const template = { body: [{ $when: "${note != ''}", text: '${note}' }] };
  expect(render(template, { note: null })).toEqual({ body: [] });
  expect(render(template, { note: 'Late bus' })).toEqual({ body: [{ text: 'Late bus' }] });
});

test('a condition that is no expression is refused, because the library reads it backwards', () => {
  expect(() => render({ body: [{ $when: false, text: 'a' }] }, {})).toThrow('$when');
  expect(() => render({ body: [{ $when: 'true', text: 'a' }] }, {})).toThrow('$when');
});

test('a template that fills to nothing is a fault', () => {
  expect(() => render({ $when: '${yes}', text: 'a' }, { yes: false })).toThrow('one object');
});

test('the card shares nothing with its data', () => {
  const data = { items: [{ inner: { text: 'a' } }] };
  const card = render({ first: '${items}', second: '${items}' }, data);
  expect(card['first']).toEqual(data.items);
  expect(card['first']).not.toBe(data.items);
  expect(card['first']).not.toBe(card['second']);
});

test('a template is compiled once', () => {
  const template = { body: Array.from({ length: 200 }, () => ({ text: 'Hello ${name}' })) };
  const timed = (): number => {
    const start = performance.now();
    render(template, { name: 'a' });
    return performance.now() - start;
  };
  const first = timed();
  const later = Math.min(timed(), timed(), timed(), timed());
  expect(later).toBeLessThan(first);
});
