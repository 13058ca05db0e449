import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Importer, importer, URN } from '../services/import/importer';
import { commandLine } from '../support/command-line';
import { OAK_FARM, pupilRow, type SchoolOptions, writeSchoolFolder } from '../support/school-folder';

let school: Importer;
let folders: string[];
beforeEach(async () => {
  school = await importer();
  folders = [];
});
afterEach(async () => {
  await school.database.close();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

async function folderOf(options: SchoolOptions = {}): Promise<string> {
  const folder = await writeSchoolFolder(options);
  folders.push(folder);
  return folder;
}

/** What a new school’s first import always says. */
const WAITS =
  'school.yaml:1:1 this school asks nothing yet: first the DSL (Cara Lindqvist) and the deputy DSL (Dev Patel) must install Waymark in Teams';

const waymark = (...argv: string[]) => commandLine(school.deps, ...argv);

test('import says what it did, file by file', async () => {
  expect(await waymark('import', await folderOf())).toEqual({
    code: 0,
    err: `1 warning:\n${WAITS}`,
    out: [
      'School 999101 is imported.',
      '  staff.csv       6 new, 0 changed, 0 as before',
      '  pupils.csv      3 new, 0 changed, 0 as before',
      '  contacts.csv    0 new, 0 changed, 0 as before',
      '  providers.csv   1 new, 0 changed, 0 as before',
      '  guests.csv      0 new, 0 changed, 0 as before',
      '  placements.csv  3 new, 0 changed, 0 as before',
    ].join('\n'),
  });
});

test('import prints each fault on a line of its own, with file, line and column, and imports nothing', async () => {
  const folder = await folderOf({
    pupils: [pupilRow(0, { ehcp: '?' })],
    providers: [{ ...OAK_FARM, type: 'farm' }],
  });
  expect(await waymark('import', folder)).toEqual({
    code: 1,
    out: '',
    err: [
      'pupils.csv:2:6 ehcp: write yes or no',
      'providers.csv:2:3 type: write one of school, registered, unregistered, online, further-education, on-site',
      'Nothing was imported: 2 faults to mend.',
    ].join('\n'),
  });
  expect(await school.database.client.school.count()).toBe(0);
});

test('import prints warnings after the counts', async () => {
  const result = await waymark('import', await folderOf({ pupils: [pupilRow(0, { upn: 'TEMP' })] }));
  expect(result).toMatchObject({
    code: 0,
    err: expect.stringMatching(/^2 warnings:\nschool\.yaml.*\npupils\.csv:2:1 upn: this UPN is/),
  });
});

test('import --json prints the whole result and nothing else', async () => {
  const good = await waymark('import', await folderOf(), '--json');
  expect([good.code, good.err]).toEqual([0, '']);
  expect(JSON.parse(good.out)).toMatchObject({
    ok: true,
    schoolId: URN,
    warnings: [{ file: 'school.yaml', line: 1 }],
  });
  const bad = await waymark('import', await folderOf({ urn: '1' }), '--json');
  expect([bad.code, bad.err]).toEqual([1, '']);
  expect(JSON.parse(bad.out)).toMatchObject({
    ok: false,
    problems: [{ file: 'school.yaml', line: 2, column: 6 }],
  });
});

test('import of a folder that is not there says so', async () => {
  expect(await waymark('import', '/no/such/folder')).toEqual({
    code: 1,
    out: '',
    err: 'There is no folder /no/such/folder.',
  });
});

test('a pack of the school is read from beside its files', async () => {
  const folder = await folderOf({ policy: './own.yaml' });
  await copyFile(join(__dirname, '..', '..', 'policies', 'emet', 'policy.yaml'), join(folder, 'own.yaml'));
  expect(await waymark('import', folder)).toMatchObject({
    code: 0,
    err: `1 warning:\n${WAITS}`,
  });
});

test('away is told in school time', async () => {
  await school.import();
  const days = ['--from', '2026-11-24', '--until', '2026-11-25'];
  expect(await waymark('away', 'amira@larch.example', ...days, '--cover', 'ben@larch.example')).toEqual({
    code: 0,
    err: '',
    out: 'Amira Khan is away from Tue 24 Nov 00:00 until Thu 26 Nov 00:00.',
  });
  expect(await waymark('away', 'nobody@larch.example', ...days)).toMatchObject({
    code: 1,
    err: expect.stringContaining('Nobody on the staff list'),
  });
});

test('a command that is not understood is explained', async () => {
  expect(await waymark('away', 'amira@larch.example')).toMatchObject({
    code: 1,
    err: expect.stringContaining("required option '--from <when>' not specified"),
  });
  expect(await waymark('export')).toMatchObject({
    code: 1,
    err: expect.stringContaining("unknown command 'export'"),
  });
  expect(await waymark('--help')).toMatchObject({
    code: 0,
    out: expect.stringContaining('import [options] <folder>'),
  });
});
