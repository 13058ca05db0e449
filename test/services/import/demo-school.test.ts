import { join } from 'node:path';
import { importSchool } from '../../../src/services/import/import-school';
import { readSchoolFolder } from '../../../src/services/import/read-folder';
import { importer } from './importer';

test('the school of the demonstration has no fault, nothing to warn of, and the people its clients stand for', async () => {
  const { deps, database } = await importer();
  const folder = await readSchoolFolder(join(__dirname, '..', '..', '..', 'demo', 'school'));
  expect(await importSchool(deps, folder, { live: true })).toMatchObject({
    ok: true,
    schoolId: '999001',
    warnings: [],
  });
  const first = await database.client.staffRole.findMany({
    where: { rank: 0, role: { in: ['attendance-officer', 'ap-lead', 'dsl'] } },
    include: { staff: true },
    orderBy: { role: 'asc' },
  });
  expect(first.map(({ role, staff }) => [role, staff.aadObjectId?.slice(-3)])).toEqual([
    ['ap-lead', '002'],
    ['attendance-officer', '001'],
    ['dsl', '003'],
  ]);
  const codes = await database.client.placement.findMany({
    select: { arrangedBy: true, dualRegistered: true },
  });
  const kinds = new Set(codes.map((p) => `${p.arrangedBy}, ${p.dualRegistered ? 'dual' : 'single'}`));
  expect(kinds.size).toBe(4);
  await database.close();
});
