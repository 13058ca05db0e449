import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CORRECTION_FIELD } from '../../src/domain/corrections';
import { sealingWith } from '../../src/sealing';
import type { Log } from '../../src/services/deps';
import { holdPupil } from '../../src/services/retention/holds';
import { keysInUse, whyNotThese } from '../../src/store/keys-in-use';
import type { Database } from '../../src/store/open';
import { rotate } from '../../src/store/rotate';
import { sealedClient } from '../../src/store/sealed-client';
import { databaseWith, embeddedDatabase, keysOf } from '../support/database';
import { placementRow, providerRow, upnOf } from '../support/school-folder';
import { textOf, type World, world } from '../support/world';

const keyOf = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const OLD = keyOf('2025', 1);
const NEW = keyOf('2026', 2);

const FATHER = {
  upn: upnOf(0),
  order: '1',
  name: 'Piotr Ostrowski',
  relationship: 'father',
  phone: '07700 900123',
  email: 'piotr@ostrowski.example',
};
const MARK_NOTE = 'ran towards the canal';
const CALL_NOTE = 'grandmother will look there';
const SEEN = 'seen at the canal';
const HOLD = 'inquest of the coroner';
const REASON = 'other: afraid of the old school';

/** What no file and no table may say. */
const SECRETS = [
  FATHER.name,
  FATHER.phone,
  FATHER.email,
  '01632 960101',
  'Gwen Pryce',
  'office@oakfarm.example',
  REASON,
  'Attend every session',
  MARK_NOTE,
  CALL_NOTE,
  HOLD,
  'You are on the staff list as attendance officer',
];

let w: World;
/** The folder of a test that looks into files. */
let folder: string | undefined;
let told: string[];
let log: Log;

beforeEach(() => {
  told = [];
  const write = (facts: object, message: string) => void told.push(JSON.stringify({ ...facts, message }));
  log = { info: write, warn: write, error: write };
});

afterEach(async () => {
  await w.end();
  if (folder) rmSync(folder, { recursive: true });
  folder = undefined;
});

const sealing = (keys: string) => sealingWith(keysOf(keys), log);

/** A school, and a morning: Zofia is not there, with a note, and her father is rung. */
async function morning(database: Database): Promise<void> {
  w = await world({
    database,
    contacts: [FATHER],
    placements: [0, 1, 2].map((n) => placementRow(n, n === 0 ? { reason: REASON } : {})),
    theirWords: [MARK_NOTE, CALL_NOTE, SEEN],
  });
  await w.to('09:00');
  await mark('not-there', MARK_NOTE);
  await w.press(w.amira, followUp(), 'Send', { parent: 'no-answer', safe: 'no', note: CALL_NOTE });
  await holdPupil(w.waymark.deps, upnOf(0), HOLD);
}

const session = () => w.card(w.amira, 'Oak Farm: ');
const followUp = () => w.card(w.amira, 'Zofia O. is not at Oak Farm');
const textIn = (card: ReturnType<typeof session>): string => textOf(card.card ?? {});

/** Presses "All here" with a mark and a note for Zofia. */
async function mark(as: string, note: string): Promise<void> {
  const card = w.card(w.amira, 'Who has arrived at Oak Farm?');
  const field = w.field(card.card ?? {}, 'Zofia O.');
  await w.press(w.amira, card, 'All here', { [field]: as, [field.replace('mark', 'note')]: note });
}

/** The bot starts again with other keys. */
async function restartWith(keys: string): Promise<void> {
  expect(await whyNotThese(w.database.bare, keysOf(keys))).toBeNull();
  Object.assign(w.database, { client: sealedClient(w.database.bare, sealing(keys)) });
  await w.restart();
}

async function typed(text: string): Promise<string> {
  const answers = await w.cara.type(text);
  await w.settled();
  return answers.map(({ card }) => textOf(card ?? {})).join('\n');
}

