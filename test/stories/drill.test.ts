import type { JsonObject } from '../../src/domain/json';
import { subjectAccess } from '../../src/services/subject-access';
import { SETTLED } from '../support/concern-answers';
import { textOf, type World, world } from '../support/world';

let w: World;
afterEach(async () => {
  // Whatever the story was: nothing of a drill stays open.
  const where = { occurrence: { startsWith: 'drill:' }, status: { in: ['planned', 'open'] } };
  const left = await w.database.client.prompt.count({ where });
  await w.end();
  if (left > 0) throw new Error(`The drill has left ${left} open.`);
});

type Person = World['amira'];

/** A Sunday: nothing else is asked. */
const start = async (options: Parameters<typeof world>[0] = {}) => {
  w = await world({ policy: 'inv', at: '2026-11-22 10:00', ...options });
};

const SUMMARY = 'Drill: Concern passed to the DSL';
const QUESTION = 'Is the child safe?';

async function typed(person: Person, text: string): Promise<JsonObject> {
  const [said] = await person.type(text);
  await w.settled();
  if (!said?.card) throw new Error(`no card: ${said?.text}`);
  return said.card;
}

async function begin(person: Person): Promise<string> {
  await typed(person, '/drill');
  const pressed = await w.press(person, w.card(person, 'Start a drill?'), 'Start the drill');
  return textOf(pressed.card ?? {});
}

const drills = () => w.database.client.drill.findMany({ orderBy: { startedAt: 'asc' } });

/** The answers that the concern's form asks for. */
async function settle(person: Person): Promise<void> {
  const card = w.card(person, QUESTION);
  await w.press(person, card, 'Send', {
    ...SETTLED,
    reported_by_role: 'school-staff',
    case_system_ref: 'DRILL',
  });
}

test('a good drill: both hear at once, one is on it and closes it, and the report has seconds for every step', async () => {
  await start();
  expect(textOf(await typed(w.cara, '/drill'))).toContain(
    'A card now: Cara Lindqvist (DSL) and Dev Patel (deputy DSL).',
  );
  w.arrived();
  expect(await begin(w.cara)).toContain('A drill is running');
  const { 'Cara Lindqvist': cara, 'Dev Patel': dev, ...others } = w.arrived();
  expect([cara?.includes(SUMMARY), dev, others]).toEqual([true, [SUMMARY], {}]);
  const card = textOf(w.card(w.dev, QUESTION).card ?? {});
  expect(card).toContain('Drill · Concern passed to the DSL · Drill Child');
  expect(card).toContain('This is a drill. There is no such child: ring nobody.');
  expect(card).not.toContain('999');
  w.clock.set(new Date('2026-11-22T10:01:30Z'));
  await w.press(w.dev, w.card(w.dev, QUESTION), ({ verb }) => verb === 'hold');
  w.clock.set(new Date('2026-11-22T10:04:00Z'));
  await settle(w.dev);
  await w.to('10:05');
  const report = textOf(w.card(w.cara, 'The drill is over').card ?? {});
  for (const step of [
    'closed after 4 min',
    'Delivered: Cara Lindqvist (DSL)',
    'Delivered: Dev Patel (deputy DSL)',
    'Acknowledged: Dev Patel (deputy DSL)',
    '1 min 30 s',
    'Closed: Dev Patel (deputy DSL)',
  ])
    expect(report).toContain(step);
  expect(w.arrived()['Ewa Nowak']).toBeUndefined();
  expect(textOf(await typed(w.ewa, 'drill'))).toContain('closed after 4 min. Started by Cara Lindqvist.');
  expect(
    await w.database.client.event.count({ where: { type: { in: ['drill-started', 'drill-ended'] } } }),
  ).toBe(2);
  expect((await w.books()).answered + (await w.books()).escalatedAndResolved).toBe(1);
});

test('nobody acts: it climbs to the headteacher after ten minutes, and ends after thirty with nothing open', async () => {
  await start();
  await begin(w.dev);
  w.arrived();
  await w.to('10:12');
  expect(w.arrived()['Ewa Nowak']).toContain(SUMMARY);
  await w.restart();
  await w.to('10:29');
  expect((await drills())[0]?.endedAt).toBeNull();
  await w.to('10:31');
  const report = textOf(w.card(w.dev, 'The drill is over: nobody acted').card ?? {});
  expect(report).toContain('Climbed to: Ewa Nowak (headteacher)');
  expect(report).toMatch(/10 min\s+Climbed to: Ewa Nowak \(headteacher\)/u);
  expect(report).toContain('Nobody settled it.');
  expect(textOf(w.card(w.cara, 'The drill is over').card ?? {})).toBe(report);
  const old = w.ewa.cards().map(textOf).join('\n');
  expect(old).toContain('no longer asked');
  expect((await w.books()).withdrawn).toBe(1);
});

