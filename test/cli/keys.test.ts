import { readKeys } from '../../src/store/keyring';
import { sealedClient } from '../../src/store/sealed-client';
import { type Importer, importer } from '../services/import/importer';
import { keysCommand } from '../support/command-line';
import { keysOf } from '../support/database';

const NEW = `2026:${Buffer.alloc(32, 2).toString('base64')}`;
const OLD = `2025:${Buffer.alloc(32, 1).toString('base64')}`;

let school: Importer;
beforeEach(async () => {
  school = await importer();
});
afterEach(() => school.database.close());

const waymark = (keys: string, ...argv: string[]) =>
  keysCommand({ ...school.database, keys: keysOf(keys) }, ...argv);

test('a fresh key is printed, as DATA_KEYS takes it, and no database is opened', async () => {
  const [first, second] = [await keysCommand(null, 'new'), await keysCommand(null, 'new')];
  expect(first).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d{4}-\d\d-\d\d-[0-9a-f]{4}:\S{44}$/u),
  });
  expect(first.err).toContain('keep a copy apart from the database');
  expect(readKeys(`${first.out}\n${second.out}`)).toMatchObject({ ok: true });
});

test('a rotation tells what it did, and then which key may go', async () => {
  const { bare } = school.database;
  const db = sealedClient(bare, { keys: keysOf(OLD), refused: () => undefined });
  const at = new Date(0);
  const hold = { schoolId: '1', pupilId: 'p', heldAt: at };
  await db.legalHold.create({ data: { ...hold, id: 'a', reason: 'A claim' } });
  await bare.legalHold.create({ data: { ...hold, id: 'b', reason: 'In the clear' } });

  expect(await waymark(`${NEW},${OLD}`, 'status')).toEqual({
    code: 0,
    out: [
      '2026: 0 values. New values are encrypted with it.',
      '2025: 1 value still. Run waymark keys rotate before it is taken away.',
    ].join('\n'),
    err: '1 value in the clear. Run waymark keys rotate.',
  });
  expect(await waymark(`${NEW},${OLD}`, 'rotate')).toEqual({
    code: 0,
    out: [
      '  LegalHold.reason         2 encrypted anew',
      '2 values encrypted anew under the key 2026.',
      '2026: 2 values. New values are encrypted with it.',
      '2025: 0 values. It may be taken out of DATA_KEYS, once no backup is left that needs it.',
    ].join('\n'),
    err: '',
  });
  expect((await waymark(NEW, 'rotate')).out).toContain('0 values encrypted anew');
  const now = sealedClient(bare, { keys: keysOf(NEW), refused: () => undefined });
  expect(await now.legalHold.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { reason: 'A claim' },
    { reason: 'In the clear' },
  ]);
});

test('what cannot be read stays as it is, is told, and the exit code is 1', async () => {
  const { bare } = school.database;
  const db = sealedClient(bare, { keys: keysOf(OLD), refused: () => undefined });
  const hold = { schoolId: '1', pupilId: 'p', heldAt: new Date(0) };
  await db.legalHold.create({ data: { ...hold, id: 'a', reason: 'A claim' } });
  await db.legalHold.create({ data: { ...hold, id: 'b', reason: 'Another' } });
  await bare.$executeRaw`UPDATE "LegalHold" SET "reason" = (SELECT "reason" FROM "LegalHold" WHERE "id" = 'a')`;
  const ran = await waymark(`${NEW},${OLD}`, 'rotate');
  expect(ran.code).toBe(1);
  expect(ran.out).toContain(
    'LegalHold.reason         1 encrypted anew, 1 cannot be read and stay as they are',
  );
});
