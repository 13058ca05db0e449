import { STAFF, staffRow } from '../support/school-folder';
import { textOf, type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const ASKED = 'Who has arrived at Oak Farm?';

test('the attendance officer is away: the cover is asked at once, and the AP lead is told', async () => {
  w = await world();
  const staff = await w.database.client.staff.findMany();
  const idOf = (name: string) => staff.find((s) => s.name === name)?.id ?? '';
  await w.database.client.away.create({
    data: {
      schoolId: w.school,
      id: 'away-1',
      staffId: idOf('Amira Khan'),
      from: new Date('2026-11-23T00:00:00Z'),
      until: new Date('2026-11-24T00:00:00Z'),
      coverStaffId: idOf('Finn Doyle'),
    },
  });
  await w.to('09:00');
  expect(w.arrived()).toEqual({ 'Finn Doyle': [ASKED], 'Ben Okoro': ['Somebody could not be asked'] });
  expect(textOf(w.card(w.ben, 'Cover').card ?? {})).toContain(
    'Amira Khan (attendance officer) is away today. Waymark asks Finn Doyle instead.',
  );
  await w.press(w.finn, w.card(w.finn, ASKED), 'All here');
  expect(await w.books()).toMatchObject({ answered: 3 });
});

test('a second attendance officer is asked when the first does not have Waymark', async () => {
  w = await world({
    staff: [...STAFF, staffRow('Gil Torres', 'attendance-officer')],
    installed: ['ben', 'cara'],
  });
  const gil = w.teams.person({ name: 'Gil Torres', aadObjectId: 'aad-gil' });
  await gil.install();
  await w.settled();
  w.arrived();
  await w.to('09:00');
  expect(w.arrived()).toEqual({ 'Gil Torres': [ASKED], 'Ben Okoro': ['Somebody could not be asked'] });
});

test('nobody can be asked for attendance: whoever stands in is asked at once, with no waiting', async () => {
  w = await world({ installed: ['ben', 'cara'] });
  await w.to('09:00');
  expect(w.arrived()).toEqual({
    'Ben Okoro': expect.arrayContaining([ASKED, 'Somebody could not be asked']),
  });
});

test('the DSL has blocked Waymark: the deputy has the card at once, and the AP lead is told', async () => {
  w = await world();
  w.cara.block();
  await w.to('10:29');
  w.arrived();
  await w.to('10:30');
  expect(w.arrived()).toEqual({ 'Dev Patel': [ASKED], 'Ben Okoro': ['Somebody could not be asked'] });
  await w.press(w.dev, w.card(w.dev, ASKED), 'All here');
  expect(await w.books()).toMatchObject({ escalatedAndResolved: 3, open: 0 });
});

test('nobody at all can be reached: it is recorded and the operator is told; whoever installs first is asked', async () => {
  w = await world({ installed: [] });
  await w.to('09:00');
  expect(w.arrived()).toEqual({});
  expect(w.log.join('\n')).toContain('nobody can be reached for this role');
  expect((await w.books()).unaccounted).toBe(0);

  await w.cara.install();
  await w.settled();
  expect(w.arrived()).toEqual({ 'Cara Lindqvist': ['Waymark is ready', ASKED] });
  await w.press(w.cara, w.card(w.cara, ASKED), 'All here');
  expect(await w.books()).toMatchObject({ open: 0 });
});

test('whoever holds a card removes Waymark: it moves on at once', async () => {
  w = await world();
  await w.to('09:05');
  w.arrived();
  await w.amira.uninstall();
  await w.settled();
  expect(w.arrived()).toEqual({ 'Ben Okoro': expect.arrayContaining([ASKED]) });
});

test('an AP lead who answers "not there" for a silent officer gets the follow-up too', async () => {
  w = await world();
  await w.to('10:00');
  w.arrived();
  const card = w.card(w.ben, ASKED);
  await w.press(w.ben, card, 'All here', { [w.field(card.card ?? {}, 'Mia T.')]: 'not-there' });
  expect(w.arrived()).toEqual({
    'Amira Khan': ['A pupil is not at provision'],
    'Ben Okoro': ['A pupil is not at provision'],
  });
});

test('a person who is only in the roster by e-mail is recognised, and remembered by object id', async () => {
  w = await world({
    installed: ['ben', 'cara'],
    staff: STAFF.map((row) => ({
      ...row,
      aad_object_id: row['email']?.startsWith('amira') ? '' : (row['aad_object_id'] ?? ''),
    })),
  });
  const amira = w.teams.person({
    name: 'Amira Khan',
    aadObjectId: 'aad-new-amira',
    email: 'amira@larch.example',
  });
  await amira.install();
  await w.settled();
  await w.to('09:00');
  expect(w.arrived()['Amira Khan']).toContain(ASKED);
  const staff = await w.database.client.staff.findFirstOrThrow({ where: { email: 'amira@larch.example' } });
  expect(staff.aadObjectId).toBe('aad-new-amira');
});

test('a stranger learns whom to ask, and nothing else', async () => {
  w = await world();
  const stranger = w.teams.person({ name: 'Sam Strange', email: 'sam@elsewhere.example' });
  await stranger.install();
  const said = await stranger.type('/status Zofia');
  await w.settled();
  expect(said.map(({ text }) => text).join(' ')).toContain('Ask the AP lead at your school to add you');
  expect(JSON.stringify(stranger.messages())).not.toContain('Ostrowska');
});
