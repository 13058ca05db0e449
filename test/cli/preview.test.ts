import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SMALL } from '../services/policy/small-pack';
import { commandLine } from '../support/command-line';
import { pupilRow, upnOf, writeSchoolFolder } from '../support/school-folder';

let folder: string;
beforeEach(async () => {
  folder = await writeSchoolFolder({ policy: './small.yaml' });
  await writeFile(join(folder, 'small.yaml'), SMALL);
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a command that must leave the operator's database alone. */
const preview = (...more: string[]) => commandLine(null, 'preview', ...more);
const days = (from: string, to: string) => ['--from', from, '--to', to];

test('what the calendar brings is told by person and day', async () => {
  const { code, out, err } = await preview('--school', folder, ...days('2026-11-26', '2026-11-30'));
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\n')).toEqual([
    'Larch School (invented), A small policy, 2026-11-26 to 2026-11-30: 21 prompts on 3 days.',
    '',
    'Amira Khan: 18 prompts',
    ...['Thu 26 Nov 2026', 'Fri 27 Nov 2026', 'Mon 30 Nov 2026'].flatMap((day) => [
      `  ${day}`,
      '    Attendance at the provider, 3 placements',
      '      09:00: 3, to be answered by 09:30',
      '      13:00: 3, to be answered by 13:30',
    ]),
    '',
    'Ben Okoro: 3 prompts',
    '  Fri 27 Nov 2026',
    '    Half-termly review, 3 placements',
    '      08:00: 3, to be answered by Fri 4 Dec 08:00',
    '',
    'Every placement is taken to start on its first day. What answers and events open comes on top.',
  ]);
});

test('--json is an array with one object a prompt; --ics counts, and names no pupil', async () => {
  const ics = join(folder, 'calendar.ics');
  const week = days('2026-11-27', '2026-11-27');
  const { code, out, err } = await preview('--school', folder, ...week, '--ics', ics, '--json');
  expect([code, err]).toEqual([0, '']);
  const prompts = JSON.parse(out);
  expect(prompts).toHaveLength(9);
  expect(prompts[0]).toEqual({
    policy: 'small',
    duty: 'routine-review',
    clauses: ['OWN-3'],
    kind: 'review',
    subject: { type: 'placement', id: 'p0' },
    role: 'ap-lead',
    person: { email: 'ben@larch.example', name: 'Ben Okoro' },
    day: '2026-11-27',
    opensAt: '2026-11-27T08:00:00.000Z',
    dueAt: '2026-12-04T08:00:00.000Z',
  });
  const text = (await readFile(ics, 'utf8')).replaceAll(/\r\n[ \t]/g, '');
  expect(text.match(/^BEGIN:VEVENT\r$/gm)).toHaveLength(2);
  expect(text).toContain('SUMMARY:Attendance at the provider (3 placements): Amira Khan\r\n');
  expect(text).toContain('DTSTART:20261127T090000Z\r\n');
  for (const n of [0, 1, 2]) {
    const { first_name = '', last_name = '' } = pupilRow(n);
    for (const secret of [first_name, last_name, upnOf(n), `p${n}`]) expect(text).not.toContain(secret);
  }
});

test.each([
  [days('2026-11-31', '2026-12-01'), '--from: write a day as 2026-11-23; "2026-11-31" is not one.'],
  [days('2026-11-23', 'Friday'), '--to: write a day as 2026-11-23; "Friday" is not one.'],
  [
    days('2026-11-27', '2026-11-23'),
    '--to 2026-11-23 comes before --from 2026-11-27: write the first day, then the last.',
  ],
  [days('2026-01-01', '2027-12-31'), 'From 2026-01-01 to 2027-12-31 is more than 400 days: choose fewer.'],
])('%j is told: %s', async (asked, told) => {
  expect(await preview('--school', folder, ...asked)).toEqual({ code: 1, out: '', err: told });
});

test('a folder that is not there, and one with faults, are told as import tells them', async () => {
  const week = days('2026-11-23', '2026-11-27');
  expect(await preview('--school', '/no/such/folder', ...week)).toEqual({
    code: 1,
    out: '',
    err: 'There is no folder /no/such/folder.',
  });
  await writeFile(join(folder, 'school.yaml'), 'name: 7\n');
  await rm(join(folder, 'staff.csv'));
  const { code, out, err } = await preview('--school', folder, ...week);
  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('school.yaml:1:7 name: write text');
  expect(err).toContain('staff.csv:1:1 the file is missing: add it');
});

test('a calendar file is not written where there is no folder for it', async () => {
  const asked = [...days('2026-11-23', '2026-11-23'), '--ics', join(folder, 'none', 'calendar.ics')];
  expect(await preview('--school', folder, ...asked)).toEqual({
    code: 1,
    out: '',
    err: `There is no folder ${join(folder, 'none')}.`,
  });
});
