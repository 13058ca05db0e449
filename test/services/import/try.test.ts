import { placementRow, pupilRow } from '../../../src/domain/school-file';
import { checkLines, doubts } from '../../../src/services/import/check-lines';
import { importSchool } from '../../../src/services/import/import-school';
import { loadKnown } from '../../../src/services/import/known';
import { readSheets } from '../../../src/services/import/sheets';
import { readTable } from '../../../src/services/import/table';
import { testDatabase } from '../../support/database';
import { schoolFolder } from '../../support/school-folder';

test('x', async () => {
  const database = await testDatabase();
  let n = 0;
  const log = { info() {}, warn() {}, error() {} };
  const deps: any = {
    db: database.client,
    clock: { now: () => new Date('2026-11-23T09:00:00Z') },
    ids: { next: () => `id${++n}` },
    log,
  };
  const out: unknown[] = [];
  let t = Date.now();
  const lap = (s: string) => {
    out.push([s, Date.now() - t]);
    t = Date.now();
  };
  const f = schoolFolder({ pupils: 5000 });
  lap('build');
  const tab = readTable('pupils.csv', f.files['pupils.csv']!, Object.keys(pupilRow.shape));
  lap('table');
  for (const l of tab.table!.lines) pupilRow.safeParse(l.cells);
  lap('zod pupils');
  const s = readSheets(f, null);
  lap('sheets');
  checkLines(s);
  lap('lines');
  doubts(s);
  lap('doubts');
  await importSchool(deps, f, {
    onProgress: (a, b) => {
      if (a % 1000 < 10) lap(`${a}/${b}`);
    },
  });
  lap('import');
  await loadKnown(deps.db, '999101');
  lap('known');
  await importSchool(deps, f);
  lap('again');
  out.push(
    await importSchool(
      deps,
      schoolFolder({
        pupils: 3,
        policy: 'stj',
        staff: [],
        files: { 'placements.csv': 'upn,x\n', 'pupils.csv': 'a;b' },
      }),
    ),
  );
  await database.close();
  console.log(JSON.stringify(out, null, 1));
});
