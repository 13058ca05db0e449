import { dayOf } from '../../domain/calendar';
import type { Db } from '../../prompts/kind';
import { KINDS } from '../../prompts/registry';
import { reassignAll } from '../asks/reassign';
import { goLive, NOT_LIVE, notReached } from '../cover/live';
import type { Deps } from '../deps';
import { type KindRules, loadPack } from '../policy/policy-file';
import { inReadingOrder, type Problem } from '../problems';
import { checkLines, doubts } from './check-lines';
import { checkRota } from './check-rota';
import {
  checkReferences,
  checkRoles,
  deputyWarning,
  elsewhereWarnings,
  missingWarnings,
} from './check-school';
import { FILES, type SchoolFolder } from './folder';
import { type Known, loadKnown } from './known';
import { type ReadSchool, readSchool, type SchoolSettings } from './school-yaml';
import { readSheets, type Sheets } from './sheets';
import { type Counts, type PackVersion, writeSchool } from './write-school';

export type ImportResult =
  | {
      readonly ok: true;
      readonly schoolId: string;
      readonly counts: Counts;
      readonly warnings: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface ImportOptions {
  /** Called as lines are written. */
  readonly onProgress?: (done: number, total: number) => void;
  /** A new school goes live at once, whoever can be reached: a demonstration. Left out: once its DSL and deputy can be. */
  readonly live?: boolean;
}

/** A large school on a slow machine, with a tick or two before it. Milliseconds. */
const PATIENCE = { maxWait: 60_000, timeout: 600_000 };

/**
 * Imports a school's folder, all or nothing. A second import updates: nothing is doubled, no answer is lost, and a
 * pupil or placement that is left out stays, with a warning. Every fault of every file is listed at once.
 */
export async function importSchool(
  deps: Deps,
  folder: SchoolFolder,
  options: ImportOptions = {},
): Promise<ImportResult> {
  const school = readSchool(folder.files['school.yaml'], deps.clock.now());
  const policy = await readPack(folder, school, KINDS);
  const sheets = readSheets(folder, policy.found?.pack.reasons.map(({ code }) => code) ?? null);
  const problems = [
    ...school.problems,
    ...policy.problems,
    ...Object.values(sheets).flatMap((sheet: Sheets[keyof Sheets]) => sheet.problems),
    ...checkLines(sheets),
    ...(policy.found ? checkRoles(sheets, policy.found.pack) : []),
    ...checkRota(school, sheets),
  ];
  const { urn, settings } = school;
  if (!urn) return refused(problems);
  const read = { urn, settings, policy: policy.found, sheets, problems };
  const result = await deps.db.$transaction((db) => write(deps, db, read, options), PATIENCE);
  if (!result.ok) return result;
  await reassignAll(deps, urn);
  return { ...result, warnings: inReadingOrder([...school.warnings, ...result.warnings], FILES) };
}

const refused = (problems: readonly Problem[]): ImportResult => ({
  ok: false,
  problems: inReadingOrder(problems, FILES),
});

interface ReadFolder {
  readonly urn: string;
  readonly settings: SchoolSettings | null;
  readonly policy: PackVersion | null;
  readonly sheets: Sheets;
  readonly problems: readonly Problem[];
}

/** Inside the transaction: two imports of one school take turns, and nothing is written until everything is right. */
async function write(
  deps: Deps,
  db: Db,
  { urn, settings, policy, sheets, problems }: ReadFolder,
  { onProgress, live = false }: ImportOptions,
): Promise<ImportResult> {
  await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`import ${urn}`}))`;
  const known = await loadKnown(db, urn);
  const all = [...problems, ...checkReferences(sheets, known)];
  if (all.length > 0 || !settings || !policy) return refused(all);
  const total = Object.values(sheets).reduce((sum, { entries }) => sum + entries.length, 0);
  let done = 0;
  const onRows = (n: number) => onProgress?.((done += n), total);
  const writing = { db, deps, schoolId: urn, known, live, onRows };
  const written = await writeSchool(writing, settings, policy, sheets);
  const today = dayOf(settings.calendar, deps.clock.now());
  const warnings = [
    ...written.warnings,
    ...deputyWarning(sheets),
    ...doubts(sheets),
    ...missingWarnings(sheets, known, today),
    ...newSchoolWarning(urn, known),
    ...elsewhereWarnings(sheets, known),
    ...(await notLiveWarning(deps, db, urn)),
  ];
  return { ok: true, schoolId: urn, counts: written.counts, warnings };
}

function newSchoolWarning(urn: string, known: Known): Problem[] {
  if (known.school || known.otherSchools === 0) return [];
  const message = `Waymark holds other schools, and ${urn} is new to it: check the urn if you meant one of those`;
  return [{ file: 'school.yaml', line: 1, column: 1, message }];
}

/** The school asks nothing yet: what it waits for, to whoever imports and to the operator. */
async function notLiveWarning(deps: Deps, db: Db, urn: string): Promise<Problem[]> {
  await goLive(db, deps, urn);
  const missing = await notReached(db, urn);
  if (!missing) return [];
  deps.log.warn({ school: urn, roles: missing.roles }, NOT_LIVE);
  const message = `this school asks nothing yet: first ${missing.words} must install Waymark in Teams`;
  return [{ file: 'school.yaml', line: 1, column: 1, message }];
}

async function readPack(folder: SchoolFolder, school: ReadSchool, kinds: readonly KindRules[]) {
  if (!school.policy) return { found: null, problems: [] };
  const content = await folder.readPolicy(school.policy);
  if ('fault' in content) return { found: null, problems: [school.problemAt(['policy'], content.fault)] };
  const loaded = loadPack(content.text, content.name, kinds);
  return loaded.ok ? { found: loaded, problems: [] } : { found: null, problems: loaded.problems };
}
