import type { JsonObject } from '../../src/domain/json';
import { ROLES } from '../../src/domain/roles';
import { authorityStage, forged, NAMES, type Stage } from '../support/authority-stage';
import { textOf } from '../support/world';

let s: Stage;
/** The columns of the tables below. */
const WHO = [
  ['attendance-officer', 'ap-lead', 'dsl', 'deputy-dsl', 'headteacher', 'slt', 'sendco', 'pastoral-lead'],
  ['school-rep', 'governor', 'admin', 'none'],
  ['stranger', 'other-tenant', 'other-school'],
  ['guest', 'other-guest'],
].flat();

const NOT_ALLOWED = 'Your role does not include this. Ask the AP lead if you need it.';
const NO_PUPIL = 'No pupil on your list has that name. Try part of the surname, or the UPN.';
const NOT_YOURS = 'This card is out of date or for somebody else, so nothing was changed.';
const NOT_ON_CARD = 'Your role does not include this, so nothing was changed.';
const UNKNOWN = 'Waymark does not know you yet. Ask the AP lead at your school to add you to the staff list.';

/**
 * y: answered with a card. r: answered with the card, which says that the role does not include it. -: refused, in the
 * words of the row. u: told that Waymark does not know them. o: answered by their own school or provider alone.
 */
type Cells = string;

/** Typed, the same about somebody whom no school has, the cells, and the words of a refusal. */
const TYPED: readonly (readonly [string, string, Cells, string])[] = [
  ['status Wanda', 'status Quill', 'yyyyyyyy ---- uu o --', NO_PUPIL],
  ['status', 'status', 'yyyyyyyy ---- uu o --', NO_PUPIL],
  ['provider Oak Farm', 'provider Quill', 'yyyyyyyy ---- uu o --', NOT_ALLOWED],
  ['provider', 'provider', 'yyyyyyyy ---- uu o --', NOT_ALLOWED],
  ['history Wanda', 'history Quill', 'yyyyyyyy ---- uu o --', NOT_ALLOWED],
  ['history Oak Farm', 'history Quill', 'yyyyyyyy ---- uu o --', NOT_ALLOWED],
  ['looks Wanda', 'looks Quill', '--yy---- ---- uu o --', NOT_ALLOWED],
  ['due', 'due', 'yyyyyyyy yyy- uu o --', NOT_ALLOWED],
  ['due half-term', 'due half-term', 'yyyyyyyy yyy- uu o --', NOT_ALLOWED],
  ['register ap', 'register ap', 'yyyyyyy- ---- uu o --', NOT_ALLOWED],
  ['register parttime', 'register parttime', 'yyyyyyy- ---- uu o --', NOT_ALLOWED],
  ['register providers', 'register providers', 'yyyyyyy- ---- uu o --', NOT_ALLOWED],
  ['register', 'register', 'yyyyyyy- ---- uu o --', NOT_ALLOWED],
  ['today', 'today', 'yyyyyyy- ---- uu o yo', NOT_ALLOWED],
  ['overdue', 'overdue', 'yyyyyyy- ---- uu o --', NOT_ALLOWED],
  ['dsl', 'dsl', '--yyy--- ---- uu o --', NOT_ALLOWED],
  ['help', 'help', 'yyyyyyyy yyyy uu o yo', NOT_ALLOWED],
  ['whoami', 'whoami', 'yyyyyyyy yyyy uu o yo', NOT_ALLOWED],
  ['refer Wanda', 'refer Quill', 'yyyyyyyy y--- uu o --', NOT_ALLOWED],
  ['visit Wanda', 'visit Quill', 'yyyyyyyy y--- uu o --', NOT_ALLOWED],
  ['visit Oak Farm', 'visit Quill Lane', 'yyyyyyyy y--- uu o --', NOT_ALLOWED],
  ['review Wanda', 'review Quill', 'yyyyyyyy y--- uu o --', NOT_ALLOWED],
  ['incident Wanda', 'incident Quill', 'yyyyyyyy y--- uu o --', NOT_ALLOWED],
  ['end Wanda', 'end Quill', 'yyyyyyyy y--- uu o --', NOT_ALLOWED],
  ['concern Wanda', 'concern Quill', 'yyyyyyyy y-y- uu o yo', NOT_ALLOWED],
  ['drill', 'drill', '--yyy--- ---- uu o --', NOT_ALLOWED],
  ['forecast', 'forecast', 'yyyyyyy- ---- uu o --', NOT_ALLOWED],
  ['cover', 'cover', '-yyyy--- ---- uu o --', NOT_ALLOWED],
  ['cover dsl', 'cover dsl', '-yyyy--- ---- uu o --', NOT_ALLOWED],
  ['away', 'away', 'yyyyyyyy yyy- uu o --', NOT_ALLOWED],
  ['missing Wanda', 'missing Quill', 'yyyyyyyy y-y- uu o yo', NOT_ALLOWED],
];

