import { type Known, knownAt } from '../../src/services/history-at';
import { loadSchool } from '../../src/services/school';
import { commandLine } from '../support/command-line';
import { OAK_FARM, placementRow, providerRow, pupilRow, upnOf } from '../support/school-folder';
import { type World, world } from '../support/world';

let w: World;
afterEach(() => w.end());

const ASKED = 'Who has arrived at Oak Farm?';
const PROVIDERS = [OAK_FARM, providerRow('kiln', 'The Kiln')];
const history = (...argv: string[]) => commandLine(w.waymark.deps, 'history', ...argv);

/** What was known of Zofia at a time of that Monday, in words. */
async function at(time: string): Promise<string> {
  const { code, out, err } = await history(upnOf(0), '--at', `2026-11-23T${time}`);
  expect([code, err]).toEqual([0, '']);
  return out;
}

/** Zofia is missing at nine, ill at ten, and was there after all at eleven; at noon the file changes. */
async function day(): Promise<void> {
  w = await world({ providers: PROVIDERS });
  await w.to('09:00');
  const card = w.card(w.amira, ASKED);
  await w.press(w.amira, card, 'All here', { [w.field(card.card ?? {}, 'Zofia O.')]: 'not-there' });
  await w.to('10:00');
  const settled = { safe: 'heard', parent: 'spoke', reason: 'ill' };
  await w.press(w.amira, w.card(w.amira, 'Zofia O. is not at Oak Farm'), 'Send', settled);
  await w.to('10:30');
  await w.press(w.amira, await todayCard(), ({ title }) => title.startsWith('Confirm'));
  await w.to('11:00');
  const form = (await w.press(w.amira, card, 'Change')).card ?? {};
  const said = { [w.field(form, 'Zofia O.')]: 'late', [w.field(form, 'Why is this changed?')]: 'mistake' };
  await w.press(w.amira, { ...card, card: form }, 'Save changes', said);
  await w.to('12:00');
  await w.reimport({
    providers: [{ ...OAK_FARM, name: 'Oak Farm Centre' }, PROVIDERS[1] ?? {}],
    pupils: [pupilRow(0, { last_name: 'Nowicka', medical: 'yes' }), pupilRow(1), pupilRow(2)],
    placements: [
      placementRow(0, { provider_id: 'kiln', expected_end_date: '2026-12-18' }),
      placementRow(1),
      placementRow(2),
      placementRow(3, { upn: upnOf(0), start_date: '2026-12-01' }),
    ],
  });
}

async function todayCard() {
  const said = await w.amira.type('today');
  await w.settled();
  const card = said.at(-1);
  if (!card) throw new Error('today was not answered');
  return card;
}