/** What a card, a list and the record itself say, in plain words. */
async function expectAllReads(): Promise<void> {
  expect(textIn(followUp())).toContain(`note: ${CALL_NOTE}`);
  expect(textIn(session())).toContain(MARK_NOTE);
  expect(await typed('provider Oak')).toContain('01632 960101');
  const { client } = w.database;
  expect(await client.contact.findMany()).toMatchObject(
    [{ ...FATHER, upn: undefined, order: 1 }].map(({ upn: _upn, ...row }) => row),
  );
  expect(await client.legalHold.findMany()).toMatchObject([{ reason: HOLD }]);
}

/** Every table with every row as text. */
async function tables(): Promise<string> {
  const { bare } = w.database;
  const names = await bare.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  const rows = names.map(({ name }) =>
    bare.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`),
  );
  return (await Promise.all(rows))
    .flat()
    .map(({ row }) => row)
    .join('\n');
}

/** Every byte of the database's folder. */
async function files(folder: string): Promise<Buffer> {
  await w.database.bare.$executeRaw`CHECKPOINT`;
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  expect(found.length).toBeGreaterThan(100);
  return Buffer.concat(found.map((file) => readFileSync(join(file.parentPath, file.name))));
}

const said = (where: { includes(text: string): boolean }): string[] =>
  SECRETS.filter((secret) => where.includes(secret));

test('a school is imported and a morning lived: nothing of it is in the clear, in no table and no file', async () => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-keys-'));
  await morning(await embeddedDatabase(folder, sealing(OLD)));
  await expectAllReads();
  const [rows, bytes] = [await tables(), await files(folder)];
  expect([rows.includes('Ostrowska'), bytes.includes('Ostrowska')]).toEqual([true, true]);
  expect([said(rows), said(bytes)]).toEqual([[], []]);
  expect((await keysInUse(w.database.bare)).map(({ id }) => id)).toEqual(['2025']);
  expect(told).toEqual([]);
});

test('an import compares what is meant: the same file changes nothing, and another number is written', async () => {
  await morning(await databaseWith(sealing(OLD)));
  const before = await w.database.bare.contact.findMany();
  await w.reimport({ contacts: [FATHER] });
  expect(await w.database.bare.contact.findMany()).toEqual(before);
  await w.reimport({
    contacts: [{ ...FATHER, phone: '07700 900456' }],
    providers: [providerRow('oak-farm', 'Oak Farm')],
  });
  expect(await w.database.client.contact.findMany()).toMatchObject([
    { name: FATHER.name, phone: '07700 900456' },
  ]);
});

test('everything is encrypted anew while the bot runs; what is pressed meanwhile stands; then the old key may go', async () => {
  await morning(await databaseWith(sealing(OLD)));
  await restartWith(`${NEW},${OLD}`);
  await expectAllReads();
  let isPressed = false;
  // Somebody presses after a value was read, and before it is written.
  const bare = w.database.bare.$extends({
    query: {
      async $executeRaw({ args, query }) {
        if (!isPressed && args.sql.includes('"AttendanceMark"')) {
          isPressed = true;
          const card = session();
          const { card: form = {} } = await w.press(w.amira, card, 'Change');
          const field = w.field(form, 'Zofia O.');
          await w.press(w.amira, card, 'Save changes', {
            [field]: 'not-there',
            [field.replace('mark', 'note')]: SEEN,
            [CORRECTION_FIELD]: 'new-information',
          });
        }
        return query(args);
      },
    },
  }) as unknown as Database['bare'];
  const done = await rotate(bare, keysOf(`${NEW},${OLD}`));
  expect(done.filter(({ unreadable }) => unreadable > 0)).toEqual([]);
  expect(done.find(({ table }) => table === 'AttendanceMark')).toMatchObject({ rotated: 0, overtaken: 1 });
  expect(done.find(({ table, column }) => table === 'Contact' && column === 'phone')).toMatchObject({
    rotated: 1,
  });
  expect(await keysInUse(w.database.bare)).toEqual([{ id: '2026', values: expect.any(Number) }]);

  await restartWith(NEW);
  expect(textIn(session())).toContain(SEEN);
  expect(await typed('provider Oak')).toContain('01632 960101');
  expect((await rotate(w.database.bare, keysOf(NEW))).filter(({ rotated }) => rotated > 0)).toEqual([]);
  expect(told).toEqual([]);
});

test('what an older Waymark stored in the clear reads as before, and a rotation encrypts it', async () => {
  await morning(await databaseWith());
  expect(said(await tables())).toEqual(expect.arrayContaining([FATHER.name, MARK_NOTE, CALL_NOTE, HOLD]));
  const clear = await w.database.client.reply.findMany({ orderBy: { seq: 'asc' } });
  await restartWith(NEW);
  await expectAllReads();
  await rotate(w.database.bare, keysOf(NEW));
  expect(said(await tables())).toEqual([]);
  expect(await w.database.client.reply.findMany({ orderBy: { seq: 'asc' } })).toEqual(clear);
  expect((await w.database.client.placement.findMany())[0]?.objectives).toEqual([
    'Attend every session',
    'Return to school',
  ]);
  await expectAllReads();
});

test('without its key, or with another of the same name, it is not opened, and says why; then with its own it is', async () => {
  await morning(await databaseWith(sealing(OLD)));
  const { bare } = w.database;
  const ends = 'which DATA_KEYS does not hold.';
  expect(await whyNotThese(bare, undefined)).toContain(`the key “2025”, ${ends}`);
  expect(await whyNotThese(bare, keysOf(NEW))).toContain(`the key “2025”, ${ends}`);
  expect(await whyNotThese(bare, keysOf(keyOf('2025', 9)))).toContain(
    'The key “2025” in DATA_KEYS is not the one',
  );
  expect(await whyNotThese(bare, keysOf(OLD))).toBeNull();
});

test('a value that was changed, or copied from another row, is not shown; the card says so, and the log where', async () => {
  await morning(await databaseWith(sealing(OLD)));
  const { bare, client } = w.database;
  const reply = await client.reply.findFirstOrThrow({ orderBy: { seq: 'desc' } });
  await bare.$executeRaw`UPDATE "Reply" SET "answer" = to_jsonb(left("answer" #>> '{}', 60) || 'AAAA' || substr("answer" #>> '{}', 65))
    WHERE "id" = ${reply.id}`;
  await bare.$executeRaw`UPDATE "Contact" SET "phone" = "name"`;
  await bare.$executeRaw`UPDATE "AttendanceMark" SET "note" =
    (SELECT "note" FROM "AttendanceMark" WHERE "note" IS NOT NULL) WHERE "note" IS NULL`;
  await w.to('10:00');
  const climbed = textIn(w.card(w.cara, 'Zofia O. is not at Oak Farm'));
  expect(climbed).toContain('Ring Piotr Ostrowski (father)\n(cannot be read)');
  expect(climbed).toContain('09:00 Amira Khan: what was said cannot be read.');
  expect(climbed).not.toContain(CALL_NOTE);
  const marks = await client.attendanceMark.findMany({ orderBy: { placementId: 'asc' } });
  expect(marks.map(({ note }) => note)).toEqual([MARK_NOTE, '(cannot be read)', '(cannot be read)']);
  const places = told.map((line) => JSON.parse(line) as { table: string; column: string; row: string });
  expect(places.map(({ table, column }) => `${table}.${column}`).sort()).toEqual([
    'AttendanceMark.note',
    'AttendanceMark.note',
    'Contact.phone',
    'Reply.answer',
  ]);
  expect(said(told.join('\n'))).toEqual([]);
  await w.press(w.cara, w.card(w.cara, 'Zofia O. is not at Oak Farm'), 'Send', {
    safe: 'heard',
    parent: 'spoke',
    reason: 'ill',
    next: 'back-next',
  });
  expect(textIn(w.card(w.cara, 'Zofia O.'))).toContain('Register: I, ill.');
});
