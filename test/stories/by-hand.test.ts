import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ALL_WEEK,
  OAK_FARM,
  placementRow,
  providerRow,
  pupilRow,
  STAFF,
  staffRow,
} from '../support/school-folder';
import { buttonsOf, inputsOf, type Message, textOf, type World, world } from '../support/world';

const PACK = readFileSync(join(__dirname, '..', 'support', 'by-hand-pack.yaml'), 'utf8');

/** Zofia at Oak Farm, Yusuf there and at The Kiln, Zofia Brown nowhere. */
const SCHOOL = {
  packText: PACK,
  at: '2026-11-23 10:00',
  providers: [OAK_FARM, providerRow('kiln', 'The Kiln')],
  pupils: [pupilRow(0), pupilRow(1), pupilRow(2), pupilRow(3, { first_name: 'Zofia', last_name: 'Brown' })],
  placements: [
    placementRow(0),
    placementRow(1, { timetable: 'Mon AM;Tue AM' }),
    placementRow(1, { placement_id: 'p1-kiln', provider_id: 'kiln', timetable: 'Wed AM;Thu AM' }),
    placementRow(2, { timetable: ALL_WEEK }),
  ],
};

let w: World;
beforeEach(async () => {
  w = await world(SCHOOL);
});
afterEach(() => w.end());

const textIn = ({ card, text }: Message): string => (card ? textOf(card) : text);
const buttonsIn = ({ card }: Message): string[] => buttonsOf(card ?? {}).map(({ title }) => title);
const shownIn = (message: Message): string => textOf(message.answered ?? message.card ?? {});
const replies = () => w.database.client.reply.findMany();

/** What they are told at once: one message. */
async function typed(text: string, by = w.ben): Promise<Message> {
  const said = await by.type(text);
  await w.settled();
  expect(said).toHaveLength(1);
  return said[0] as Message;
}

test('a visit is written up: typed, the form, sent, kept; and it can be looked up', async () => {
  const form = await typed('/visit zofia ostrowska');
  expect(textIn(form)).toContain('Visit · Zofia O., Oak Farm · Mon 23 Nov\nWhat did the visit show?');
  expect(inputsOf(form.card ?? {}).map(({ label }) => label)).toEqual(['Visited on', 'How is it going?']);
  expect(w.arrived()).toEqual({ 'Ben Okoro': ['Visit'] });

  const done = await w.press(w.ben, form, 'Send', { visited_on: '2026-11-20', rating: 'good' });
  expect(textOf(done.card ?? {})).toContain('Visit, Zofia O., Oak Farm: recorded. Ben Okoro, 10:00.');
  w.ben.reload();
  expect(shownIn(form)).toContain('recorded. Ben Okoro, 10:00.');
  expect((await replies()).map(({ answer }) => answer)).toEqual([
    { visited_on: '2026-11-20', rating: 'good' },
  ]);
  expect(textIn(await typed('history zofia ostrowska'))).toContain('Mon 23 Nov 2026, Visit');
});

test('nothing typed: it is asked whom, and the card turns into the form', async () => {
  const card = await typed('visit');
  expect(textIn(card)).toContain('Which pupil or provider?');
  const none = await w.press(w.ben, card, 'Go on', { name: 'nobody at all' });
  expect(textOf(none.card ?? {})).toContain('Nothing on your list has that name.');
  expect(textOf(none.card ?? {})).not.toContain('nobody at all');
  const form = await w.press(w.ben, card, 'Go on', { name: 'mia' });
  expect(textOf(form.card ?? {})).toContain('What did the visit show?');
  await w.press(w.ben, card, 'Send', { visited_on: '2026-11-20', rating: 'good' });
  expect(await replies()).toHaveLength(1);
  expect(w.arrived()).toEqual({ 'Ben Okoro': [expect.any(String)] });
});

test('two pupils alike, then two placements: each is chosen, and nothing is asked before', async () => {
  const who = await typed('/incident zofia');
  expect(textIn(who)).toContain('Which pupil?');
  expect(buttonsIn(who)).toEqual(['Zofia B., year 9', 'Zofia O., year 9']);
  expect(await w.database.client.ask.count()).toBe(0);
  const form = await w.press(w.ben, who, 'Zofia B., year 9');
  expect(textOf(form.card ?? {})).toContain('Incident · Zofia B.');

  const where = await typed('/visit yusuf');
  expect(buttonsIn(where)).toEqual(['Oak Farm', 'The Kiln']);
  const visit = await w.press(w.ben, where, 'The Kiln');
  expect(textOf(visit.card ?? {})).toContain('Visit · Yusuf A., The Kiln');
  const atKiln = await typed('/visit the kiln');
  expect(textIn(atKiln)).toContain('Visit · Yusuf A., The Kiln');
});

test('an incident comes once to whoever typed it, and at once to whoever must act', async () => {
  const form = await typed('incident mia', w.finn);
  expect(w.arrived()).toEqual({ 'Finn Doyle': ['Incident'], 'Ben Okoro': ['Incident'] });
  await w.press(w.finn, form, 'Send', { dsl_told: 'yes' });
  expect(textOf(w.card(w.ben, 'Incident').card ?? {})).toContain('recorded. Finn Doyle, 10:00.');
  w.arrived();
  const own = await typed('incident mia');
  expect(w.arrived()).toEqual({ 'Ben Okoro': ['Incident'] });
  await w.press(w.ben, own, 'Send', { dsl_told: 'yes' });
  expect(await replies()).toHaveLength(2);
});

