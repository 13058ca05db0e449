import { placementRow, pupilRow, upnOf } from '../../support/school-folder';
import { contents, type Importer, importer } from './importer';

let school: Importer;
beforeEach(async () => {
  school = await importer();
});
afterEach(() => school.database.close());

const tally = (created: number, updated: number, unchanged: number) => ({ created, updated, unchanged });

test('a child left out of the files is still asked about, with a warning that says how to end it', async () => {
  await school.import();
  const warnings = await school.warnings({ pupils: 2 });
  expect(warnings).toEqual([
    `pupils.csv line 1, column 1 upn: the pupil whose UPN ends in ${upnOf(2).slice(-4)} is not in this file and is still asked about: end the placement to stop`,
    'placements.csv line 1, column 1 placement_id: placement p2 is not in this file and goes on: to end it, give it an expected_end_date',
  ]);
  const { pupils, placements } = await contents(school);
  expect([pupils.length, placements.length]).toEqual([3, 3]);
});

test('one who is left out after the placement ended is no news', async () => {
  const ended = placementRow(2, { expected_end_date: '2026-11-20' });
  await school.import({ placements: [placementRow(0), placementRow(1), ended] });
  expect(await school.warnings({ pupils: 2 })).toEqual([]);
});

test('a UPN is the same in small letters, and a placement may name a pupil from an earlier file', async () => {
  await school.import();
  const placements = [placementRow(2), placementRow(3, { upn: upnOf(0).toLowerCase() })];
  const result = await school.import({
    pupils: [pupilRow(1, { upn: upnOf(1).toLowerCase() })],
    placements,
  });
  expect(result).toMatchObject({
    ok: true,
    counts: { 'pupils.csv': tally(0, 0, 1), 'placements.csv': tally(1, 0, 1) },
  });
});

test('a doubtful or temporary UPN never leaves a pupil out', async () => {
  const pupils = [pupilRow(0, { upn: `Z${upnOf(0).slice(1)}` }), pupilRow(1, { upn: 'TEMP-7' })];
  const warnings = await school.warnings({ pupils });
  expect(warnings).toEqual([
    expect.stringMatching(
      /^pupils\.csv line 2, column 1 upn: the first letter of this UPN does not fit the rest/,
    ),
    expect.stringMatching(/^pupils\.csv line 3, column 1 upn: this UPN is not a letter and twelve digits/),
  ]);
  expect((await contents(school)).pupils).toHaveLength(2);
});

test('two timetables that meet are a warning', async () => {
  const placements = [
    placementRow(0, { timetable: 'mon am; Tue PM' }),
    placementRow(1, { upn: upnOf(0), timetable: 'Tue PM' }),
    placementRow(2, { upn: upnOf(0), timetable: 'Wed AM' }),
  ];
  expect(await school.warnings({ placements })).toEqual([
    'placements.csv line 3, column 10 timetable: this pupil is elsewhere at one of these times (line 2): check both timetables',
  ]);
  expect((await contents(school)).placements[0]?.timetable).toEqual(['Mon AM', 'Tue PM']);
});

test('the contacts of a pupil are those of the file; those of other pupils stay', async () => {
  const contact = (n: number, order: string) => ({
    upn: upnOf(n),
    name: `Contact ${order}`,
    relationship: 'aunt',
    order,
  });
  await school.import({ contacts: [contact(0, '1'), contact(0, '2'), contact(1, '1')] });
  const warnings = await school.warnings({ contacts: [contact(0, '2')] });
  expect(warnings[0]).toContain('1 contact of the pupils in this file');
  const stored = async () => {
    const contacts = await school.database.client.contact.findMany({ include: { pupil: true } });
    return new Set(contacts.map(({ order, pupil }) => `${pupil.firstName} ${order}`));
  };
  expect(await stored()).toEqual(new Set(['Yusuf 1', 'Zofia 2']));
  expect(await school.warnings({})).toEqual([]);
  expect(await stored()).toEqual(new Set(['Yusuf 1', 'Zofia 2']));
});