/** Somebody whom no school has is to cover: whoever may say so is told that there is no such person. */
const COVER = (role: string): JsonObject => ({ role, who: 'quill', from: '2026-12-02', until: '2026-12-02' });

/** A button of a card that shows no ask: its verb and data; PUPIL stands for the id of Wanda. The rest is as above. */
const PRESSED: readonly (readonly [string, JsonObject, JsonObject, Cells, string])[] = [
  ['status', { pupil: 'PUPIL' }, { pupil: 'quill' }, 'yyyyyyyy ---- uu o --', NO_PUPIL],
  ['status', { name: 'Wanda' }, { name: 'Quill' }, 'yyyyyyyy ---- uu o --', NO_PUPIL],
  ['contacts', { pupil: 'PUPIL' }, { pupil: 'quill' }, 'yyyyyyyy ---- uu o --', NO_PUPIL],
  ['provider', { who: 'provider:oak-farm' }, { who: 'provider:quill' }, 'yyyyyyyy ---- uu o --', NOT_ALLOWED],
  ['history', { who: 'pupil:PUPIL' }, { who: 'pupil:quill' }, 'yyyyyyyy ---- uu o --', NOT_ALLOWED],
  ['history', { who: 'provider:oak-farm' }, { who: 'provider:quill' }, 'yyyyyyyy ---- uu o --', NOT_ALLOWED],
  ['looks', { who: 'pupil:PUPIL' }, { who: 'pupil:quill' }, '--yy---- ---- uu o --', NOT_ALLOWED],
  ['today', {}, {}, 'yyyyyyy- ---- uu o yo', NOT_ALLOWED],
  ['today', { day: '2026-11-30' }, { day: '2026-11-30' }, 'yyyyyyy- ---- uu o yo', NOT_ALLOWED],
  ['confirm-codes', { day: '2026-12-01' }, { day: '2026-12-01' }, 'yy------ ---- uu o --', NOT_ALLOWED],
  ['due', { span: 'week' }, { span: 'week' }, 'yyyyyyyy yyy- uu o --', NOT_ALLOWED],
  ['register', { list: 'ap' }, { list: 'ap' }, 'yyyyyyy- ---- uu o --', NOT_ALLOWED],
  ['register', { list: 'parttime' }, { list: 'parttime' }, 'yyyyyyy- ---- uu o --', NOT_ALLOWED],
  ['register', { list: 'providers' }, { list: 'providers' }, 'yyyyyyy- ---- uu o --', NOT_ALLOWED],
  ['overdue', {}, {}, 'yyyyyyy- ---- uu o --', NOT_ALLOWED],
  ['dsl', {}, {}, '--yyy--- ---- uu o --', NOT_ALLOWED],
  ['help', {}, {}, 'yyyyyyyy yyyy uu o yo', NOT_ALLOWED],
  ['whoami', {}, {}, 'yyyyyyyy yyyy uu o yo', NOT_ALLOWED],
  ['drill', {}, {}, '--yyy--- ---- uu o --', NOT_ALLOWED],
  ['start-drill', {}, {}, '--yyy--- ---- uu o --', NOT_ALLOWED],
  ['forecast', {}, {}, 'yyyyyyy- ---- uu o --', NOT_ALLOWED],
  [
    'ask-instead',
    { day: '2026-12-02', role: 'attendance-officer', staff: 'PUPIL' },
    { day: '2026-12-02', role: 'attendance-officer', staff: 'quill' },
    '-yyyyy-- ---- uu o --',
    NOT_ALLOWED,
  ],
  ['away', {}, {}, 'yyyyyyyy yyy- uu o --', NOT_ALLOWED],
  ['cover', {}, {}, '-yyyy--- ---- uu o --', NOT_ALLOWED],
  ['cover', { typed: 'dsl' }, { typed: 'dsl' }, '-yyyy--- ---- uu o --', NOT_ALLOWED],
  ['cover', COVER('attendance-officer'), COVER('attendance-officer'), '-yyy---- ---- uu o --', NOT_ALLOWED],
  ['cover', COVER('dsl'), COVER('dsl'), '--yyy--- ---- uu o --', NOT_ALLOWED],
  ['cover', COVER('headteacher'), COVER('headteacher'), '--yyy--- ---- uu o --', NOT_ALLOWED],
  ...['refer', 'visit', 'review', 'incident', 'end'].map(
    (command) =>
      [
        'begin',
        { command, who: 'pupil:PUPIL' },
        { command, who: 'pupil:quill' },
        'yyyyyyyy y--- uu o --',
        NOT_ALLOWED,
      ] as const,
  ),
  ['log', { ask: 'CONCERN' }, { ask: 'quill' }, '--yyy--- ---- uu o --', NOT_ALLOWED],
  ...['missing', 'concern'].map(
    (command) =>
      [
        'begin',
        { command, who: 'pupil:PUPIL' },
        { command, who: 'pupil:quill' },
        'yyyyyyyy y-y- uu o yo',
        NOT_ALLOWED,
      ] as const,
  ),
];

