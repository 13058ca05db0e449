import {
  csv,
  OAK_FARM,
  placementRow,
  pupilRow,
  type SchoolOptions,
  STAFF,
  schoolTexts,
  staffRow,
  upnOf,
} from '../../support/school-folder';
import { contents, type Importer, importer } from './importer';

let school: Importer;
beforeAll(async () => {
  school = await importer();
});
afterAll(() => school.database.close());

const staff = (over: Record<string, string>): SchoolOptions => ({
  staff: [...STAFF, staffRow('Gita Rao', 'admin', over)],
});
const pupil = (over: Record<string, string>): SchoolOptions => ({
  pupils: [pupilRow(0), pupilRow(1, over)],
  placements: [],
});
const placement = (over: Record<string, string>): SchoolOptions => ({
  placements: [placementRow(0), placementRow(1, over)],
});
const provider = (over: Record<string, string>): SchoolOptions => ({ providers: [{ ...OAK_FARM, ...over }] });
const contact = (over: Record<string, string>): SchoolOptions => ({
  contacts: [{ upn: upnOf(0), name: 'Ola', relationship: 'mother', order: '1', ...over }],
});
const without = (...roles: string[]): SchoolOptions => ({
  staff: STAFF.filter((row) => !roles.includes(row['roles'] ?? '')),
});

const CASES: readonly (readonly [SchoolOptions, string])[] = [
  [staff({ email: 'gita' }), 'staff.csv line 8, column 1 email: this is not an e-mail address: check it'],
  [
    staff({ email: ' AMIRA@larch.example' }),
    'staff.csv line 8, column 1 email: the same email is on line 2: remove one',
  ],
  [staff({ name: '' }), 'staff.csv line 8, column 2 name: this cannot be empty: fill it in'],
  [
    staff({ aad_object_id: 'AAD-Amira' }),
    'staff.csv line 8, column 3 aad_object_id: the same aad_object_id is on line 2',
  ],
  [
    staff({ aad_object_id: 'gita rao' }),
    'staff.csv line 8, column 3 aad_object_id: write the Entra object id',
  ],
  [
    staff({ roles: 'admin;dean' }),
    'staff.csv line 8, column 4 roles: write one or more of attendance-officer, ap-lead',
  ],
  [staff({ roles: ' ; ' }), 'staff.csv line 8, column 4 roles: write one or more of'],
  [without('dsl'), 'staff.csv line 1, column 4 roles: nobody is dsl: give somebody that role'],
  [pupil({ upn: '' }), 'pupils.csv line 3, column 1 upn: this cannot be empty: fill it in'],
  [pupil({ upn: 'A12345678901234' }), 'pupils.csv line 3, column 1 upn: this is longer than 13 characters'],
  [pupil({ upn: upnOf(0).toLowerCase() }), 'pupils.csv line 3, column 1 upn: the same upn is on line 2'],
  [
    pupil({ first_name: 'x'.repeat(101) }),
    'pupils.csv line 3, column 2 first_name: this is longer than 100 characters',
  ],
  [pupil({ last_name: '\u200B \u0007' }), 'pupils.csv line 3, column 3 last_name: this cannot be empty'],
  [
    pupil({ date_of_birth: '31/12/2011' }),
    'pupils.csv line 3, column 4 date_of_birth: write the date as 2011-12-31',
  ],
  [pupil({ year_group: '' }), 'pupils.csv line 3, column 5 year_group: this cannot be empty'],
  [pupil({ medical: 'maybe' }), 'pupils.csv line 3, column 10 medical: write yes or no'],
  [
    contact({ upn: upnOf(9) }),
    'contacts.csv line 2, column 1 upn: there is no pupil with this UPN in pupils.csv',
  ],
  [contact({ email: 'ola' }), 'contacts.csv line 2, column 5 email: this is not an e-mail address'],
  [contact({ order: 'first' }), 'contacts.csv line 2, column 6 order: write 1 for the contact to ring first'],
  [
    provider({ type: 'farm' }),
    'providers.csv line 2, column 3 type: write one of school, registered, unregistered',
  ],
  [provider({ urn: '12' }), 'providers.csv line 2, column 4 urn: a URN has six digits'],
  [provider({ ukprn: '12' }), 'providers.csv line 2, column 5 ukprn: a UKPRN has eight digits'],
  [
    { ...provider({ provider_id: '' }), placements: [] },
    'providers.csv line 2, column 1 provider_id: this cannot be empty',
  ],
  [
    { providers: [OAK_FARM, OAK_FARM] },
    'providers.csv line 3, column 1 provider_id: the same provider_id is on line 2',
  ],
  [
    placement({ placement_id: 'p0' }),
    'placements.csv line 3, column 1 placement_id: the same placement_id is on line 2',
  ],
  [
    placement({ upn: upnOf(9) }),
    'placements.csv line 3, column 2 upn: there is no pupil with this UPN in pupils.csv',
  ],
  [
    placement({ provider_id: 'oak' }),
    'placements.csv line 3, column 3 provider_id: there is no provider with this id',
  ],
  [
    placement({ basis: 'respite' }),
    'placements.csv line 3, column 4 basis: write one of s29a-direction, academy-off-site',
  ],
  [
    placement({ arranged_by: 'LA' }),
    'placements.csv line 3, column 5 arranged_by: write one of school, local-authority',
  ],
  [placement({ dual_registered: '' }), 'placements.csv line 3, column 6 dual_registered: write yes or no'],
  [
    placement({ start_date: '2026-02-31' }),
    'placements.csv line 3, column 7 start_date: there is no such day',
  ],
  [
    placement({ expected_end_date: '2026-08-31' }),
    'placements.csv line 3, column 8 expected_end_date: this day is before the start date',
  ],
  [
    placement({ reason: 'behaviour' }),
    'placements.csv line 3, column 9 reason: write exclusion-risk, wider-development, personalised-curriculum, access, repairing-harm, poor-attendance, statutory-plan, or other: and the reason in words',
  ],
  [placement({ reason: 'other: ' }), 'placements.csv line 3, column 9 reason: write exclusion-risk'],
  [
    placement({ timetable: 'Mon AM;Sat AM' }),
    'placements.csv line 3, column 10 timetable: write half days as Mon AM',
  ],
  [
    placement({ timetable: 'Mon AM;mon am' }),
    'placements.csv line 3, column 10 timetable: Mon AM is there twice',
  ],
  [
    placement({ timetable: '' }),
    'placements.csv line 3, column 10 timetable: write the half days at the provider',
  ],
  [
    placement({ objectives: 'x'.repeat(501) }),
    'placements.csv line 3, column 11 objectives: an objective is longer',
  ],
  [
    { files: { 'pupils.csv': null } },
    'pupils.csv line 1, column 1: the file is missing: add it, with upn,first_name',
  ],
  [
    { files: { 'school.yaml': null } },
    'school.yaml line 1, column 1: the file is missing or empty: fill it in',
  ],
  [{ policy: 'oak' }, 'school.yaml line 3, column 9: there is no policy pack "oak": choose '],
  [{ urn: '12345' }, 'school.yaml line 2, column 6: urn: a URN has six digits'],
];

