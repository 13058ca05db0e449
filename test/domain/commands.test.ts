import fc from 'fast-check';
import { parseCommand } from '../../src/domain/commands';

test.each([
  ['/status Zofia', 'Zofia'],
  ['status Zofia', 'Zofia'],
  ['STATUS   Zofia\u00A0Tester', 'Zofia Tester'],
  ['  /Status: Zofia T. ', 'Zofia T.'],
  ['status, Zofia', 'Zofia'],
  ['status\nZofia\n', 'Zofia'],
  ['<at>Waymark</at> /status Zofia', 'Zofia'],
  ['<at id="0">Waymark AP</at>&nbsp;status O&#39;Test &amp; Co', "O'Test & Co"],
  ['status <at>Waymark</at> Zofia', 'Zofia'],
  ['<p>status Zofia</p>', 'Zofia'],
  ['status A123456789012', 'A123456789012'],
  ['/status', ''],
  ['status ', ''],
])('%j asks how a pupil is', (text, pupil) => {
  expect(parseCommand(text)).toEqual({ name: 'status', pupil });
});

test.each([
  ['/provider oak farm', { name: 'provider', about: 'oak farm' }],
  ['History: Zofia', { name: 'history', about: 'Zofia' }],
  ['history', { name: 'history', about: '' }],
  ['/away', { name: 'away', when: '' }],
  ['Away tomorrow', { name: 'away', when: 'tomorrow' }],
  ['away 2026-11-30 to 2026-12-02', { name: 'away', when: '2026-11-30 to 2026-12-02' }],
  ['cover', { name: 'cover', role: '' }],
  ['/cover Deputy DSL', { name: 'cover', role: 'deputy-dsl' }],
  ['due', { name: 'due', span: 'week' }],
  ['/due half term', { name: 'due', span: 'half-term' }],
  ['Due Half-Term.', { name: 'due', span: 'half-term' }],
  ['due tomorrow', { name: 'unknown', text: 'due tomorrow' }],
  ['register', { name: 'register', list: '' }],
  ['/register AP', { name: 'register', list: 'ap' }],
  ['register part-time', { name: 'register', list: 'parttime' }],
  ['register everybody', { name: 'unknown', text: 'register everybody' }],
])('%j is understood', (text, command) => {
  expect(parseCommand(text)).toEqual(command);
});

test.each([
  ['/refer Zofia', 'refer', 'Zofia'],
  ['VISIT oak farm', 'visit', 'oak farm'],
  ['<at>Waymark</at> Review: Zofia O.', 'review', 'Zofia O.'],
  ['/end', 'end', ''],
  ['record.', 'record', ''],
  ['incident, Zofia', 'incident', 'Zofia'],
])('%j begins something', (text, what, who) => {
  expect(parseCommand(text)).toEqual({ name: 'begin', what, who });
});

test.each(['they record Zofia', 'x/incident Zofia', 'incidents', 'visiting Oak', 'please end it'])(
  '%j begins nothing',
  (text) => {
    expect(parseCommand(text).name).toBe('unknown');
  },
);

test('of what is typed after a name, however long, only the first words are read', () => {
  const typed = `/incident Zofia Ostrowska hit a boy ${'and then '.repeat(2_000)}`;
  expect(parseCommand(typed)).toEqual({
    name: 'begin',
    what: 'incident',
    who: 'Zofia Ostrowska hit a boy and',
  });
});

test.each(['today', 'overdue', 'help', 'whoami'] as const)(
  '%s is understood with or without the slash',
  (name) => {
    for (const text of [
      name,
      `/${name}`,
      `<at>Waymark</at> ${name}`,
      `${name.toUpperCase()}?`,
      `\u00A0${name}.\n`,
    ]) {
      expect(parseCommand(text)).toEqual({ name });
    }
  },
);

test.each([
  'please do not use /status',
  'x/statusy',
  'statuses',
  'todayish',
  'help me',
  '//today',
  'whoami Zofia',
  '/ status Zofia',
])('%j is not a command', (text) => {
  expect(parseCommand(text)).toEqual({ name: 'unknown', text });
});

test('a message with nothing but a mention is an unknown command with no text', () => {
  expect(parseCommand('<at>Waymark</at>')).toEqual({ name: 'unknown', text: '' });
});

test('an entity is decoded once, never twice', () => {
  expect(parseCommand('status &amp;lt;')).toEqual({ name: 'status', pupil: '&lt;' });
});

test('an entity that stands for no character stays as it was typed', () => {
  expect(parseCommand('status &#9999999;')).toEqual({ name: 'status', pupil: '&#9999999;' });
});

test('ten thousand characters are no command, and are cut short', () => {
  for (const filling of ['a', 'x ', ' ', '<', '<at>', '<at ', '&', '&#', '/status ', '\u00A0']) {
    for (const word of ['status', 'incident']) {
      const command = parseCommand(`${word} x${filling.repeat(10_000)}y`);
      expect(JSON.stringify(command).length).toBeLessThan(700);
    }
  }
});

test('any text at all gives a command, with no line break or control character in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      const command = parseCommand(text);
      expect(JSON.stringify(command)).not.toMatch(/\\n|\\u0000/);
    }),
  );
});
