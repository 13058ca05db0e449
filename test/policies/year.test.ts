import { simulateYear } from '../../src/cli/simulate/year';
import { testDatabase } from '../support/database';
import { schoolFolder } from '../support/school-folder';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('a month', async () => {
  const database = await testDatabase();
  const t = Date.now();
  const counts = new Map<string, [number, number]>();
  const db = database.client.$extends({
    query: {
      async $allOperations({ model, operation, args, query }) {
        const at = performance.now();
        const result = await query(args);
        const key = `${model ?? ''}.${operation}`;
        const [n, ms] = counts.get(key) ?? [0, 0];
        counts.set(key, [n + 1, ms + performance.now() - at]);
        return result;
      },
    },
  }) as unknown as typeof database.client;
  const year = await simulateYear({
    db,
    log: quiet,
    folder: schoolFolder({ pupils: 40, ...(process.env['PACK'] ? { policy: process.env['PACK'] } : {}) }),
    seed: 7,
    from: '2026-09-02',
    to: '2026-09-08',
  });
  console.log(Date.now() - t, JSON.stringify(year.ok ? year.days.slice(0, 5) : year));
  console.log(
    [...counts]
      .sort((a, b) => b[1][1] - a[1][1])
      .slice(0, 25)
      .map(([k, [n, ms]]) => `${k} ${n} ${Math.round(ms)}ms`)
      .join('\n'),
  );
  await database.close();
});