/** A button of a card that shows an ask: of attendance, and of what a start waits for (the headteacher may override), of a concern. */
const ON_AN_ASK: readonly (readonly ['attendance' | 'gate' | 'concern', string, Cells])[] = [
  ['attendance', 'send', 'yyyyyy-- ---- uu - --'],
  ['attendance', 'hold', 'yyyyyy-- ---- uu - --'],
  ['attendance', 'change', 'yyyyyy-- ---- uu - --'],
  ['attendance', 'show', 'yyyyyy-- ---- uu - --'],
  ['attendance', 'open', 'yyyyyy-- ---- uu - --'],
  ['attendance', 'back', 'yyyyyy-- ---- uu - --'],
  ['attendance', 'override', 'yyyyyy-- ---- uu - --'],
  ['attendance', 'confirm-codes', 'yyrrrr-- ---- uu - --'],
  ['gate', 'send', '-yyyyy-- ---- uu - --'],
  ['gate', 'hold', '-yyyyy-- ---- uu - --'],
  ['gate', 'change', '-yyyyy-- ---- uu - --'],
  ['gate', 'show', '-yyyyy-- ---- uu - --'],
  ['gate', 'open', '-yyyyy-- ---- uu - --'],
  ['gate', 'back', '-yyyyy-- ---- uu - --'],
  ['gate', 'override', '-rrryr-- ---- uu - --'],
  ['attendance', 'hand-over', 'rrrrrr-- ---- uu - --'],
  ['gate', 'hand-over', '-rrrrr-- ---- uu - --'],
  ['concern', 'send', '--yyy--- ---- uu - --'],
  ['concern', 'hold', '--yyy--- ---- uu - --'],
  ['concern', 'show', '--yyy--- ---- uu - --'],
  ['concern', 'hand-over', '--yyy--- ---- uu - --'],
  ['concern', 'refer-on', '--yyy--- ---- uu - --'],
];

/** What came of it: a card, or the words and nothing else. */
interface Seen {
  readonly card?: JsonObject | undefined;
  readonly words?: string | undefined;
  /** All that was sent, as it was sent. */
  readonly raw: string;
}

const personOf = (who: string) => {
  const person = s.people.get(who);
  if (!person) throw new Error(`nobody is ${who}`);
  return person;
};

async function type(who: string, text: string): Promise<Seen> {
  const said = await personOf(who).type(text);
  await s.w.waymark.settle();
  const [{ card, text: words } = { card: undefined, text: '' }] = said;
  const raw = JSON.stringify(said.map(({ activity }) => activity));
  return card ? { card, raw } : { words: said.map((message) => message.text).join('|') || words, raw };
}

async function press(who: string, verb: string, data: JsonObject): Promise<Seen> {
  const person = personOf(who);
  const before = person.messages().length;
  const { status, statusCode, type: kind, value, card, words } = await person.invoke(forged(verb, data));
  const sent = person.messages().slice(before);
  await s.w.waymark.settle();
  const raw = JSON.stringify([value, sent.map(({ activity }) => activity)]);
  const isPlain = status === 200 && statusCode === 200 && kind !== 'application/vnd.microsoft.error';
  return card ? { card, raw } : { words: isPlain && sent.length === 0 ? words : raw, raw };
}

/** Every name of the school but the person's own, and that of their own provider. */
const leaks = (who: string, { raw }: Seen): string[] =>
  NAMES.filter((name) => name !== personOf(who).name && name !== GUESTS_PLACE[who] && raw.includes(name));

const GUESTS_PLACE: Readonly<Record<string, string>> = { guest: 'Oak Farm', 'other-guest': 'The Kiln' };

