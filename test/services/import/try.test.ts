import { importSchool } from '../../../src/services/import/import-school';
import { schoolFolder } from '../../support/school-folder';
import { testDatabase } from '../../support/database';
test('x', async () => {
  const database = await testDatabase();
  let n = 0;
  const log = { info() {}, warn() {}, error() {} };
  const deps: any = { db: database.client, clock: { now: () => new Date('2026-11-23T09:00:00Z') }, ids: { next: () => `id${++n}` }, log };
  console.log(JSON.stringify(await importSchool(deps, schoolFolder()), null, 1));
  const t = Date.now();
  const ticks: string[] = [];
  console.log(JSON.stringify(await importSchool(deps, schoolFolder({ pupils: 5000 }), { onProgress: (a, b) => { ticks.push(`${a}/${b}`); } }), null, 1), Date.now() - t, ticks.length);
  const t2 = Date.now();
  console.log(JSON.stringify(await importSchool(deps, schoolFolder({ pupils: 5000 , name: 'Q'})), null, 1), Date.now() - t2);
  console.log(JSON.stringify(await importSchool(deps, schoolFolder({ pupils: 3, policy: 'stj', staff: [], files: { 'placements.csv': 'upn,x\n', 'pupils.csv': 'a;b' } })), null, 1));
  await database.close();
});