test.each(CASES.map(([options, message]) => [message, options] as const))('%s', async (message, options) => {
  const faults = await school.faults(options);
  expect(faults).toEqual([expect.stringContaining(message)]);
});

test('a role that nobody holds, nor anybody who stands in for it, is a fault', async () => {
  expect(await school.faults(without('attendance-officer', 'ap-lead', 'headteacher'))).toEqual([
    'staff.csv line 1, column 4 roles: nobody is attendance-officer, nor ap-lead, headteacher and slt in its place: give somebody that role',
    'staff.csv line 1, column 4 roles: nobody is ap-lead, nor slt and headteacher in its place: give somebody that role',
  ]);
});

test('a placement never changes hands', async () => {
  const other = await importer();
  await other.import();
  expect(await other.faults(placement({ placement_id: 'p2' }))).toEqual([
    'placements.csv line 3, column 1 placement_id: this placement_id belongs to another pupil already: give this placement an id of its own',
  ]);
  await other.database.close();
});

test('every fault of every file is told at once, file by file and from the top', async () => {
  const faults = await school.faults({
    urn: '1',
    ...staff({ email: 'gita', roles: 'dean' }),
    ...provider({ type: 'farm' }),
    ...contact({ order: '0' }),
    placements: [placementRow(0, { start_date: '1 September', timetable: '' })],
    pupils: [pupilRow(0, { ehcp: 'perhaps' })],
  });
  expect(faults.map((fault) => fault.split(': ')[0])).toEqual([
    'school.yaml line 2, column 6',
    'staff.csv line 8, column 1 email',
    'staff.csv line 8, column 4 roles',
    'pupils.csv line 2, column 6 ehcp',
    'contacts.csv line 2, column 6 order',
    'providers.csv line 2, column 3 type',
    'placements.csv line 2, column 7 start_date',
    'placements.csv line 2, column 10 timetable',
  ]);
});

test('a fault is told by the line and column of the file, whatever their order and line ends', async () => {
  const [header = '', ...rows] = csv('pupils.csv', [pupilRow(0), pupilRow(1)])
    .trim()
    .split('\n');
  const turn = (line: string) => line.split(',').reverse().join(',');
  const text = [
    '\uFEFF' + turn(header),
    '',
    turn(rows[0] ?? ''),
    turn(rows[1] ?? '').replace('no', 'nein'),
  ].join('\r\n');
  expect(await school.faults({ placements: [], files: { 'pupils.csv': text } })).toEqual([
    'pupils.csv line 4, column 1 medical: write yes or no',
  ]);
});

test('a file that cannot be read is one fault, not one for each line that refers to it', async () => {
  const placements = schoolTexts()['placements.csv'] ?? '';
  expect(
    await school.faults({ files: { 'pupils.csv': 'upn;first_name\n', 'placements.csv': placements } }),
  ).toEqual([expect.stringMatching(/^pupils\.csv line 1, column 1: the columns must have commas/)]);
});

test('no fault names a child, or gives a UPN', async () => {
  const pupils = [pupilRow(0), pupilRow(0), pupilRow(1, { medical: '?' })];
  const faults = (await school.faults({ pupils, placements: [placementRow(7)] })).join('\n');
  expect(faults).toContain('the same upn is on line 2');
  for (const secret of ['Zofia', 'Ostrowska', 'Yusuf', upnOf(0), upnOf(7)])
    expect(faults).not.toContain(secret);
});

test('nothing of all this was written', async () => {
  expect(await contents(school)).toEqual({
    schools: [],
    policies: 0,
    staff: [],
    pupils: [],
    providers: [],
    placements: [],
  });
});