test('what is open already is not asked twice: whoever types it too has the same form, until it is begun', async () => {
  const mine = await typed('visit mia');
  const theirs = await typed('visit mia', w.finn);
  expect(textIn(theirs)).toContain('What did the visit show?');
  expect(await w.database.client.ask.count()).toBe(1);
  await w.press(w.ben, mine, 'Send', { rating: 'poor' });
  const late = await typed('visit mia', w.dev);
  expect(late.text).toBe(
    'This is open already, with Finn Doyle (pastoral lead) and Ben Okoro (AP lead). Tell them what you know.',
  );
  await w.press(w.finn, theirs, 'Send', { visited_on: '2026-11-20' });
  expect(await w.books()).toMatchObject({ open: 0 });
});

test('nobody else may begin anything, and learns nothing of who there is', async () => {
  const jo = w.teams.person({ name: 'Jo Field', aadObjectId: 'aad-jo' });
  await w.reimport({ ...SCHOOL, staff: [...STAFF, staffRow('Jo Field', 'governor')] });
  await jo.install();
  await w.settled();
  const [known, unknown] = [await typed('/visit mia', jo), await typed('/visit nosuchpupil', jo)];
  expect(known.text).toBe('Your role does not include this. Ask the AP lead if you need it.');
  expect(unknown.text).toBe(known.text);
  expect(await w.database.client.prompt.count()).toBe(0);
});

test.each(['groupChat', 'channel'] as const)(
  'typed in a %s: the form goes to the personal chat',
  async (kind) => {
    const group = w.teams.group(kind, [w.ben, w.finn]);
    const said = await w.ben.type('/visit mia turner', group);
    await w.settled();
    expect(said.map(({ text }) => text)).toEqual(['I have answered in our personal chat.']);
    expect(JSON.stringify(group.messages)).not.toMatch(/Mia|Turner|Visit/u);
    const form = w.card(w.ben, 'What did the visit show?');
    await w.press(w.ben, form, 'Send', { visited_on: '2026-11-20', rating: 'good' });
    expect(textOf(form.card ?? {})).toContain('recorded');
  },
);

test('what is typed after a name is not kept anywhere, and the card says where it belongs', async () => {
  const form = await typed('/incident Mia Turner punched a boy called Kestrel and ran off to the quarry');
  expect(textIn(form)).toContain('What must be done now?');
  expect(textIn(form)).toContain('What you wrote after the name was not kept. It belongs in the case system');
  const guess = await typed('/incident Yusuf punched Kestrel at the quarry');
  expect(textIn(guess)).toContain('Did you mean this?');
  expect(textIn(guess)).toContain('It belongs in the case system');
  const nobody = await typed('incident somebody punched Kestrel at the quarry');
  expect(textIn(nobody)).toContain('Nothing on your list has that name.');
  const lost = await w.press(w.ben, nobody, 'Go on', { name: 'Kestrel was punched at the quarry' });
  expect(textOf(lost.card ?? {})).toContain('Nothing on your list has that name.');
  await w.to('11:30');

  const written = /punched|kestrel|quarry/iu;
  for (const [table, rows] of await wholeDatabase())
    expect([table, rows.match(written)?.[0]]).toEqual([table, undefined]);
  expect(w.log.join('\n')).not.toMatch(written);
  expect(JSON.stringify(w.teams.requests)).not.toMatch(written);
});

/** Every table with every row as text, and what is encrypted as it reads. */
async function wholeDatabase(): Promise<[string, string][]> {
  const { client } = w.database;
  const tables = await client.$queryRaw<{ name: string }[]>`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'`;
  expect(tables.length).toBeGreaterThan(10);
  const texts = tables.map(async ({ name }): Promise<[string, string]> => {
    const rows = await client.$queryRawUnsafe<{ row: string }[]>(`SELECT t::text AS row FROM "${name}" t`);
    return [name, rows.map(({ row }) => row).join('\n')];
  });
  const { reply, delivery, attendanceMark, placement, contact, provider, legalHold } = client;
  const encrypted = await Promise.all([
    reply.findMany({ select: { answer: true, auto: true } }),
    delivery.findMany({ select: { content: true } }),
    ...[attendanceMark, placement, contact, provider, legalHold].map((table) =>
      (table as typeof attendanceMark).findMany(),
    ),
  ]);
  return [...(await Promise.all(texts)), ['encrypted', JSON.stringify(encrypted)]];
}

test('what is about the whole school is offered where no name is typed', async () => {
  const card = await typed('record');
  expect(textIn(card)).toContain('Which pupil?');
  expect(buttonsIn(card)).toEqual(['Go on', 'Complaint']);
  const form = await w.press(w.ben, card, 'Complaint');
  expect(textOf(form.card ?? {})).toContain('Which complaint has come in?');
  await w.press(w.ben, card, 'Send', { complaint_reference: 'C12' });
  expect(textOf(card.card ?? {})).toContain('Complaint: recorded. Ben Okoro, 10:00.');
});

test.each([
  ['/end mia', 'Nothing in your school’s policy begins with “end”. Type help to see what you can begin.'],
  [
    '/visit zofia brown',
    'Zofia B. is not placed anywhere now, so there is nothing to fill in. Ask the AP lead if that is wrong.',
  ],
])('%s: it says why there is no form', async (text, words) => {
  expect((await typed(text)).text).toBe(words);
  expect(await w.database.client.prompt.count()).toBe(0);
});
