import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { record } from '../../src/services/events';
import { type Importer, importer, URN } from '../services/import/importer';
import { behindItsBack } from '../support/behind-its-back';
import { commandLine } from '../support/command-line';

let school: Importer;
beforeEach(async () => {
  school = await importer();
});
afterEach(() => school.database.close());

const waymark = (...argv: string[]) => commandLine(school.deps, ...argv);

/** Writes so many events, a minute apart from half past eight of a summer's morning. */
async function events(count: number): Promise<void> {
  const first = Date.parse('2026-10-12T07:30:00Z');
  const rows = Array.from({ length: count }, (_, n) => new Date(first + n * 60_000)).map((at) => ({
    schoolId: URN,
    at,
    type: 'opened' as const,
    askId: 'a1',
    data: { to: 'ap-lead' },
  }));
  await record(school.database.client, ...rows);
}

const tamper = (...statements: readonly string[]) => behindItsBack(school.database.client, ...statements);

test('a line for each school, and exit code 0 when all is as written', async () => {
  expect(await waymark('audit', 'verify')).toEqual({ code: 0, err: '', out: 'There is no school here yet.' });
  await school.import();
  expect(await waymark('audit', 'verify')).toMatchObject({
    code: 0,
    out: 'Larch School (invented): no events yet.',
  });
  await events(1);
  expect((await waymark('audit', 'verify')).out).toBe('Larch School (invented): 1 event, all as written.');
  await events(1233);
  expect(await waymark('audit', 'verify')).toEqual({
    code: 0,
    err: '',
    out: 'Larch School (invented): 1,234 events, all as written.',
  });
});

test('what is wrong is told by number, day and time in school time, with exit code 1', async () => {
  await school.import();
  await events(60);
  const told = async () => {
    const { code, out, err } = await waymark('audit', 'verify');
    expect({ code, out }).toEqual({ code: 1, out: '' });
    return err;
  };
  await tamper(`INSERT INTO "Event" SELECT 900, "schoolId", "at", 'held', NULL, NULL, NULL, '{}', 61, 'x'
    FROM "Event" WHERE "position" = 60`);
  expect(await told()).toBe(
    'Larch School (invented): event 61 of 12 Oct 2026 09:29 (held) was put in beside the chain (row 900).',
  );
  await tamper(`UPDATE "Event" SET "data" = '{}' WHERE "position" = 57`);
  expect(await told()).toBe(
    'Larch School (invented): event 57 of 12 Oct 2026 09:26 (opened) was changed after it was written.',
  );
  await tamper('UPDATE "Event" SET "position" = 101 - "position" WHERE "position" IN (50, 51)');
  expect(await told()).toBe(
    'Larch School (invented): event 50 of 12 Oct 2026 09:19 (opened) was moved: it stands as number 51.',
  );
  await tamper('DELETE FROM "Event" WHERE "position" = 40');
  expect(await told()).toBe('Larch School (invented): event 40 is missing.');
  await tamper(`UPDATE "Event" SET "schoolId" = '1' WHERE "position" = 1`);
  expect((await told()).split('\n')).toEqual([
    'School 1, which is not on record: event 1 of 12 Oct 2026 07:30 (opened) was put in beside the chain (row 1).',
    'Larch School (invented): event 1 of 12 Oct 2026 08:30 (opened) was moved: it bears another school.',
  ]);
});

test('--json prints every chain with its head, and nothing else', async () => {
  await school.import();
  await events(3);
  const good = await waymark('audit', 'verify', '--json');
  expect([good.code, good.err]).toEqual([0, '']);
  const head = { position: 3, hash: expect.stringMatching(/^[0-9a-f]{64}$/) };
  const larch = { school: URN, name: 'Larch School (invented)', timeZone: 'Europe/London', events: 3, head };
  expect(JSON.parse(good.out)).toEqual([{ ...larch, fault: null }]);

  await tamper(`UPDATE "Event" SET "type" = 'held' WHERE "position" = 2`);
  const bad = await waymark('audit', 'verify', '--json');
  expect([bad.code, bad.err]).toEqual([1, '']);
  const event = { seq: 2, position: 2, type: 'held', at: '2026-10-12T07:30:00Z' };
  const fault = { what: 'changed', place: 2, event: expect.objectContaining({ seq: 2, type: 'held' }) };
  expect(JSON.parse(bad.out)).toEqual([{ ...larch, fault }]);
  expect(JSON.parse(bad.out)[0].fault.event).toEqual({ ...event, at: '2026-10-12T07:31:00Z' });
});

