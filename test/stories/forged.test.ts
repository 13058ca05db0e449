import type { JsonObject } from '../../src/domain/json';
import { authorityStage, forged, NAMES, type Stage } from '../support/authority-stage';
import { type Message, textOf } from '../support/world';

let s: Stage;
beforeEach(async () => {
  s = await authorityStage();
});
afterEach(() => s.end());

const ASKED = 'Who has arrived at Oak Farm?';
const NOT_YOURS = 'This card is out of date or for somebody else, so nothing was changed.';
const OUT_OF_DATE = 'This card is out of date. Look for a newer one below it, or type today.';
const IN_PRIVATE = 'Open your personal chat with Waymark and answer there.';
const UNREADABLE = 'Waymark could not read that press, so nothing was changed. Type today for a fresh card.';

/** How many rows there are of everything, and every ask, word for word. */
async function kept() {
  const { client: db } = s.w.database;
  const where = { schoolId: s.w.school };
  const [prompts, replies, marks, events, deliveries] = await Promise.all([
    db.prompt.findMany({ orderBy: { id: 'asc' } }),
    db.reply.count(),
    db.attendanceMark.count(),
    db.event.count(),
    db.delivery.findMany({ orderBy: { id: 'asc' } }),
  ]);
  const placements = await db.placement.findMany({ where, orderBy: { id: 'asc' } });
  const asks = await db.ask.findMany({ orderBy: { id: 'asc' } });
  return { prompts, replies, marks, events, deliveries, placements, asks };
}

/** The press changes nothing and leaves one line in the log, with the code and ids and no name. Gives what was said. */
async function refused<T>(code: string, press: () => Promise<T>): Promise<T> {
  const before = await kept();
  const from = s.w.log.length;
  const said = await press();
  await s.w.settled();
  expect(await kept()).toEqual(before);
  const lines = s.w.log.slice(from).map((line) => JSON.parse(line) as JsonObject);
  expect(lines).toEqual([expect.objectContaining({ code, message: 'refused' })]);
  expect(NAMES.filter((name) => JSON.stringify(lines).includes(name))).toEqual([]);
  return said;
}

const staffId = async (name: string) =>
  (await s.w.database.client.staff.findFirstOrThrow({ where: { name } })).id;

const newest = (card: Message): JsonObject => card.card ?? {};

test('an ask guessed, and one of another school: refused in one sentence, whoever asks', async () => {
  const { w, people } = s;
  for (const ask of ['1', 'nosuchask', s.elsewhere]) {
    for (const verb of ['all-here', 'send', 'hold', 'change', 'show', 'open', 'back', 'override']) {
      const { words } = await refused('not-yours', () => w.amira.invoke(forged(verb, { ask })));
      expect([ask, verb, words]).toEqual([ask, verb, NOT_YOURS]);
    }
  }
  const olga = people.get('other-school');
  const pressed = await refused('not-yours', async () =>
    olga?.invoke(forged('all-here', { ask: s.attendance })),
  );
  expect(pressed?.words).toBe(NOT_YOURS);
  expect(w.log.at(-1)).toContain(await staffId('Olga Brandt'));
});

test('a prompt’s id in place of an ask’s, or beside it, is nobody’s answer', async () => {
  const { w } = s;
  const db = w.database.client;
  const theirs = await db.prompt.findFirstOrThrow({ where: { askId: s.elsewhere } });
  const inPlace = await refused('not-yours', () => w.amira.invoke(forged('all-here', { ask: theirs.id })));
  expect(inPlace.words).toBe(NOT_YOURS);
  const other = await db.prompt.findFirstOrThrow({ where: { askId: s.gate } });
  for (const { id } of [theirs, other]) {
    const { card } = await refused('bad-answer', () =>
      w.amira.invoke(forged('send', { ask: s.attendance, [`mark-${id}`]: 'here' })),
    );
    expect(textOf(card ?? {})).toContain('Choose here, late, not there or not known for at least one pupil.');
  }
});

