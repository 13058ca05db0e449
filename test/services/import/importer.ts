import type { Deps } from '../../../src/services/deps';
import {
  type ImportOptions,
  type ImportResult,
  importSchool,
} from '../../../src/services/import/import-school';
import { problemText } from '../../../src/services/problems';
import type { Database } from '../../../src/store/open';
import { testDatabase } from '../../support/database';
import { type SchoolOptions, schoolFolder } from '../../support/school-folder';

/** The URN of the small test school. */
export const URN = '999101';

/** A fresh database, a clock set by hand, and the way to import the small test school into it. */
export interface Importer {
  readonly database: Database;
  readonly deps: Deps;
  now: Date;
  import(options?: SchoolOptions, more?: ImportOptions): Promise<ImportResult>;
  /** The faults of an import that must be refused, as the operator reads them. */
  faults(options: SchoolOptions): Promise<string[]>;
  /** The warnings of an import that must succeed. */
  warnings(options: SchoolOptions): Promise<string[]>;
}

export async function importer(): Promise<Importer> {
  const database = await testDatabase();
  const silent = () => undefined;
  let ids = 0;
  const self: Importer = {
    database,
    deps: {
      db: database.client,
      clock: { now: () => self.now },
      ids: { next: () => `id-${++ids}` },
      log: { info: silent, warn: silent, error: silent },
    },
    now: new Date('2026-11-23T08:50:00Z'),
    import: (options = {}, more = {}) =>
      importSchool(self.deps, schoolFolder(options), { live: true, ...more }),
    async faults(options) {
      const result = await self.import(options);
      return result.ok ? [] : result.problems.map(problemText);
    },
    async warnings(options) {
      const result = await self.import(options);
      if (!result.ok) throw new Error(result.problems.map(problemText).join('\n'));
      return result.warnings.map(problemText);
    },
  };
  return self;
}

/** Every row that an import may write, to tell whether anything moved. */
export async function contents({ database: { client } }: Importer) {
  return {
    schools: await client.school.findMany(),
    policies: await client.policyVersion.count(),
    staff: await client.staff.findMany({ include: { roles: true }, orderBy: { email: 'asc' } }),
    pupils: await client.pupil.findMany({ include: { contacts: true }, orderBy: { upn: 'asc' } }),
    providers: await client.provider.findMany({ orderBy: { id: 'asc' } }),
    placements: await client.placement.findMany({ orderBy: { id: 'asc' } }),
  };
}
