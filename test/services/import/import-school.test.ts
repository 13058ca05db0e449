import { importSchool } from '../../../src/services/import/import-school';
import {
  OAK_FARM,
  placementRow,
  providerRow,
  pupilRow,
  STAFF,
  schoolFolder,
  upnOf,
} from '../../support/school-folder';
import { contents, type Importer, importer, URN } from './importer';

let school: Importer;
beforeEach(async () => {
  school = await importer();
});
afterEach(() => school.database.close());

const tally = (created: number, updated: number, unchanged: number) => ({ created, updated, unchanged });

test('a folder without faults becomes a school', async () => {
  const contacts = [
    { upn: upnOf(0), name: 'Ola Ostrowska', relationship: 'mother', phone: '+44 7700 900123', order: '1' },
  ];
  expect(await school.import({ contacts })).toEqual({
    ok: true,
    schoolId: URN,
    warnings: [],
    counts: {
      'staff.csv': tally(6, 0, 0),
      'pupils.csv': tally(3, 0, 0),
      'contacts.csv': tally(1, 0, 0),
      'providers.csv': tally(1, 0, 0),
      'guests.csv': tally(0, 0, 0),
      'placements.csv': tally(3, 0, 0),
    },
  });
  const { schools, staff, pupils, providers, placements } = await contents(school);
  expect(schools).toMatchObject([
    { id: URN, liveFrom: school.now, importedAt: school.now, timeZone: 'Europe/London' },
  ]);
  expect(staff[0]).toMatchObject({
    email: 'amira@larch.example',
    aadObjectId: 'aad-amira',
    active: true,
    roles: [{ role: 'attendance-officer', rank: 0 }],
  });
  expect(pupils[0]).toMatchObject({ upn: upnOf(0), firstName: 'Zofia', lastName: 'Ostrowska', ehcp: false });
  expect(pupils[0]?.contacts).toMatchObject([{ phone: '+44 7700 900123', email: null, order: 1 }]);
  expect(providers[0]).toMatchObject({
    id: 'oak-farm',
    type: 'unregistered',
    urn: null,
    phone: '01632 960101',
  });
  expect(placements[0]).toMatchObject({
    id: 'p0',
    pupilId: pupils[0]?.id,
    arrangedBy: 'school',
    expectedEndDate: null,
    objectives: ['Attend every session', 'Return to school'],
  });
  expect(placements[0]?.timetable).toHaveLength(10);
});

test('the same folder again changes nothing but the date of the import', async () => {
  await school.import();
  const before = await contents(school);
  school.now = new Date('2026-12-01T08:00:00Z');
  const again = await school.import();
  expect(again).toMatchObject({ counts: { 'pupils.csv': tally(0, 0, 3), 'staff.csv': tally(0, 0, 6) } });
  const { schools, ...after } = await contents(school);
  expect({ schools: before.schools, ...after }).toEqual(before);
  expect(schools[0]).toEqual({ ...before.schools[0], importedAt: school.now });
});

test('a later folder updates what changed and adds what is new', async () => {
  await school.import();
  const kiln = providerRow('kiln', 'The Kiln', { type: 'registered' });
  const result = await school.import({
    pupils: [pupilRow(0, { year_group: '10' }), pupilRow(1), pupilRow(2), pupilRow(3)],
    providers: [{ ...OAK_FARM, phone: '01632 960199' }, kiln],
    placements: [placementRow(0, { provider_id: 'kiln' }), placementRow(1), placementRow(2), placementRow(3)],
  });
  expect(result).toMatchObject({
    counts: {
      'pupils.csv': tally(1, 1, 2),
      'providers.csv': tally(1, 1, 0),
      'placements.csv': tally(1, 1, 2),
    },
  });
  const { pupils, providers, placements } = await contents(school);
  expect(pupils.map(({ yearGroup }) => yearGroup)).toEqual(['10', '9', '9', '9']);
  expect(providers.map(({ phone }) => phone)).toEqual(['01632 960101', '01632 960199']);
  expect(placements[0]?.providerId).toBe('kiln');
});

