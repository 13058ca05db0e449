import { placementRow, pupilRow } from '../support/school-folder';
import { buttonsOf, type Message, textOf, type World, world } from '../support/world';

let w: World;
beforeEach(async () => {
  w = await world({
    pupils: [pupilRow(0), pupilRow(1), pupilRow(2, { first_name: 'Zofia', last_name: 'Brown' })],
    placements: [0, 1, 2].map((n) => placementRow(n)),
  });
});
afterEach(() => w.end());

const textIn = ({ card, text }: Message): string => (card ? textOf(card) : text).replaceAll(': \n', ': ');

async function typed(text: string, by = w.cara): Promise<Message> {
  const said = await by.type(text);
  await w.settled();
  return said.at(-1) as Message;
}

/** Who looked at whom, by name, the oldest first. */
async function ledger(): Promise<string[]> {
  const { client: db } = w.database;
  const looks = await db.look.findMany({ orderBy: { seq: 'asc' } });
  const staff = new Map((await db.staff.findMany()).map(({ id, name }) => [id, name]));
  const pupils = new Map((await db.pupil.findMany()).map(({ id, lastName }) => [id, lastName]));
  return looks.map(
    ({ staffId, what, pupilId }) => `${staff.get(staffId)}: ${what} of ${pupils.get(pupilId)}`,
  );
}

test('whoever was shown a pupil’s record is told to the DSL, newest first', async () => {
  await typed('status ostrowska', w.ben);
  await w.to('09:20');
  await typed('history yusuf', w.ben);
  await typed('history ostrowska', w.finn);
  const card = await typed('looks ostrowska');
  expect(textIn(card)).toContain(
    'Zofia O., year 9\nNewest first\n' +
      'Mon 23 Nov 2026, 09:20: Finn Doyle. History\nMon 23 Nov 2026, 08:50: Ben Okoro. Status',
  );
  expect(textIn(await typed('/looks Yusuf', w.dev))).toContain('09:20: Ben Okoro. History');
});

test('a choice of several shows nobody’s record and is no look; the one that is chosen is', async () => {
  const status = await typed('status zofia', w.ben);
  const history = await typed('history zofia', w.ben);
  expect(await ledger()).toEqual([]);
  await w.press(w.ben, status, ({ title }) => title.includes('Brown') || title === 'Zofia B.');
  await w.press(w.ben, history, ({ title }) => title.includes('Zofia O'));
  expect(await ledger()).toEqual(['Ben Okoro: status of Brown', 'Ben Okoro: history of Ostrowska']);
  await w.press(w.ben, status, 'Look again');
  expect(await ledger()).toHaveLength(3);
});

test('the ledger is chosen from just so, and says when nobody has looked', async () => {
  const which = await typed('looks zofia');
  expect(textIn(which)).toContain('Whose record was looked at?');
  expect(buttonsOf(which.card ?? {})).toHaveLength(2);
  const { card } = await w.press(w.cara, which, ({ title }) => title.includes('Zofia B'));
  expect(textOf(card ?? {})).toContain('Nobody has looked yet.');
  expect(textIn(await typed('looks'))).toContain('Part of the pupil’s name');
  expect(textIn(await typed('looks nobody'))).toContain('Nothing on your list is called “nobody”.');
});

test('the last twenty are shown, and that there are more', async () => {
  for (let i = 0; i < 21; i += 1) await typed('status yusuf', w.ben);
  const card = await typed('looks yusuf');
  expect(textIn(card).match(/Ben Okoro\. Status/gu)).toHaveLength(20);
  expect(textIn(card)).toContain('These are the last 20.');
});

test('who looks is for the DSL and the deputy alone, and help says so to them only', async () => {
  for (const person of [w.amira, w.ben, w.ewa, w.finn]) {
    expect(textIn(await typed('looks ostrowska', person))).toBe(
      'Your role does not include this. Ask the AP lead if you need it.',
    );
    expect(textIn(await typed('help', person))).not.toContain('looks Zofia');
  }
  expect(textIn(await typed('help'))).toContain('looks Zofia');
  expect(await ledger()).toEqual([]);
});

test('what is refused or not found is no look', async () => {
  await typed('status nobody at all', w.ben);
  await typed('history Oak Farm', w.ben);
  await typed('today', w.ben);
  expect(await ledger()).toEqual([]);
});

test('nothing is shown that cannot be put on record', async () => {
  await w.database.client.$executeRaw`ALTER TABLE "Look" ADD CONSTRAINT "full" CHECK (false) NOT VALID`;
  try {
    for (const text of ['status ostrowska', 'history ostrowska']) {
      const said = await typed(text, w.ben);
      expect(textIn(said)).toBe('Something went wrong at our end. Send that again in a minute.');
    }
  } finally {
    await w.database.client.$executeRaw`ALTER TABLE "Look" DROP CONSTRAINT "full"`;
  }
});

test('whom to ring at home is behind a button that looks again who asks, and is a look of its own', async () => {
  const { client: db } = w.database;
  const { id: pupilId } = await db.pupil.findFirstOrThrow({ where: { lastName: 'Ostrowska' } });
  const contact = { name: 'Piotr Nowicki', relationship: 'father', phone: '07700 900123' };
  await db.contact.create({ data: { schoolId: w.school, pupilId, order: 1, ...contact } });
  const status = await typed('status ostrowska', w.ben);
  expect(textIn(status)).not.toMatch(/Piotr|07700|2012|A9994/u);
  const shown = await w.press(w.ben, status, 'Contacts');
  expect(textOf(shown.card ?? {})).toMatch(
    /Whom to ring for Zofia O\.\nPiotr Nowicki \(father\)\n.*07700 900123/u,
  );
  expect(await ledger()).toEqual(['Ben Okoro: status of Ostrowska', 'Ben Okoro: contacts of Ostrowska']);
  await db.staffRole.deleteMany({ where: { role: 'ap-lead' } });
  const data = { pupil: pupilId };
  const pressed = await w.ben.invoke({
    action: { type: 'Action.Execute', verb: 'contacts', data },
    trigger: 'manual',
  });
  expect(pressed.words).toContain('No pupil on your list has that name.');
  expect(await ledger()).toHaveLength(2);
});