test('a card forwarded: whoever was never asked changes nothing, in their own chat or in a group', async () => {
  const { w } = s;
  const card = w.card(w.amira, ASKED);
  for (const button of ['All here', 'Send', 'I’m on it']) {
    const { words } = await refused('not-yours', () => w.finn.press(newest(card), button));
    expect(words).toBe(NOT_YOURS);
    expect(w.log.at(-1)).toContain(await staffId('Finn Doyle'));
  }
  const group = w.teams.group('groupChat', [w.amira, w.finn]);
  const value = forged('all-here', { ask: s.attendance });
  const invoke = { name: 'adaptiveCard/action', value };
  for (const person of [w.finn, w.amira]) {
    const { body } = await refused('press-in-group', () =>
      w.teams.deliver(person.activity('invoke', invoke, group)),
    );
    expect(body).toMatchObject({ statusCode: 200, value: IN_PRIVATE });
  }
  expect(group.messages).toEqual([]);
});

test('a stranger with a card that somebody sent them is told whom to ask', async () => {
  const { w, people } = s;
  for (const who of ['stranger', 'other-tenant']) {
    const { words } = await refused('unknown-person', async () =>
      people.get(who)?.invoke(forged('all-here', { ask: s.attendance })),
    ).then((pressed) => ({ words: pressed?.words }));
    expect(words).toContain('Waymark does not know you yet.');
  }
  expect(w.log.at(-1)).not.toContain('Khan');
});

test.each<[string, JsonObject]>([
  ['a mark that is none', { mark: 'on the moon' }],
  ['a mark that is a list', { mark: ['here'] }],
  ['a mark that is an object', { mark: { not: 'late' } }],
  ['a note that is a number', { mark: 'here', note: 7 }],
])('%s is not kept, and the card says what to choose', async (_, { mark, note }) => {
  const { w } = s;
  const prompt = await w.database.client.prompt.findFirstOrThrow({ where: { askId: s.attendance } });
  const data = { ask: s.attendance, [`mark-${prompt.id}`]: mark ?? null, [`note-${prompt.id}`]: note ?? '' };
  const { card } = await refused('bad-answer', () => w.amira.invoke(forged('send', data)));
  expect(textOf(card ?? {})).toMatch(/\w+ \w\.: choose here, late, not there or not known\./u);
});

test('what is added says nothing: who presses, for which school, as what, is never read from a card', async () => {
  const { w } = s;
  const claims = {
    ask: s.attendance,
    staffId: await staffId('Amira Khan'),
    schoolId: w.school,
    roles: ['attendance-officer'],
    person: { roles: ['ap-lead'] },
  };
  const { words } = await refused('not-yours', () => w.finn.invoke(forged('all-here', claims)));
  expect(words).toBe(NOT_YOURS);
  const asked = await refused('not-allowed', () =>
    w.finn.invoke(forged('today', { roles: ['ap-lead'], schoolId: w.school })),
  );
  expect(asked.words).toBe('Your role does not include this. Ask the AP lead if you need it.');
});

test.each<[string, JsonObject]>([
  ['a list', { ask: ['a'] }],
  ['an object', { ask: { id: 'a' } }],
  ['a number', { ask: 7 }],
  ['endless', { ask: 'a'.repeat(200) }],
])('an ask’s id that is %s cannot be read', async (_, data) => {
  const { value } = await refused('unreadable-press', () => s.w.amira.invoke(forged('all-here', data)));
  expect(value).toMatchObject({ message: UNREADABLE });
});

test('a button that claims to stand on another card answers nothing', async () => {
  const { w } = s;
  await w.to('10:00');
  const own = w.card(w.ben, ASKED);
  const value = forged('send', { ask: s.gate, finished: 'yes' });
  const { words } = await refused('card-gone', () => w.ben.invoke(value, own));
  expect(words).toBe(OUT_OF_DATE);
  expect(textOf(newest(own))).toContain(ASKED);
  w.ben.reload();
  expect((await w.ben.invoke(forged('show', { ask: s.attendance }), own)).card).toBeDefined();
});

test('an old client’s press is refused, and noted, just the same', async () => {
  const { w } = s;
  const value = { verb: 'all-here', ask: s.attendance };
  const chat = w.finn.openChat();
  await refused('not-yours', () => w.teams.deliver(w.finn.activity('message', { value })));
  expect(chat.messages.at(-1)?.text).toBe(NOT_YOURS);
});
