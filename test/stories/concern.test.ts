import { NEVER } from '../../src/services/outbox/copies';
import { tick } from '../../src/services/tick';
import { OUTCOME, REPORT } from '../support/concern-answers';
import { type Message, textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

/** What a lock screen says of it. */
const PASSED = 'Concern passed to the DSL';
const TAKEN = 'is the child safe?';

/** Finn raises a concern about Zofia by typing her name, and answers every question of the form. */
async function raise(): Promise<void> {
  const [shown] = await w.finn.type('/concern zofia o');
  if (!shown) throw new Error('nothing was said');
  await w.settled();
  const card = w.finn.messages().findLast((message) => message.card) ?? shown;
  await w.press(w.finn, card, 'Send', REPORT);
}

const isPassed = ({ summary }: Message): boolean => summary === PASSED;

/** Something that happens when the story says so. */
function held() {
  let release = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}

/** Gives way to whatever else runs until something holds; jest ends a wait that is in vain. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

test('a concern is with the DSL and the deputy at once; answered, it leaves one line and no detail', async () => {
  w = await world({ policy: 'inv', at: '2026-11-23 07:30' });
  await w.to('07:35');
  w.arrived();
  await raise();
  const { 'Cara Lindqvist': cara, 'Dev Patel': dev, ...others } = w.arrived();
  expect([cara, dev]).toEqual([['Concern', PASSED], [PASSED]]);
  expect(Object.keys(others)).toEqual(['Finn Doyle']);
  await w.press(w.dev, w.card(w.dev, TAKEN), 'Send', OUTCOME);
  expect(textOf(w.card(w.cara, PASSED).card ?? {})).toContain('recorded. Dev Patel');
  await w.to('08:00');
  expect(w.arrived()['Ewa Nowak']).toBeUndefined();
});

test('Teams refuses every card to the DSL: the deputy has the concern, the headteacher next, the operator is told', async () => {
  w = await world({ policy: 'inv', at: '2026-11-23 07:30' });
  await w.to('07:35');
  w.arrived();
  for (let i = 0; i < 6; i += 1) w.teams.failNext({ on: 'post', person: w.cara }, { status: 413 });
  await raise();
  await w.to('07:36');
  const arrived = w.arrived();
  expect(arrived['Dev Patel']).toEqual([PASSED]);
  expect(arrived['Ewa Nowak']).toContain(PASSED);
  expect(arrived['Cara Lindqvist']).toBeUndefined();
  expect(w.log.join('\n')).toContain('Teams refused a card for good');
  expect((await w.books()).unaccounted).toBe(0);
});

test('no ceiling holds a concern back: a DSL who has had all the cards of the day has it at once', async () => {
  w = await world({ policy: 'inv', at: '2026-11-23 07:30' });
  await w.to('07:35');
  const { id } = await w.database.client.staff.findFirstOrThrow({ where: { name: 'Cara Lindqvist' } });
  const had = { schoolId: w.school, staffId: id, purpose: 'notice', lane: 1, shown: 1, nextAt: NEVER };
  await w.database.client.delivery.createMany({
    data: Array.from({ length: 80 }, (_, n) => ({
      ...had,
      id: `n${n}`,
      key: `n${n}`,
      createdAt: w.clock.now(),
    })),
  });
  w.arrived();
  await raise();
  expect(w.arrived()['Cara Lindqvist']).toEqual(['Concern', PASSED]);
});

test('Teams is slow to answer about other people’s cards: a concern does not wait for them', async () => {
  w = await world({ policy: 'inv', at: '2026-11-23 08:59' });
  const { promise: after, release } = held();
  w.teams.failNext({ on: 'post', person: w.amira }, { status: 503, after });
  w.clock.set(new Date('2026-11-23T09:00:00Z'));
  await tick(w.waymark.deps);
  w.waymark.outbox.kick();
  await until(() => w.teams.requests.length > 0);
  const [form] = await w.finn.type('/concern zofia o');
  if (!form) throw new Error('no form was shown');
  await w.finn.press(form, 'Send', REPORT);
  await until(() => [w.cara, w.dev].every((person) => person.messages().some(isPassed)));
  // Nobody has given up on the other card yet.
  expect(await w.database.client.delivery.count({ where: { attempts: { gt: 0 } } })).toBe(0);
  release();
  await w.settled();
  await w.to('09:02');
  expect(w.arrived()['Amira Khan']).toHaveLength(1);
});
