import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyEvents } from '../../src/services/audit-verify';
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
  } finally {
    await rm(folder, { recursive: true });
  }
});