/** What was typed is no secret to whoever typed it. */
const unsaid = ({ card, words }: Seen): string =>
  `${card ? textOf(card) : words}`.replaceAll(/“(?:Wanda|Oak Farm|Quill)”/gu, '“…”');

/** Is what they are told of a school or a provider that is not theirs? */
const isElsewhere = (who: string, { card }: Seen, refusal: string): boolean =>
  who === 'other-school' ? refusal !== NOT_YOURS : who === 'other-guest' && card !== undefined;

/** The letter of the cell; whatever is none of them is told in words. */
function cellOf(who: string, known: Seen, unknown: Seen, refusal: string): string {
  if (isElsewhere(who, known, refusal)) return elsewhere(who, known, unknown);
  if (known.card) return textOf(known.card).includes(NOT_ON_CARD) ? 'r' : 'y';
  const told = [...leaks(who, known), ...leaks(who, unknown)];
  const letter = { [refusal]: '-', [UNKNOWN]: 'u' }[known.words ?? ''];
  const isAlike = known.words === unknown.words && told.length === 0;
  return isAlike && letter ? letter : `${known.raw} but ${unknown.raw}`;
}

/** Of another school's pupils they are told what they are told of pupils there are none of. */
function elsewhere(who: string, known: Seen, unknown: Seen): string {
  const told = leaks(who, { raw: unsaid(known) });
  return unsaid(known) === unsaid(unknown) && told.length === 0 ? 'o' : `${unsaid(known)} (${told.join()})`;
}

const table = (cells: string) => Object.fromEntries(WHO.map((who, i) => [who, cells.replaceAll(' ', '')[i]]));

async function row(ask: (who: string) => Promise<string>): Promise<Record<string, string>> {
  const cells: Record<string, string> = {};
  for (const who of WHO) cells[who] = await ask(who);
  return cells;
}

/** The pupil’s id in place of PUPIL. */
const meant = (data: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      `${value as string}`.replace('PUPIL', s.pupil).replace('CONCERN', s.concern),
    ]),
  );

describe('the tables', () => {
  beforeAll(async () => {
    s = await authorityStage();
  });
  afterAll(() => s.end());

  test('the tables have a column for every role', () => {
    expect(WHO.slice(0, 11).sort()).toEqual([...ROLES].sort());
  });

  test.each(TYPED)('typed: %s', async (known, unknown, cells, refusal) => {
    const seen = await row(async (who) =>
      cellOf(who, await type(who, known), await type(who, unknown), refusal),
    );
    expect(seen).toEqual(table(cells));
  });

  test.each(PRESSED)('pressed: %s %j', async (verb, known, unknown, cells, refusal) => {
    const seen = await row(async (who) =>
      cellOf(who, await press(who, verb, meant(known)), await press(who, verb, meant(unknown)), refusal),
    );
    expect(seen).toEqual(table(cells));
  });

  test.each(ON_AN_ASK)('on the card of an ask: %s, %s', async (ask, verb, cells) => {
    const seen = await row(async (who) =>
      cellOf(
        who,
        await press(who, verb, { ask: s[ask] }),
        await press(who, verb, { ask: 'nosuchask' }),
        NOT_YOURS,
      ),
    );
    expect(seen).toEqual(table(cells));
  });

  test('an ask that there is none of reads the same for everybody who is known', async () => {
    for (const who of WHO.filter((one) => one !== 'stranger' && one !== 'other-tenant')) {
      for (const ask of ['nosuchask', who === 'other-school' ? s.attendance : s.elsewhere]) {
        expect([who, (await press(who, 'show', { ask })).words]).toEqual([who, NOT_YOURS]);
      }
    }
  });

  test('whoever may see no pupil was sent nothing about one, in all of this, but the name they raised a concern about; a guest nothing but first names of their own', () => {
    const isOfPupil = (name: string) =>
      !/ (?:Khan|Okoro|Lindqvist|Patel|Nowak|Doyle|Torres|Weiss|Vaughn|Farrow|Nolan|Orr)$/u.test(name);
    const own: Record<string, string[]> = {
      admin: ['Wanda'],
      guest: ['Wanda', 'Yusuf', 'Mia', 'Oak Farm'],
      'other-guest': ['The Kiln'],
    };
    for (const who of ['governor', 'admin', 'none', 'stranger', 'other-tenant', 'guest', 'other-guest']) {
      const chat = JSON.stringify(
        personOf(who)
          .messages()
          .map(({ activity, answered }) => [activity, answered]),
      );
      const found = NAMES.filter(isOfPupil).filter((name) => chat.includes(name));
      expect([who, found]).toEqual([who, own[who] ?? []]);
    }
  });
});
