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