test('each instant is told as it was known then, and nothing that came later', async () => {
  await day();
  const [nine, half, ten, code, eleven, noon] = await Promise.all(
    ['08:59', '09:30', '10:00', '10:30', '11:00', '12:00'].map(at),
  );
  expect(nine).toContain('What was known of Zofia Ostrowska');
  expect(nine).toContain('Attendance\n  nothing');
  expect(nine).toContain('p0: Oak Farm, from Tue 1 Sep 2026, no end known. active from Tue 1 Sep 2026');

  expect(half).toContain(
    'Mon 23 Nov morning, Oak Farm: not there (Amira Khan, Mon 23 Nov 2026 09:00), code N, ',
  );
  expect(half).toMatch(/Open\n {2}.*: asked Mon 23 Nov 2026 09:00, with Amira Khan \(attendance officer\)/u);
  expect(half).not.toMatch(/ill|confirmed|late|Kiln/u);

  expect(ten).toMatch(
    /Absence to follow up, .+: (?=.*reason: ill)(?=.*safe: heard).*\(Amira Khan, Mon 23 Nov 2026 10:00\)/u,
  );
  expect(ten).toMatch(/not there \(.*code I, ill/u);
  expect(ten).toContain('Open\n  nothing');
  expect(code).toContain('I confirmed by Amira Khan, Mon 23 Nov 2026 10:30');
  expect(ten).not.toContain('confirmed');

  expect(eleven).toContain('Mon 23 Nov morning, Oak Farm: late (Amira Khan, Mon 23 Nov 2026 11:00), no code');
  expect(eleven).not.toContain('confirmed');
  expect(eleven).not.toMatch(/Nowicka|Kiln|Centre/u);
  expect(noon).toContain('What was known of Zofia Nowicka');
  expect(noon).toContain('medical needs');
  expect(noon).toContain('p0: The Kiln, from Tue 1 Sep 2026 to Fri 18 Dec 2026');
  expect(noon).toContain('p3: Oak Farm Centre, from Tue 1 Dec 2026');
});

test('before the school told of the pupil nothing was known; each look is in the ledger', async () => {
  await day();
  expect(await at('08:00')).toBe(
    'At Mon 23 Nov 2026 08:00 Larch School (invented) had not told Waymark of this pupil yet.',
  );
  const looks = await w.database.client.look.findMany({ where: { what: 'history at' } });
  expect(looks).toMatchObject([{ staffId: 'operator', what: 'history at' }]);
  const said = await w.cara.type('looks nowicka');
  await w.settled();
  expect(JSON.stringify(said.at(-1)?.card)).toContain('The operator. History at');
});

test('--json gives the same as one object; an offset is an instant; left out, it is now', async () => {
  await day();
  const known = async (...argv: string[]) =>
    JSON.parse((await history(upnOf(0), '--json', ...argv)).out) as Known;
  const local = await known('--at', '2026-11-23 10:30');
  expect(local).toEqual(await known('--at', '2026-11-23T11:30+01:00'));
  expect(local).toMatchObject({
    at: '2026-11-23T10:30:00.000Z',
    marks: [{ mark: 'not-there', confirmed: 'I' }],
  });
  const now = await known();
  expect(now).toMatchObject({ at: '2026-11-23T12:00:00.000Z', pupil: { lastName: 'Nowicka' } });
  const change = now.answers.find(({ kind }) => kind === 'attendance')?.answer;
  expect(change).toMatchObject({ said: { mark: 'late' }, reason: 'mistake' });
});

test.each([
  ['yesterday', '"yesterday" is not an instant: write it as 2026-11-23T10:20'],
  ['2026-11-23', '"2026-11-23" is not an instant'],
  ['2026-02-30T10:00', '"2026-02-30T10:00" is not an instant'],
  ['2027-01-01T10:00', '"2027-01-01T10:00" is still to come: name an instant up to now.'],
  [
    '2026-10-25T01:30',
    'came twice in school time, as the clocks went back: add its offset, +01:00 or +00:00.',
  ],
  ['2026-03-29T01:30', 'There was no 2026-03-29T01:30 in school time'],
])('--at %s is answered in a sentence', async (typed, sentence) => {
  w = await world();
  expect(await history(upnOf(0), '--at', typed)).toEqual({
    code: 1,
    out: '',
    err: expect.stringContaining(sentence) as string,
  });
  expect(await w.database.client.look.count()).toBe(0);
});

test('a UPN that nobody has is refused', async () => {
  w = await world();
  expect(await history(upnOf(9))).toMatchObject({
    code: 1,
    err: expect.stringContaining('No pupil here') as string,
  });
});

test('a school looks back to its own rows only', async () => {
  await day();
  const school = await loadSchool(w.database.client, w.school);
  const then = { db: w.database.client, schoolId: '999102', at: w.clock.now() };
  const { id } = await w.database.client.pupil.findFirstOrThrow({ where: { upn: upnOf(0) } });
  expect(await knownAt(then, school, id)).toMatchObject({
    pupil: null,
    placements: [],
    marks: [],
    open: [],
    answers: [],
  });
});
