import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Importer, importer } from '../services/import/importer';
import { commandLine } from '../support/command-line';
import { upnOf } from '../support/school-folder';

let school: Importer;
let folder: string;
beforeEach(async () => {
  school = await importer();
  await school.import();
  folder = await mkdtemp(join(tmpdir(), 'waymark-access-'));
});
afterEach(async () => {
  await school.database.close();
  await rm(folder, { recursive: true });
});

const subjectAccess = (...argv: string[]) => commandLine(school.deps, 'subject-access', ...argv);

test('--json prints one object and nothing else', async () => {
  const { code, out, err } = await subjectAccess(upnOf(1), '--json');
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({
    school: { urn: '999101' },
    subject: { upn: upnOf(1), name: 'Yusuf Adeyemi' },
    records: { pupil: [{ firstName: 'Yusuf' }], contacts: [], placements: [{ id: 'p1' }], replies: [] },
  });
});

test('without it, the page; small letters and spaces in the UPN do not matter', async () => {
  const { code, out } = await subjectAccess(` ${upnOf(1).toLowerCase()} `);
  expect([code, out.split('\n')[0]]).toEqual([0, '<!doctype html>']);
  expect(out).toContain('<h2>Answers (0 records)</h2><p>Nothing is held.</p>');
});

test('--out writes a file that nobody else may read', async () => {
  const file = join(folder, 'yusuf.html');
  expect(await subjectAccess(upnOf(1), '--out', file)).toEqual({
    code: 0,
    err: '',
    out: `${file} is written: all that is held on ${upnOf(1)}. Read it before it is sent.`,
  });
  expect(await readFile(file, 'utf8')).toMatch(/^<!doctype html>/u);
  expect((await stat(file)).mode & 0o077).toBe(0);
  expect(await subjectAccess(upnOf(1), '--out', join(folder, 'none', 'yusuf.html'))).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('cannot be written (ENOENT): choose another name or folder.'),
  });
});

test('a UPN that nobody has, or that is none, is refused in a sentence', async () => {
  expect(await subjectAccess(upnOf(7))).toEqual({
    code: 1,
    out: '',
    err: `No pupil here has the UPN ${upnOf(7)}: check it against pupils.csv.`,
  });
  expect(await subjectAccess('zofia')).toEqual({
    code: 1,
    out: '',
    err: '"ZOFIA" is not a UPN: this UPN is not a letter and twelve digits (a temporary one ends in a letter).',
  });
});

test('a pupil of two schools is looked up at one of them', async () => {
  await school.import({ urn: '999102' });
  expect(await subjectAccess(upnOf(0))).toMatchObject({
    code: 1,
    err: `${upnOf(0)} is on the lists of the schools 999101 and 999102: say which with --school.`,
  });
  const { out } = await subjectAccess(upnOf(0), '--school', '999102', '--json');
  expect(JSON.parse(out)).toMatchObject({ school: { urn: '999102' } });
});