test('the DSL has blocked Waymark: the report says so in words, and the deputy has it all the same', async () => {
  await start();
  w.cara.block();
  await begin(w.ewa);
  await w.to('10:02');
  await settle(w.dev);
  await w.to('10:03');
  const report = textOf(w.card(w.ewa, 'The drill is over').card ?? {});
  expect(report).toContain('Cara Lindqvist (DSL) could not be reached in Teams.');
  expect(report).toContain('Delivered: Dev Patel (deputy DSL)');
});

test('Teams refuses the DSL’s card for good: the report says so, and it climbs at once', async () => {
  await start();
  for (let i = 0; i < 4; i += 1) w.teams.failNext({ on: 'post', person: w.cara }, { status: 413 });
  await begin(w.ewa);
  await w.to('10:01');
  await settle(w.dev);
  await w.to('10:02');
  expect(textOf(w.card(w.ewa, 'The drill is over').card ?? {})).toContain(
    'Teams refused the card for Cara Lindqvist (DSL).',
  );
});

test('nobody who safeguards has Waymark: it is said before, and in the report', async () => {
  await start({ installed: ['ewa'] });
  expect(textOf(await typed(w.ewa, '/drill'))).toContain('A card now: Ewa Nowak (headteacher).');
  await begin(w.ewa);
  await w.to('10:31');
  const report = textOf(w.card(w.ewa, 'The drill is over').card ?? {});
  for (const name of ['Cara Lindqvist', 'Dev Patel'])
    expect(report).toContain(`${name} was passed over: does not have Waymark installed in Teams.`);
});

test('two at the same instant start one drill; another may follow when it is over', async () => {
  await start();
  for (const person of [w.cara, w.dev]) await typed(person, '/drill');
  await Promise.all(
    [w.cara, w.dev].map((person) => person.press(w.card(person, 'Start a drill?'), 'Start the drill')),
  );
  await w.settled();
  expect(await drills()).toHaveLength(1);
  expect(textOf(await typed(w.ewa, '/drill'))).toContain('A drill is running');
  await settle(w.cara);
  await w.to('10:01');
  await begin(w.ewa);
  expect(await drills()).toHaveLength(2);
  expect(await w.database.client.pupil.count({ where: { drill: true } })).toBe(1);
  await w.to('10:32');
});

test('whoever may not run one is told no more than that, typed or pressed, and nothing starts', async () => {
  await start();
  const press = (person: Person) =>
    person.invoke({ action: { type: 'Action.Execute', verb: 'start-drill', data: {} }, trigger: 'manual' });
  for (const person of [w.amira, w.ben, w.finn]) {
    const [said] = await person.type('/drill');
    expect(said?.text).toBe('Your role does not include this. Ask the AP lead if you need it.');
    expect((await press(person)).words).toBe(said?.text);
  }
  expect(await drills()).toEqual([]);
  expect(await w.database.client.pupil.count({ where: { drill: true } })).toBe(0);
});

test('a forged press about the made-up child reads as one about nobody', async () => {
  await start();
  await begin(w.cara);
  const child = await w.database.client.pupil.findFirstOrThrow({ where: { drill: true } });
  const forge = (verb: string, data: JsonObject) =>
    w.cara.invoke({ action: { type: 'Action.Execute', verb, data }, trigger: 'manual' });
  for (const [verb, data] of [
    ['status', { pupil: child.id }],
    ['begin', { command: 'concern', who: `pupil:${child.id}` }],
    ['history', { who: `pupil:${child.id}` }],
  ] as const) {
    const { card, words } = await forge(verb, data);
    expect([verb, card ? textOf(card) : words]).toEqual([verb, expect.not.stringContaining('Drill Child')]);
  }
  await settle(w.dev);
  await w.to('10:02');
});

test('the made-up child is on no list, in no search, in no count and in nobody’s records', async () => {
  await start();
  await begin(w.cara);
  const child = await w.database.client.pupil.findFirstOrThrow({ where: { drill: true } });
  for (const text of [
    '/status drill',
    `/status ${child.upn}`,
    '/history drill',
    '/looks drill',
    '/concern drill child',
  ])
    for (const person of [w.cara, w.ewa]) {
      const [said] = await person.type(text);
      const shown = said?.card ? textOf(said.card) : (said?.text ?? '');
      expect([text, shown.includes('Drill Child')]).toEqual([text, false]);
    }
  for (const text of ['/dsl', '/overdue', '/today', '/due', '/register ap', '/provider oak'])
    for (const person of [w.cara, w.ewa, w.ben]) {
      const shown = (await person.type(text)).map(({ card, text: words }) => (card ? textOf(card) : words));
      expect([text, shown.join(' ')]).toEqual([text, expect.not.stringMatching(/Drill|\b0 to answer/u)]);
    }
  expect(await subjectAccess(w.waymark.deps, child.upn)).toMatchObject({ ok: false });
  await w.reimport({ policy: 'inv' });
  expect(await w.database.client.pupil.findMany({ where: { drill: true } })).toEqual([child]);
  await settle(w.dev);
  await w.to('10:02');
});