test('answers outlive every import', async () => {
  await school.import();
  const { client } = school.database;
  const [pupil] = await client.pupil.findMany({ where: { upn: upnOf(0) } });
  const [staff] = await client.staff.findMany({ where: { email: 'amira@larch.example' } });
  const by = { schoolId: URN, promptId: 'prompt-1', staffId: staff?.id ?? '', at: school.now };
  const reply = { ...by, id: 'r', askId: 'ask-1', answer: { mark: 'here' }, settles: 'close' };
  await client.reply.create({ data: reply });
  const mark = {
    ...by,
    placementId: 'p0',
    date: '2026-11-23',
    session: 'am',
    pupilId: pupil?.id ?? '',
    mark: 'here',
  };
  await client.attendanceMark.create({ data: { ...mark, codeWhy: 'the school arranged it' } });
  await school.import({
    pupils: [pupilRow(1)],
    staff: STAFF.slice(1),
    placements: [placementRow(1)],
    name: 'Another name',
  });
  expect(await client.reply.findMany()).toMatchObject([reply]);
  expect(await client.attendanceMark.findMany()).toMatchObject([mark]);
});

test('nothing is owed from before the first import, whenever the next one comes', async () => {
  const first = school.now;
  await school.import();
  school.now = new Date('2027-01-11T08:00:00Z');
  await school.import({ name: 'Larch Academy (invented)' });
  expect((await contents(school)).schools).toMatchObject([
    { name: 'Larch Academy (invented)', liveFrom: first, importedAt: school.now },
  ]);
});

test('one fault anywhere, and nothing at all is written', async () => {
  const empty = await contents(school);
  expect((await school.import({ providers: [{ ...OAK_FARM, type: 'farm' }] })).ok).toBe(false);
  expect(await contents(school)).toEqual(empty);
});

test('a write that fails half way leaves the school as it was', async () => {
  await school.import();
  const before = await contents(school);
  const stop = () => {
    throw new Error('the power went');
  };
  await expect(school.import({ pupils: 4, name: 'Half a school' }, { onProgress: stop })).rejects.toThrow(
    'the power went',
  );
  expect(await contents(school)).toEqual(before);
});

test('a pack with a fault is refused, and the school keeps the one it has', async () => {
  await school.import();
  const before = await contents(school);
  expect(
    await school.faults({ packText: 'id: x\nduties: none', policy: './own.yaml', name: 'New' }),
  ).toContain('./own.yaml line 2, column 9: duties: write a list, one line each, starting with -');
  expect(await contents(school)).toEqual(before);
});

test('a pack that changes is another version, and the old one stays for the asks it opened', async () => {
  await school.import();
  const before = (await contents(school)).schools[0]?.policyVersion;
  const emet = await schoolFolder().readPolicy('emet');
  const packText = 'text' in emet ? emet.text.replace('after: PT90M', 'after: PT80M') : '';
  await school.import({ packText });
  const { schools, policies } = await contents(school);
  expect([policies, schools[0]?.policyVersion === before]).toEqual([2, false]);
});

test('a second school in one Waymark is another school, and the operator is told', async () => {
  await school.import();
  const other = {
    urn: '999102',
    staff: STAFF.map((row) => ({ ...row, aad_object_id: `${row['aad_object_id']}-b` })),
  };
  expect(await school.warnings(other)).toEqual([expect.stringContaining('999102 is new to it')]);
  expect(await school.database.client.pupil.count()).toBe(6);
  expect(await school.warnings(other)).toEqual([]);
});

test('two imports of one school at once end as one', async () => {
  const results = await Promise.all([school.import(), school.import()]);
  expect(results.map(({ ok }) => ok)).toEqual([true, true]);
  const { staff, pupils } = await contents(school);
  expect([staff.length, pupils.length]).toEqual([6, 3]);
});

test('five thousand pupils are imported, and the lines are counted as they are written', async () => {
  const seen: number[] = [];
  const folder = schoolFolder({ pupils: 5000 });
  const onProgress = (done: number, total: number) => seen.push(done / total);
  expect(await importSchool(school.deps, folder, { live: true, onProgress })).toMatchObject({
    ok: true,
    warnings: [],
    counts: { 'pupils.csv': tally(5000, 0, 0), 'placements.csv': tally(5000, 0, 0) },
  });
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect([seen.length > 20, seen.at(-1)]).toEqual([true, 1]);
});
