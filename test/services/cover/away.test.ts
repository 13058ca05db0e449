import { type AwayInput, recordAway } from '../../../src/services/cover/away';
import { STAFF } from '../../support/school-folder';
import { type Importer, importer } from '../import/importer';

let school: Importer;
beforeEach(async () => {
  school = await importer();
  await school.import();
});
afterEach(() => school.database.close());

const away = (over: Partial<AwayInput> = {}) =>
  recordAway(school.deps, { email: 'amira@larch.example', from: '2026-11-23', until: '2026-11-24', ...over });
const problemsOf = async (over: Partial<AwayInput>) => {
  const result = await away(over);
  return result.ok ? [] : result.problems;
};
const stored = async () => {
  const rows = await school.database.client.away.findMany({ orderBy: { from: 'asc' } });
  return rows.map(({ from, until }) => [from.toISOString(), until.toISOString()]);
};

test('days run from the first midnight to the end of the last, in school time', async () => {
  expect(await away({ from: '2027-03-26', until: '2027-03-29' })).toMatchObject({
    ok: true,
    name: 'Amira Khan',
  });
  expect(await stored()).toEqual([['2027-03-26T00:00:00.000Z', '2027-03-29T23:00:00.000Z']]); // clocks go forward on the 28th
});

test('an instant is taken as it is; without a zone it is school time', async () => {
  await away({ from: '2027-06-07T12:00', until: '2027-06-07T14:00Z' });
  expect(await stored()).toEqual([['2027-06-07T11:00:00.000Z', '2027-06-07T14:00:00.000Z']]);
});

test('saying it again replaces what it meets, and nothing else', async () => {
  await away({ from: '2026-12-01', until: '2026-12-01' });
  await away();
  expect(await away({ until: '2026-11-23' })).toMatchObject({ ok: true, replaced: 1 });
  expect(await stored()).toEqual([
    ['2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
    ['2026-12-01T00:00:00.000Z', '2026-12-02T00:00:00.000Z'],
  ]);
});

test('the cover is somebody on the same staff list, and not the person', async () => {
  expect(await problemsOf({ cover: 'gita@larch.example' })).toEqual([
    expect.stringContaining('gita@larch.example'),
  ]);
  expect(await problemsOf({ cover: 'Amira@larch.example' })).toEqual([
    expect.stringContaining('Nobody can cover for themselves'),
  ]);
  expect(await away({ cover: ' BEN@larch.example' })).toMatchObject({ ok: true });
  const [row] = await school.database.client.away.findMany();
  const ben = await school.database.client.staff.findFirst({ where: { name: 'Ben Okoro' } });
  expect(row?.coverStaffId).toBe(ben?.id);
});

test.each([
  [{ from: 'tomorrow' }, '"tomorrow" is not a time: write 2026-11-23 or 2026-11-23T13:00.'],
  [{ until: '2026-11-31' }, '"2026-11-31" is not a time: write 2026-11-23 or 2026-11-23T13:00.'],
  [{ until: '2026-11-20' }, 'The end comes before the start: change one of the two.'],
  [
    { email: 'x@larch.example' },
    'Nobody on the staff list has the address x@larch.example: check it against staff.csv.',
  ],
])('%j is refused: %s', async (over, problem) => {
  expect(await problemsOf(over)).toEqual([problem]);
  expect(await stored()).toEqual([]);
});

test('somebody who has left is on no list', async () => {
  await school.import({ staff: STAFF.slice(0, 5) });
  expect(await problemsOf({ email: 'finn@larch.example' })).toEqual([
    expect.stringContaining('Nobody on the staff list'),
  ]);
});

test('somebody on two lists is away from the school that is named', async () => {
  await school.import({ urn: '999102' });
  expect(await problemsOf({})).toEqual([
    'amira@larch.example is on the lists of the schools 999101 and 999102: say which with --school.',
  ]);
  expect(await away({ school: '999102' })).toMatchObject({ ok: true });
  expect(await school.database.client.away.findMany()).toMatchObject([{ schoolId: '999102' }]);
});