describe('heads kept elsewhere', () => {
  let folder: string;
  beforeEach(async () => {
    await school.import();
    folder = await mkdtemp(join(tmpdir(), 'waymark-heads-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Keeps what `audit heads` says now; gives the file. */
  async function kept(name = 'heads.json'): Promise<string> {
    const { out } = await waymark('audit', 'heads', '--json');
    return written(out, name);
  }

  async function written(text: string, name = 'heads.json'): Promise<string> {
    await writeFile(join(folder, name), text);
    return join(folder, name);
  }

  /** Changes an event and writes the chain anew from there, head and all: it fits in itself. */
  const rewrite = (place: number) =>
    tamper(
      `UPDATE "Event" SET "type" = 'held' WHERE "position" = ${place}`,
      `DO $$ DECLARE e "Event"; previous TEXT := ''; BEGIN
        FOR e IN SELECT * FROM "Event" ORDER BY "position" LOOP
          previous := event_hash(previous, e."schoolId", e."position", e);
          UPDATE "Event" SET "hash" = previous WHERE "seq" = e."seq";
        END LOOP;
        UPDATE "Chain" SET "hash" = previous; END $$`,
    );

  test('a chain that went on since holds its head; without any event there is none', async () => {
    expect((await waymark('audit', 'heads')).out).toBe(
      'There is no event here yet, so there is no head to keep.',
    );
    await events(1234);
    const { out } = await waymark('audit', 'heads');
    expect(out).toMatch(/^Larch School \(invented\) \(999101\): event 1,234, [0-9a-f]{64}$/u);
    const file = await kept();
    await events(3);
    expect(await waymark('audit', 'verify', '--heads', file)).toEqual({
      code: 0,
      err: '',
      out: 'Larch School (invented): 1,237 events, all as written.',
    });
  });

  test('a chain that was written anew fits in itself, and is told from the one whose head was kept', async () => {
    await events(5);
    const early = await kept('early.json');
    await events(7);
    const late = await kept('late.json');
    await rewrite(9);
    expect((await waymark('audit', 'verify')).code).toBe(0);
    expect((await waymark('audit', 'verify', '--heads', early)).code).toBe(0);
    expect(await waymark('audit', 'verify', '--heads', late)).toEqual({
      code: 1,
      out: '',
      err: 'Larch School (invented): the chain was written anew: one of the events 1 to 12 is not what it was when the head was taken.',
    });
    const both = [early, late].flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as object[]);
    const { err } = await waymark('audit', 'verify', '--heads', await written(JSON.stringify(both)));
    expect(err).toContain('one of the events 6 to 12 is not what it was');
  });

  test('a chain that was cut, head and all, is missed at the first event that is gone; and so is a whole school', async () => {
    await events(12);
    const file = await kept();
    await tamper(
      'DELETE FROM "Event" WHERE "position" > 9',
      'UPDATE "Chain" SET "position" = 9, "hash" = (SELECT "hash" FROM "Event" WHERE "position" = 9)',
    );
    expect((await waymark('audit', 'verify')).code).toBe(0);
    expect((await waymark('audit', 'verify', '--heads', file)).err).toBe(
      'Larch School (invented): event 10 is missing.',
    );
    await tamper('DELETE FROM "Event"', 'DELETE FROM "Chain"', 'DELETE FROM "School"');
    expect((await waymark('audit', 'verify', '--heads', file)).err).toBe(
      'School 999101, which is not on record: event 1 is missing.',
    );
  });

  test('what comes first in the chain is named, whichever way it was found', async () => {
    await events(12);
    const file = await kept();
    await rewrite(9);
    await tamper(`UPDATE "Event" SET "askId" = 'a2' WHERE "position" = 4`);
    expect((await waymark('audit', 'verify', '--heads', file)).err).toContain(
      'written anew: one of the events 1 to 12',
    );
  });

  test.each([
    ['', 'is not a file of heads. Make one with: waymark audit heads --json > heads.json'],
    ['{}', 'is not a file of heads.'],
    ['[]', 'holds no head, so there is nothing to compare.'],
    ['[3]', 'number 1 in it is broken (it is no head)'],
    [
      '[{ "school": "1", "position": 0, "hash": "" }]',
      'number 1 in it is broken (its position cannot be right)',
    ],
    [
      '[{ "school": "1", "position": 2, "hash": "abc" }]',
      'number 1 in it is broken (its hash cannot be right)',
    ],
  ])('a file that says %j is answered in a sentence', async (text, sentence) => {
    const file = await written(text);
    expect(await waymark('audit', 'verify', '--heads', file)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining(sentence) as string,
    });
  });

  test('a file that is not there is answered in a sentence, before the database is opened', async () => {
    const run = await commandLine(null, 'audit', 'verify', '--heads', join(folder, 'none.json'));
    expect(run).toMatchObject({
      code: 1,
      err: expect.stringContaining('none.json cannot be read (ENOENT)') as string,
    });
  });
});
