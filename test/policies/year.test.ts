import { simulateYear } from '../../src/cli/simulate/year';
import { periodsOf } from '../../src/domain/school-days';
import { loadSchool } from '../../src/services/school';
import { testDatabase } from '../support/database';
import { forty } from '../support/forty';
import { PACK_IDS, shippedPack } from '../support/packs';
import { schoolFolder } from '../support/school-folder';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** How much of the year is lived through: its first weeks by default, all of it with `npm run years`. */
const UNTIL = process.env['YEARS'] ? '2027-07-21' : '2026-09-18';

jest.setTimeout(900_000);

describe.each(PACK_IDS)('40 pupils under %s', (id) => {
  test('the books balance every day, nobody is disturbed out of hours or too often, and no half term is left out', async () => {
    const database = await testDatabase();
    const span = { from: '2026-09-02', to: UNTIL };
    const year = await simulateYear({
      db: database.client,
      log: quiet,
      folder: schoolFolder(forty(id)),
      seed: 7,
      ...span,
    });
    if (!year.ok) throw new Error(year.problems.map(({ message }) => message).join('\n'));
    const { ceiling } = shippedPack(id);

    expect(year.days.filter(({ unaccounted }) => unaccounted !== 0)).toEqual([]);
    for (const day of year.days) {
      const { answered, excused, withdrawn, escalatedAndResolved, open } = day;
      expect(answered + excused + withdrawn + escalatedAndResolved + open).toBe(day.expected);
    }
    expect(year.days.filter(({ outside }) => outside > 0)).toEqual([]);
    expect(Math.max(...year.days.map(({ mostCards }) => mostCards))).toBeLessThanOrEqual(ceiling);
    expect(year.days.reduce((sum, { answered }) => sum + answered, 0)).toBeGreaterThan(150);
    expect(await halfTermsLeftOut(database.client)).toEqual([]);
    await database.close();
  });
});

test('the same seed gives the same days, another seed others', async () => {
  const days = async (seed: number) => {
    const database = await testDatabase();
    const span = { from: '2026-09-02', to: '2026-09-04' };
    const folder = schoolFolder(forty('inv'));
    const year = await simulateYear({ db: database.client, log: quiet, folder, seed, ...span });
    await database.close();
    return year.ok ? year.days : [];
  };
  const first = await days(7);
  expect(first).toHaveLength(3);
  expect(await days(7)).toEqual(first);
  expect(await days(8)).not.toEqual(first);
});

/** Half-termly duties of placements that were there for a whole half term, with no question in it. */
async function halfTermsLeftOut(db: Parameters<typeof loadSchool>[0]): Promise<string[]> {
  const school = await loadSchool(db, '999101');
  const duties = school.pack.duties.filter(
    ({ when, subject, only, onlyAny }) =>
      'each' in when &&
      when.each === 'half-term' &&
      subject === 'placement' &&
      only.length + onlyAny.length === 0,
  );
  const over = periodsOf(school.calendar, 'half-term').filter(({ days }) => (days.at(-1) ?? '') <= UNTIL);
  const placements = await db.placement.findMany({
    where: { activeFrom: '2026-09-01', expectedEndDate: null },
  });
  const prompts = await db.prompt.findMany({ where: { duty: { in: duties.map(({ id }) => id) } } });
  const asked = new Set(
    prompts.map(({ duty, subjectId, occurrence }) => `${duty} ${subjectId} ${occurrence}`),
  );
  expect(placements.length).toBeGreaterThan(10);
  return duties.flatMap(({ id }) =>
    placements.flatMap((placement) =>
      over.flatMap(({ key }) =>
        asked.has(`${id} ${placement.id} ${key}`) ? [] : [`${id} ${placement.id} ${key}`],
      ),
    ),
  );
}
