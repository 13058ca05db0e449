import { verifyEvents } from '../../src/services/audit/audit-verify';
import { record } from '../../src/services/events';
import { inTransaction } from '../../src/services/transaction';
import { behindItsBack } from '../support/behind-its-back';
import { type World, world } from '../support/world';

let w: World;
beforeEach(async () => {
  w = await world();
  await w.to('09:00');
  await w.press(w.amira, w.card(w.amira, 'Who has arrived'), 'All here');
});
afterEach(() => w.end());

const db = () => w.database.client;
const events = () => db().event.findMany({ orderBy: { position: 'asc' } });
const verify = () => verifyEvents(w.waymark.deps);
const tamper = (...statements: readonly string[]) => behindItsBack(db(), ...statements);

/** What is wrong at the one school there is. */
async function fault() {
  const [found] = (await verify()).filter(({ school }) => school === w.school);
  return found?.fault;
}

test('a morning is as it was written, and the log goes on from there', async () => {
  const written = await events();
  expect(written.length).toBeGreaterThan(5);
  expect(written.map(({ position }) => Number(position))).toEqual(written.map((_, i) => i + 1));
  const head = { position: written.length, hash: written.at(-1)?.hash };
  expect(await verify()).toEqual([
    expect.objectContaining({ school: w.school, events: written.length, head, fault: null }),
  ]);

  await w.restart();
  await w.to('14:00');
  expect((await events()).length).toBeGreaterThan(written.length);
  expect(await fault()).toBeNull();
});

test('whichever column of an event is changed, it is that event which is named', async () => {
  const changes: Record<string, string> = {
    seq: '"seq" + 100000',
    schoolId: `'999102'`,
    at: `"at" + interval '1 millisecond'`,
    type: `'withdrawn'`,
    askId: `coalesce("askId", '') || '0'`,
    promptId: `coalesce("promptId", '') || '0'`,
    staffId: `coalesce("staffId", '') || '0'`,
    data: `"data" || '{"a": 1}'`,
    position: '"position" + 1',
    hash: `overlay("hash" placing '-' from 64)`,
  };
  const [column] = await db().$queryRaw<{ names: string[] }[]>`
    SELECT array_agg(column_name::text) AS names FROM information_schema.columns WHERE table_name = 'Event'`;
  expect(Object.keys(changes).sort()).toEqual(column?.names.sort());

  await db().$executeRawUnsafe('CREATE TABLE "Kept" AS SELECT * FROM "Event"');
  const victim = (await events())[2];
  for (const [name, value] of Object.entries(changes)) {
    await tamper(`UPDATE "Event" SET "${name}" = ${value} WHERE "seq" = ${victim?.seq}`);
    const found = await fault();
    expect({ name, found }).toMatchObject({ name, found: { place: 3 } });
    const expected = name === 'seq' ? Number(victim?.seq) + 100000 : Number(victim?.seq);
    expect(found && 'event' in found && found.event.seq).toBe(expected);
    await tamper('DELETE FROM "Event"', 'INSERT INTO "Event" SELECT * FROM "Kept"');
  }
  expect(await fault()).toBeNull();
  await db().$executeRawUnsafe('DROP TABLE "Kept"');
});

test('nothing is something else: null, an empty text and the word null are told apart', async () => {
  const [first] = await events();
  for (const column of ['askId', 'promptId', 'staffId'])
    for (const other of ['NULL', `''`, `'null'`]) {
      const before = first?.[column as 'askId'];
      const was = before == null ? 'NULL' : `'${before}'`;
      if (was === other) continue;
      await tamper(`UPDATE "Event" SET "${column}" = ${other} WHERE "position" = 1`);
      expect(await fault()).toMatchObject({ what: 'changed', place: 1 });
      await tamper(`UPDATE "Event" SET "${column}" = ${was} WHERE "position" = 1`);
    }
  expect(await fault()).toBeNull();
});

test('an event taken out of the middle, from the front and from the end is missed', async () => {
  const last = (await events()).length;
  await tamper(`DELETE FROM "Event" WHERE "position" = ${last}`);
  expect(await fault()).toEqual({ what: 'missing', place: last });
  await tamper('DELETE FROM "Event" WHERE "position" = 3');
  expect(await fault()).toEqual({ what: 'missing', place: 3 });
  await tamper('DELETE FROM "Event" WHERE "position" = 1');
  expect(await fault()).toEqual({ what: 'missing', place: 1 });
  await tamper('DELETE FROM "Event"');
  expect(await fault()).toEqual({ what: 'missing', place: 1 });
});

