import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChainFault } from '../../src/domain/chain';
import { verifyEvents } from '../../src/services/audit/audit-verify';
import type { Deps } from '../../src/services/deps';
import { openDatabase } from '../../src/store/open';

const SCHOOL = { id: '999101', name: 'Larch School', timeZone: 'Europe/London', calendar: {} };
const WHEN = new Date('2026-11-23T09:00:00Z');

/** Opens the folder's database, does something with it, and closes it again. */
async function within<T>(folder: string, work: (db: Deps['db']) => Promise<T>): Promise<T> {
  const database = await openDatabase({ folder });
  try {
    return await work(database.client);
  } finally {
    await database.close();
  }
}

/** Five events, written to the disk; the file that holds them. */
async function written(db: Deps['db']): Promise<string> {
  await db.school.create({ data: { ...SCHOOL, policyVersion: 'v1', liveFrom: WHEN, importedAt: WHEN } });
  for (const n of [1, 2, 3, 4, 5])
    await db.event.create({
      data: {
        schoolId: SCHOOL.id,
        at: WHEN,
        type: `type-${n}`,
        askId: `ask-${n}`,
        data: { to: `role-${n}` },
      },
    });
  await db.$executeRaw`CHECKPOINT`;
  const [file] = await db.$queryRaw<{ path: string }[]>`SELECT pg_relation_filepath('"Event"') AS path`;
  return file?.path ?? '';
}

test('one byte flipped in the file of the embedded database: the event it belongs to is named', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bytes-'));
  try {
    const file = join(folder, await within(folder, written));
    const page = readFileSync(file);
    for (const [word, bit] of Object.entries({ 'type-3': 0x80, 'ask-3': 0x01, 'role-3': 0x20 })) {
      const at = page.indexOf(word);
      const flipped = Buffer.from(page);
      flipped[at] = (flipped[at] ?? 0) ^ bit;
      writeFileSync(file, flipped);
      const [found] = await within(folder, (db) => verifyEvents({ db } as Deps));
      expect({ word, fault: found?.fault }).toMatchObject({
        word,
        fault: { what: 'changed', place: 3, event: { seq: 3, position: 3 } },
      });
    }
    // The byte that says where the third row's values begin.
    const row = page.readUInt32LE(24 + 2 * 4) & 0x7fff;
    const flipped = Buffer.from(page);
    flipped[row + 22] = (flipped[row + 22] ?? 0) ^ 0x40;
    writeFileSync(file, flipped);
    await expect(within(folder, (db) => verifyEvents({ db } as Deps))).rejects.toThrow(
      "The event in row 3 cannot be read: the database's files are damaged.",
    );
    // A byte of the page's own head, beside what its events say.
    const beside = Buffer.from(page);
    beside[18] = (beside[18] ?? 0) ^ 0xff;
    writeFileSync(file, beside);
    const [school] = await within(folder, (db) => verifyEvents({ db } as Deps));
    expect(school?.fault).toMatchObject({ what: 'beside', place: 1, to: 5 });
  } finally {
    await rm(folder, { recursive: true });
  }
});

/** What became of a flip: the event itself is named, the page it stands on is, or nothing is. */
type Told = 'event' | 'page' | 'nothing';

const toldOf = (db: Deps['db']): Promise<Told> =>
  verifyEvents({ db } as Deps).then(
    (found) => toldBy(found.find(({ school }) => school === SCHOOL.id)?.fault),
    ({ message }: Error) => {
      if (/^The event (?:in row 3|after row 2) cannot be read/u.test(message)) return 'event';
      return message.startsWith('The page of the events in rows 1 to 5 cannot be read') ? 'page' : 'nothing';
    },
  );

function toldBy(fault: ChainFault | null | undefined): Told {
  if (!fault) return 'nothing';
  if (fault.what === 'beside') return fault.place === 1 && fault.to === 5 ? 'page' : 'nothing';
  return fault.place === 3 || ('event' in fault && fault.event.seq === 3) ? 'event' : 'nothing';
}

/** The same database with this page as the only one of its events, not read from anywhere but the disk. */
async function withPage(db: Deps['db'], folder: string, page: Buffer): Promise<Told> {
  await db.$executeRaw`TRUNCATE "Event"`;
  const [file] = await db.$queryRaw<{ path: string }[]>`SELECT pg_relation_filepath('"Event"') AS path`;
  writeFileSync(join(folder, file?.path ?? ''), page);
  return toldOf(db);
}

/** Flips every bit of one row of a page, one at a time: which bytes of it are told how. */
async function flipEach(db: Deps['db'], folder: string, page: Buffer, at: number, length: number) {
  const told: Record<Told, Set<number>> = { event: new Set(), page: new Set(), nothing: new Set() };
  for (let byte = 0; byte < length; byte += 1)
    for (const bit of [0, 1, 2, 3, 4, 5, 6, 7]) {
      const flipped = Buffer.from(page);
      flipped[at + byte] = (flipped[at + byte] ?? 0) ^ (1 << bit);
      told[await withPage(db, folder, flipped)].add(byte);
    }
  return told;
}

test('an event with much in it, deep and long, is as it was written', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bytes-'));
  try {
    await within(folder, async (db) => {
      await written(db);
      const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`field-${i}`, `${i}`]));
      for (const data of [
        many,
        { list: Array.from({ length: 70 }, (_, i) => i) },
        { in: { it: [many, null, true] } },
      ])
        await db.event.create({ data: { schoolId: SCHOOL.id, at: WHEN, type: 'much', data } });
      await db.$executeRaw`CHECKPOINT`;
      expect(await verifyEvents({ db } as Deps)).toMatchObject([{ events: 8, fault: null }]);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('whichever byte of an event’s row is flipped on the disk: in its values it is named, in its head at least the page is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-bytes-'));
  try {
    await within(folder, async (db) => {
      const page = readFileSync(join(folder, await written(db)));
      // Indexes would lead to rows that are not there any more.
      await db.$executeRaw`ALTER TABLE "Event" DROP CONSTRAINT "Event_pkey"`;
      for (const column of ['at', 'promptId', 'askId'])
        await db.$executeRawUnsafe(`DROP INDEX "Event_schoolId_${column}_idx"`);
      expect(await withPage(db, folder, page)).toBe('nothing');

      const line = page.readUInt32LE(24 + 2 * 4);
      const [row, length] = [line & 0x7fff, line >>> 17];
      const values = page[row + 22] ?? 0;
      const told = await flipEach(db, folder, page, row, length);
      expect([...told.nothing]).toEqual([]);
      expect([...told.page].filter((byte) => byte >= values)).toEqual([]);
      expect(told.event.size).toBeGreaterThanOrEqual(length - values);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
