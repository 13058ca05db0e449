import { previewSchool } from '../../../src/services/policy/preview';
import { byPerson, groupPrompts } from '../../../src/services/policy/preview-days';
import {
  placementRow,
  providerRow,
  type SchoolOptions,
  STAFF,
  schoolFolder,
  staffRow,
  upnOf,
} from '../../support/school-folder';
import { type Importer, importer } from '../import/importer';
import { SMALL } from './small-pack';

let school: Importer;
beforeEach(async () => {
  school = await importer();
  school.now = new Date('2026-11-23T07:00:00Z');
});
afterEach(() => school.database.close());

async function preview(options: SchoolOptions, from = '2026-11-23', to = '2026-11-27') {
  const found = await previewSchool(school.deps, schoolFolder(options), from, to);
  if (!found.ok) throw new Error(found.problems.map(({ message }) => message).join('\n'));
  return found;
}

test('every session of the week is asked of the attendance officer, and due half an hour later', async () => {
  const { prompts } = await preview({ pupils: 1 });
  expect(prompts).toHaveLength(10);
  expect(prompts[0]).toMatchObject({
    policy: 'emet',
    duty: 'session-attendance',
    clauses: ['EMET-4.5.1a', 'EMET-7.8.8', 'EMET-9.6.9'],
    kind: 'attendance',
    subject: { type: 'placement', id: 'p0' },
    role: 'attendance-officer',
    person: { name: 'Amira Khan', email: 'amira@larch.example' },
    opensAt: new Date('2026-11-23T09:00:00Z'),
    dueAt: new Date('2026-11-23T09:30:00Z'),
  });
});

test('a placement still to come is asked about before its start, and taken to start on its first day', async () => {
  const placements = [placementRow(0, { start_date: '2026-12-01' })];
  const packText = SMALL;
  const { prompts } = await preview({ pupils: 1, placements, packText }, '2026-11-23', '2026-12-01');
  const asked = prompts.map(({ duty, day }) => `${day} ${duty}`);
  // Eight clear school days ahead of the start lie before Waymark begins: it is asked at once.
  expect(asked[0]).toBe('2026-11-23 start-checklist');
  expect(asked.filter((line) => line.includes('session-attendance'))).toEqual([
    '2026-12-01 session-attendance',
    '2026-12-01 session-attendance',
  ]);
});

test('a role with no holder falls to the first of its stand-ins, and a deadline in days counts school days', async () => {
  const staff = STAFF.filter(({ roles }) => roles !== 'attendance-officer');
  const more = [...staff, staffRow('Zoe Last', 'ap-lead')];
  const { prompts } = await preview({ staff: more, packText: SMALL, pupils: 1 }, '2026-11-23', '2026-12-04');
  expect(new Set(prompts.map(({ role, person }) => `${role} ${person?.name ?? ''}`))).toEqual(
    new Set(['attendance-officer Ben Okoro', 'ap-lead Ben Okoro']),
  );
  const review = prompts.find(({ duty }) => duty === 'routine-review');
  expect(review?.opensAt.toISOString()).toBe('2026-11-27T08:00:00.000Z');
  expect(review?.dueAt.toISOString()).toBe('2026-12-04T08:00:00.000Z');
});

test('a pupil is named as the files name them, by UPN', async () => {
  const packText = SMALL.concat(`  - use: concern
    clauses: [OWN-5]
    when: { each: week }
    fields: [seen_on]
`);
  const { prompts } = await preview({ packText, pupils: 1 });
  expect(prompts.find(({ duty }) => duty === 'concern')?.subject).toEqual({ type: 'pupil', id: upnOf(0) });
});

test('prompts are grouped by duty, day and person, people by name', async () => {
  const providers = [providerRow('oak-farm', 'Oak Farm'), providerRow('kiln', 'The Kiln')];
  const { prompts } = await preview({ pupils: 3, providers, packText: SMALL });
  const groups = groupPrompts(prompts).filter(({ duty }) => duty === 'session-attendance');
  expect(groups.map(({ day, prompts: { length } }) => [day, length])).toEqual([
    ['2026-11-23', 6],
    ['2026-11-24', 6],
    ['2026-11-25', 6],
    ['2026-11-26', 6],
    ['2026-11-27', 6],
  ]);
  const people = byPerson(prompts);
  expect(people.map(({ person }) => person?.name)).toEqual(['Amira Khan', 'Ben Okoro']);
  expect(people.reduce((sum, { prompts: n }) => sum + n, 0)).toBe(prompts.length);
});

test('a folder with faults is told as an import tells it', async () => {
  const found = await previewSchool(school.deps, schoolFolder({ urn: '1' }), '2026-11-23', '2026-11-24');
  expect(found).toMatchObject({ ok: false, problems: [{ file: 'school.yaml', line: 2 }] });
});
