import { dispose } from '../../src/services/retention';
import { OUTCOME, REPORT } from '../support/concern-answers';
import { buttonsOf, type Message, textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const NAMES = /Zofia|Yusuf|Mia|Ostrowska|Adeyemi|Turner/u;
const PASSED = 'is the child safe?';
const CONCERN_GONE = 'A concern of Mon 23 Nov was closed. Type dsl to see what is open.';

type Person = World['amira'];

const words = (message: Message): string => textOf(message.card ?? {});
/** The cards of somebody's chat on which these words and a pupil's name stand, as another device would show them. */
const naming = (person: Person, about = 'Concern'): string[] =>
  person
    .messages()
    .map(words)
    .filter((text) => NAMES.test(text) && text.includes(about));
const statusOf = (person: Person): Message[] =>
  person.messages().filter((one) => words(one).includes('Status ·'));

/** Mon 23 Nov, 07:35: Finn tells of a concern about Zofia; Dev closes it. Cara has a copy, too. */
async function closedConcern(): Promise<void> {
  w = await world({ policy: 'inv', at: '2026-11-23 07:30' });
  await w.to('07:35');
  await w.finn.type('/concern zofia o');
  await w.settled();
  await w.press(w.finn, w.card(w.finn, 'Zofia O.'), 'Send', REPORT);
  await w.press(w.dev, w.card(w.dev, PASSED), 'Send', OUTCOME);
}

describe('a concern', () => {
  beforeEach(closedConcern);

  test('a day after it was closed no chat names the child any more, whoever was shown it', async () => {
    expect([w.cara, w.dev, w.finn].map((person) => naming(person).length)).toEqual([2, 1, 1]);
    await w.to('2026-11-24 07:34');
    expect(naming(w.cara)).toHaveLength(2);
    await w.to('2026-11-24 07:36');
    expect([w.cara, w.dev, w.finn, w.ewa, w.ben].flatMap((person) => naming(person))).toEqual([]);
    expect(words(w.card(w.dev, CONCERN_GONE))).not.toContain('07:35');
    expect(words(w.card(w.cara, 'A concern of Mon 23 Nov was passed on.'))).not.toMatch(NAMES);
    expect(buttonsOf(w.card(w.dev, CONCERN_GONE).card ?? {}).map(({ title }) => title)).toEqual(['Show']);
  });

  test('Show draws it again for who may, and after the same time it is put away once more', async () => {
    await w.to('2026-11-24 07:36');
    const pressed = await w.press(w.dev, w.card(w.dev, CONCERN_GONE), 'Show');
    expect(textOf(pressed.card ?? {})).toContain('Zofia O.');
    expect(naming(w.dev)).toHaveLength(1);
    expect(naming(w.cara)).toEqual([]);
    await w.to('2026-11-25 07:35');
    expect(naming(w.dev)).toHaveLength(1);
    await w.to('2026-11-25 07:37');
    expect(naming(w.dev)).toEqual([]);
  });

  test('whoever has given up the role since reads what somebody reads who never had it', async () => {
    await w.to('2026-11-24 07:36');
    const stub = w.card(w.dev, CONCERN_GONE);
    await w.database.client.staffRole.deleteMany({ where: { role: 'deputy-dsl' } });
    const pressed = await w.press(w.dev, stub, 'Show');
    expect(pressed.words).toBe('This card is out of date or for somebody else, so nothing was changed.');
    expect(naming(w.dev)).toEqual([]);
  });

  test('an old button on another device is answered with a sentence, and changes nothing', async () => {
    const stale = structuredClone(w.card(w.dev, 'recorded. Dev Patel').card ?? {});
    const message = w.card(w.dev, 'recorded. Dev Patel');
    const [change] = buttonsOf(stale);
    await w.to('2026-11-24 07:36');
    const answer = await w.dev.invoke(
      { action: { type: 'Action.Execute', verb: 'change', data: change?.data ?? {} }, trigger: 'manual' },
      message,
    );
    expect(answer.words).toBe(
      'This card has been put away, so nothing was changed. Press Show on it to see it again.',
    );
    expect(naming(w.dev)).toEqual([]);
  });

  test('Teams is down when the time comes, and the bot starts anew: each card is put away later, once', async () => {
    await w.to('2026-11-24 07:34');
    w.teams.failNext({ on: 'update' }, { status: 503, times: 3 });
    await w.to('2026-11-24 07:35');
    await w.restart();
    const before = w.teams.requests.filter(({ method }) => method === 'PUT').length;
    await w.to('2026-11-24 08:00');
    expect([w.cara, w.dev, w.finn].flatMap((person) => naming(person))).toEqual([]);
    const after = w.teams.requests.filter(({ method }) => method === 'PUT').length;
    await w.to('2026-11-24 09:00');
    expect(after).toBeGreaterThan(before);
    const rows = await w.database.client.delivery.findMany({ where: { stub: true } });
    expect(
      rows.every(({ state, stubAt, shown, wanted }) => state === 'live' && !stubAt && shown === wanted),
    ).toBe(true);
  });

  test('a chat that takes nothing any more is tried, and it is on record that a name stands there', async () => {
    await w.cara.uninstall();
    await w.to('2026-11-24 07:36');
    expect(naming(w.cara)).toHaveLength(2);
    expect(naming(w.dev)).toEqual([]);
    const { id } = await w.database.client.staff.findFirstOrThrow({ where: { name: 'Cara Lindqvist' } });
    const events = await w.database.client.event.findMany({ where: { type: 'not-put-away' } });
    expect(new Set(events.map(({ staffId }) => staffId))).toEqual(new Set([id]));
    expect(JSON.stringify(events.map(({ data }) => data))).not.toMatch(NAMES);
  });
});

test('attendance is put away after thirty days: what it was and when stays, and an older copy goes as well', async () => {
  w = await world();
  await w.to('10:10');
  const card = w.card(w.ben, 'Zofia O.');
  await w.press(w.ben, card, 'All here', { [w.field(card.card ?? {}, 'Zofia O.')]: 'late' });
  await w.database.client.school.updateMany({ data: { liveFrom: new Date('2027-06-01T00:00:00Z') } });
  await w.to('2026-12-23 23:59');
  const before = w.card(w.ben, 'Zofia O.');
  expect(words(before)).toContain('Mon 23 Nov');
  await w.to('2026-12-24 00:01');
  expect(words(before)).toContain('Attendance at the provider, Mon 23 Nov: answered.');
  expect(naming(w.amira, 'morning · Mon 23 Nov')).toEqual([]);
});

test('what a command answered is put away after a day, in a group’s stead as well; help is not', async () => {
  w = await world();
  await w.ben.type('status zofia');
  await w.ben.type('help');
  const group = w.teams.group('groupChat', [w.ben]);
  await w.ben.type('status yusuf', group);
  await w.settled();
  expect(statusOf(w.ben)).toHaveLength(2);
  await w.to('2026-11-24 08:51');
  expect(statusOf(w.ben)).toEqual([]);
  expect(words(w.card(w.ben, 'What you asked for has been put away.'))).not.toMatch(NAMES);
  expect(w.card(w.ben, 'What you can type')).toBeDefined();
});

test('an answer that is looked at again stays for a day from then', async () => {
  w = await world();
  await w.ben.type('status zofia');
  await w.settled();
  await w.to('20:00');
  await w.press(w.ben, w.card(w.ben, 'Status ·'), 'Look again');
  await w.to('2026-11-24 19:59');
  expect(statusOf(w.ben)).toHaveLength(1);
  await w.to('2026-11-24 20:01');
  expect(statusOf(w.ben)).toEqual([]);
});

test('a notice whose words were disposed of is no longer read in the chat', async () => {
  w = await world();
  await w.cara.type('help');
  await w.database.client.delivery.updateMany({
    where: { purpose: 'welcome' },
    data: { purpose: 'notice' },
  });
  await dispose(
    { ...w.waymark.deps, clock: { now: () => new Date('2027-02-01T10:00:00Z') } },
    'cara@larch.example',
  );
  await w.database.client.delivery.updateMany({ where: { stub: true }, data: { nextAt: w.clock.now() } });
  await w.settled();
  expect(words(w.card(w.amira, 'This message has been put away.'))).not.toContain('Amira');
});
