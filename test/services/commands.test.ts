import type { PrismaClient } from '../../src/generated/prisma/client';
import { queryPress, runCommand } from '../../src/services/commands';
import { at, personOf } from './queries/school';
import { type QueryWorld, queryWorld, textIn } from './queries/world';

let w: QueryWorld;
beforeAll(async () => {
  w = await queryWorld();
});
afterAll(() => w.close());

const NOT_ALLOWED = { ok: false, refusal: { code: 'not-allowed' } };

test.each([
  ['today', 'gita', 'not-allowed'],
  ['overdue', 'gita', 'not-allowed'],
  ['today', 'pete', 'not-allowed'],
  ['overdue', 'pete', 'not-allowed'],
  ['status Zofia', 'gita', 'pupil-not-found'],
])('%s by %s is refused: %s', async (typed, as, code) => {
  expect(await w.type(typed, as)).toMatchObject({ ok: false, refusal: { code } });
});

test('a button is checked as what is typed: a card that somebody else was shown opens nothing', async () => {
  for (const verb of ['today', 'overdue']) expect(await w.press(verb, {}, 'gita')).toEqual(NOT_ALLOWED);
  for (const verb of ['help', 'whoami']) expect((await w.press(verb, {}, 'gita')).ok).toBe(true);
});

test.each([
  ['an unknown verb', 'explode', {}],
  ['a verb that only another may send', '__proto__', {}],
  ['a day that is none', 'confirm-codes', { day: '2026-02-31' }],
  ['no day', 'confirm-codes', {}],
  ['a day of another shape', 'today', { day: { gt: '' } }],
  ['a pupil of another shape', 'status', { pupil: { contains: '' } }],
  ['a name of another shape', 'status', { name: ['a'] }],
])('%s is answered as a card out of date', async (_, verb, data) => {
  expect(await w.press(verb, data)).toEqual({ ok: false, refusal: { code: 'card-gone' } });
});

test('the verb is the button’s, whatever its data claims', async () => {
  expect(textIn(await w.press('help', { verb: 'confirm-codes' }))).toContain('What you can type');
});

test('what is no command is answered with what is', async () => {
  expect(textIn(await w.type('good morning'))).toContain('“good morning” is not something Waymark knows.');
});

/** A client that counts how often the database is asked. */
function counting(db: PrismaClient): { client: PrismaClient; asked: () => number } {
  let asked = 0;
  const client = db.$extends({
    query: {
      async $allOperations({ args, query }) {
        asked += 1;
        return query(args);
      },
    },
  });
  return { client: client as unknown as PrismaClient, asked: () => asked };
}

test('no card takes more than a handful of queries, however much is on record', async () => {
  await w.clear();
  const ask = await w.rows.ask();
  await w.rows.copy(ask, 'amira');
  for (let i = 0; i < 30; i += 1) {
    const pupil = await w.rows.pupil('Sam', `Adams${i}`, { id: `sam${i}` });
    const placement = await w.rows.placement(pupil);
    await w.rows.prompt(placement, { askId: ask });
    await w.rows.answered(placement, pupil, 'here', { session: 'pm', date: '2026-11-20' });
    await w.db.event.create({
      data: { schoolId: '900001', at: at('10:00'), type: 'escalated', askId: ask, data: {} },
    });
  }
  const queries = async (run: (deps: QueryWorld['deps']) => Promise<{ ok: boolean }>) => {
    const { client, asked } = counting(w.db);
    expect((await run({ ...w.deps, db: client })).ok).toBe(true);
    return asked();
  };
  const person = personOf('ben');
  const counts = {
    'a typed status': await queries((deps) =>
      runCommand(deps, person, { name: 'status', pupil: 'sam adams7' }),
    ),
    'a chosen status': await queries((deps) =>
      queryPress(deps, person, { verb: 'status', data: { pupil: 'sam7' } }),
    ),
    choice: await queries((deps) => runCommand(deps, person, { name: 'status', pupil: 'sam' })),
    today: await queries((deps) => runCommand(deps, person, { name: 'today' })),
    overdue: await queries((deps) => runCommand(deps, person, { name: 'overdue' })),
    help: await queries((deps) => runCommand(deps, person, { name: 'help' })),
    whoami: await queries((deps) => runCommand(deps, person, { name: 'whoami' })),
  };
  for (const [card, asked] of Object.entries(counts)) expect([card, asked <= 16]).toEqual([card, true]);
});
