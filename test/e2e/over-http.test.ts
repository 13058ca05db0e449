import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anyPort, DemoProcess } from '../support/demo-process';
import { type FakePerson, FakeTeams, inputsOf, type Message, textOf } from '../support/fake-teams';
import { placementRow, providerRow, writeSchoolFolder } from '../support/school-folder';

/** Another school than the demo's own: two providers, three pupils. */
const school = () =>
  writeSchoolFolder({
    providers: [providerRow('oak-farm', 'Oak Farm'), providerRow('kiln', 'The Kiln')],
    placements: [placementRow(0), placementRow(1), placementRow(2, { provider_id: 'kiln' })],
  });

let teams: FakeTeams;
let demo: DemoProcess;

beforeAll(async () => {
  teams = await FakeTeams.start();
  const folder = await mkdtemp(join(tmpdir(), 'waymark-http-'));
  const env = { DATA_DIR: folder, DEMO_SCHOOL: await school(), DEMO_AT: '2026-11-23T08:50:00Z' };
  demo = new DemoProcess(await anyPort(), env);
  teams.bot = `${demo.url}/api/messages`;
  await demo.start();
});
afterAll(async () => {
  await demo.stop();
  await teams.stop();
});

/** Moves the clock; nothing may be unaccounted for on any day. Gives the number of cards delivered. */
async function move(to: string): Promise<number> {
  const moved = await demo.clock({ to: `2026-11-23T${to}:00Z` });
  expect(moved).toMatchObject({ now: `2026-11-23T${to}:00.000Z`, unaccounted: 0 });
  return moved?.delivered ?? 0;
}

/** The newest card that says these words; it may take a moment to reach the chat. */
async function card(person: FakePerson, words: string): Promise<Message> {
  await demo.clock({ advance: 'PT0S' });
  const found = person.messages().findLast((message) => message.card && textOf(message.card).includes(words));
  if (!found) throw new Error(`${person.name} has no card that says "${words}".`);
  return found;
}

const fieldOf = ({ card: shown }: Message, name: string): string =>
  inputsOf(shown ?? {}).find(({ label }) => label === name)?.id ?? '';

test('another school, over HTTP as Teams drives it: asked, answered, chased, escalated and shown', async () => {
  const [amira, ben, cara] = ['Amira Khan', 'Ben Okoro', 'Cara Lindqvist'].map((name) =>
    teams.person({ name, aadObjectId: `aad-${name.split(' ')[0]?.toLowerCase()}` }),
  ) as [FakePerson, FakePerson, FakePerson];
  for (const person of [amira, ben, cara]) await person.install();

  await card(cara, 'Hello Cara');
  expect(await move('09:00')).toBe(2);
  const oak = await card(amira, 'Who has arrived at Oak Farm?');
  const pressed = await amira.press(oak, 'All here', { [fieldOf(oak, 'Zofia O.')]: 'not-there' });
  expect(textOf(pressed.card ?? {})).toContain('Oak Farm: 1 here, 1 not there (Zofia O.).');
  await card(amira, 'Zofia O. is not at Oak Farm');

  expect(await move('09:30')).toBe(2);
  expect(await move('10:00')).toBe(2);
  await card(ben, 'Who has arrived at The Kiln?');
  await card(cara, 'Zofia O. is not at Oak Farm');
  expect(await move('10:30')).toBe(1);
  await cara.press(await card(cara, 'Who has arrived at The Kiln?'), 'All here');
  expect(textOf((await card(ben, 'The Kiln: Mia T. is here')).card ?? {})).toContain(
    'Cara Lindqvist, 10:30.',
  );

  const [status] = await ben.type('/status Zofia');
  expect(textOf(status?.card ?? {})).toContain('Zofia Ostrowska');
  expect(await move('12:00')).toBe(0);
});

test.each([
  ['no JSON', 'nonsense'],
  ['no instant', { to: 'tomorrow' }],
  ['a step back', { to: '2026-11-23T08:00:00Z' }],
])('the clock stays where it is for %s, and says why', async (_what, move) => {
  const body = typeof move === 'string' ? move : JSON.stringify(move);
  const response = await fetch(`${demo.url}/demo/clock`, { method: 'POST', body });
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: string }).error.length).toBeGreaterThan(10);
});
