import { PolicyStage } from '../../support/policy-stage';
import { placementRow, providerRow } from '../../support/school-folder';

let s: PolicyStage;
afterEach(() => s.end());

test('scratch', async () => {
  s = await PolicyStage.start('emet', {
    at: '2026-10-12 07:00',
    providers: [providerRow('oak-farm', 'Oak Farm', { type: 'unregistered' })],
    placements: [placementRow(0, { start_date: '2026-11-23', expected_end_date: '2027-03-26' })],
  });
  console.log(await s.news());
  const t = Date.now();
  for (const d of [
    '2026-10-30',
    '2026-11-05',
    '2026-11-06',
    '2026-11-10',
    '2026-11-12',
    '2026-11-13',
    '2026-11-16',
    '2026-11-20',
  ]) {
    await s.to(`${d} 09:00`);
    console.log(d, Date.now() - t, await s.news(), await s.missing());
  }
  console.log(s.faults);
}, 100000);
