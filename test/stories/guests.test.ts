import { recordAway } from '../../src/services/cover/away';
import { REPORT } from '../support/concern-answers';
import { guestRow, placementRow, providerRow, pupilRow } from '../support/school-folder';
import { type Message, textOf, type World, world } from '../support/world';

let w: World;
let gus: World['amira'];
beforeEach(async () => {
  w = await world({
    policy: 'inv',
    at: '2026-11-23 07:30',
    providers: [providerRow('oak-farm', 'Oak Farm'), providerRow('kiln', 'The Kiln')],
    pupils: [
      pupilRow(0),
      pupilRow(1),
      pupilRow(2, { first_name: 'Hedwig' }),
      pupilRow(3, { first_name: 'Zofia', last_name: 'Osman' }),
    ],
    placements: [
      placementRow(0, { timetable: 'Mon AM;Mon PM' }),
      placementRow(1, { timetable: 'Mon PM;Tue AM' }),
      placementRow(2, { expected_end_date: '2026-11-20' }),
      placementRow(3, { provider_id: 'kiln' }),
    ],
    guests: [guestRow('Gus Fell', 'oak-farm')],
  });
  gus = w.teams.person({ name: 'Gus Fell', aadObjectId: 'aad-gus' });
  await gus.install();
  await w.to('07:35');
});
afterEach(() => w.end());

const last = (): string => textOf(gus.messages().at(-1)?.card ?? {});
const say = async (text: string): Promise<string> => {
  const [said] = await gus.type(text);
  await w.settled();
  return said?.card ? textOf(said.card) : (said?.text ?? '');
};

test('a guest is told what they may do here, and it is little', async () => {
  expect(last()).toContain('You are a guest of the school here.');
  expect(await say('whoami')).toContain('Guest of Oak Farm');
  const help = await say('help');
  expect(help).toContain('Who is expected with you today.');
  expect(help).toContain('concern Zofia');
  expect(help).not.toMatch(/status|overdue|due half-term|history|register|dsl|visit/u);
});

test('today is their own provider’s sessions: shortest names, nobody of another provider, nobody who has left', async () => {
  const today = await say('today');
  expect(today).toContain('2 pupils of Larch School (invented) expected at Oak Farm');
  expect(today).toContain('Morning\nZofia O.');
  expect(today).toContain('Afternoon\nYusuf A. and Zofia O.');
  expect(today).not.toMatch(/Os|Hedwig|Kiln|Adeyemi/u);
  await w.to('2026-11-24 10:00');
  expect(await say('today')).toContain('1 pupil of Larch School (invented) expected at Oak Farm');
  await w.to('2026-11-28 10:00');
  expect(await say('today')).toContain('No school today');
});

test('a concern about a pupil of theirs reaches the DSL at once; the card that the DSL gets is never theirs', async () => {
  w.arrived();
  await say('concern zofia o');
  const form = gus.messages().at(-1) as Message;
  await w.press(gus, form, 'Send', REPORT);
  const arrived = w.arrived();
  expect(arrived['Cara Lindqvist']).toContain('Concern passed to the DSL');
  expect(textOf(w.card(w.cara, 'In danger now').card ?? {})).toContain('07:35, Gus Fell');
  expect(arrived['Gus Fell']).toEqual(['Concern']);
  const { id } = await w.database.client.ask.findFirstOrThrow({ where: { closed: false, kind: 'concern' } });
  const forged = { action: { type: 'Action.Execute', verb: 'show', data: { ask: id } }, trigger: 'manual' };
  expect((await gus.invoke(forged)).words).toContain('out of date or for somebody else');
});

test('another provider’s pupil and one who has left read as somebody there is none of', async () => {
  for (const [name, nobody] of [
    ['zofia osman', 'zofia quill'],
    ['hedwig', 'quillon'],
    ['hedwig turner', 'quillon turner'],
  ]) {
    expect([name, await say(`concern ${name}`)]).toEqual([name, await say(`concern ${nobody}`)]);
  }
  const pupils = await w.database.client.pupil.findMany({ where: { firstName: 'Hedwig' } });
  const duty = await w.database.client.prompt.count({ where: { kind: 'concern' } });
  const data = { command: 'concern', who: `pupil:${pupils[0]?.id}`, subject: pupils[0]?.id ?? '' };
  const pressed = await gus.invoke({
    action: { type: 'Action.Execute', verb: 'begin', data },
    trigger: 'manual',
  });
  expect(textOf(pressed.card ?? {})).not.toContain('Hedwig');
  expect(await w.database.client.prompt.count({ where: { kind: 'concern' } })).toBe(duty);
});

test('nobody can be covered by a guest: what is a member of staff’s to answer goes to staff', async () => {
  const result = await recordAway(w.waymark.deps, {
    email: 'cara@larch.example',
    from: '2026-11-23',
    until: '2026-11-24',
    cover: 'gus@oak-farm.example',
  });
  expect(result).toMatchObject({ ok: false });
});

test('no role is covered by a guest: they are not offered, and a press that names them is told who can be chosen', async () => {
  await w.cara.type('cover');
  await w.settled();
  const card = w.card(w.cara, 'Who covers what?');
  expect(JSON.stringify(card.card)).not.toContain('Gus Fell');
  const { id } = await w.database.client.staff.findFirstOrThrow({ where: { name: 'Gus Fell' } });
  const data = { role: 'dsl', who: id, from: '2026-11-23', until: '2026-11-24', save: 'yes' };
  const forged = { action: { type: 'Action.Execute', verb: 'cover', data }, trigger: 'manual' };
  const pressed = await w.cara.invoke(forged, card);
  expect(textOf(pressed.card ?? {})).toContain('That person is not on the staff list now');
  expect(await w.database.client.cover.count()).toBe(0);
});

test('a refusal to a guest is in the log, by ids', async () => {
  expect(await say('status zofia')).toBe(
    'No pupil on your list has that name. Try part of the surname, or the UPN.',
  );
  const line = w.log.find((one) => one.includes('pupil-not-found')) ?? '';
  expect(line).not.toBe('');
  expect(line).not.toMatch(/zofia|Gus/iu);
});