test('two events change places: the one that belongs at the first of them is named', async () => {
  const [, second] = await events();
  await tamper('UPDATE "Event" SET "position" = 6 - "position" WHERE "position" IN (2, 4)');
  expect(await fault()).toEqual({
    what: 'moved',
    place: 2,
    event: expect.objectContaining({ seq: Number(second?.seq), position: 4 }),
  });
});

test('an event put in beside the chain is named, in the middle and at the end', async () => {
  const last = (await events()).length;
  const copy = (position: number) => `
    INSERT INTO "Event" ("schoolId", "at", "type", "data", "position", "hash")
    SELECT "schoolId", "at", 'replied', '{}', ${position}, "hash" FROM "Event" WHERE "position" = 2`;
  await tamper(copy(last + 1));
  expect(await fault()).toMatchObject({ what: 'added', place: last + 1, event: { position: last + 1 } });
  await tamper(copy(2));
  expect(await fault()).toMatchObject({ what: 'added', event: { position: 2, type: 'replied' } });
});

test('the newest event written anew, hash and all, does not agree with the head; a head that is gone is missed', async () => {
  const last = (await events()).length;
  await tamper(
    `UPDATE "Event" SET "type" = 'missed' WHERE "position" = ${last}`,
    `UPDATE "Event" e SET "hash" = event_hash((SELECT p."hash" FROM "Event" p WHERE p."position" = ${last} - 1),
      e."schoolId", e."position", e) WHERE "position" = ${last}`,
  );
  expect(await fault()).toMatchObject({ what: 'changed', place: last, event: { type: 'missed' } });
  await db().chain.deleteMany();
  expect(await fault()).toMatchObject({ what: 'added', place: 1 });
});

test('the time zone of whoever looks plays no part', async () => {
  await db().$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL TimeZone = 'Asia/Kathmandu'`;
    const where = { schoolId: w.school, at: w.clock.now(), type: 'replied', data: {} };
    await tx.event.create({ data: where });
  });
  expect(await fault()).toBeNull();
});

test('an event is neither changed nor deleted in the ordinary way', async () => {
  const refused = 'Events are append-only: an event is never changed or deleted.';
  await expect(db().event.updateMany({ data: { type: 'missed' } })).rejects.toThrow(refused);
  await expect(db().event.deleteMany()).rejects.toThrow(refused);
  expect(await fault()).toBeNull();
});

test('what a caller says of position and hash is not taken', async () => {
  const { length } = await events();
  const at = { schoolId: w.school, at: w.clock.now(), type: 'replied', data: {} };
  await db().event.create({ data: { ...at, position: 1, hash: 'mine' } });
  expect(await fault()).toBeNull();
  expect((await events()).length).toBe(length + 1);
});

test('each school has a chain of its own, and events of a school that is not there are followed too', async () => {
  const at = { at: w.clock.now(), type: 'replied' as const };
  await inTransaction(w.waymark.deps, (tx) =>
    record(tx, { ...at, schoolId: '999109' }, { ...at, schoolId: w.school }, { ...at, schoolId: '999109' }),
  );
  expect(await verify()).toEqual([
    expect.objectContaining({ school: w.school, fault: null }),
    expect.objectContaining({ school: '999109', name: null, events: 2, fault: null }),
  ]);
});

test('many who write at once share one chain', async () => {
  const before = (await events()).length;
  const at = { at: w.clock.now(), type: 'replied' as const };
  const write = (schoolId: string) =>
    inTransaction(w.waymark.deps, (tx) => record(tx, { ...at, schoolId }, { ...at, schoolId }));
  await Promise.all(Array.from({ length: 40 }, (_, n) => write(n % 2 ? w.school : '999109')));
  expect((await events()).length).toBe(before + 80);
  expect((await verify()).map(({ fault: wrong }) => wrong)).toEqual([null, null]);
});

test('two people press at the same instant: both are answered, and the chain is one', async () => {
  await w.to('14:00');
  const card = w.card(w.amira, 'Who has arrived');
  await Promise.all([w.amira.press(card, 'All here'), w.amira.press(card, 'All here')]);
  await w.settled();
  expect(await fault()).toBeNull();
});
