import {
  type ClauseCoverage,
  coverageSummary,
  coverPack,
  type EvidencePlace,
  type ServingDuty,
  uncovered,
} from '../../services/policy/coverage';
import { findPack, policyIds } from '../../services/policy/packs';
import { readStories } from '../../services/policy/proofs';
import type { Problem } from '../../services/problems';
import { printProblems } from '../problems';
import type { Cli } from '../terminal';
import { printJson } from './check';

/** What to look at: one pack (an id, or a path), or all five. */
export interface CoverageOptions {
  readonly pack?: string;
  readonly json?: boolean;
}

/** `waymark policy coverage`: true when every clause is served, and all its evidence kept. */
export async function runPolicyCoverage({ terminal }: Cli, options: CoverageOptions): Promise<boolean> {
  const found = await Promise.all((options.pack ? [options.pack] : policyIds()).map(cover));
  const clauses = found.flatMap((one) => one.clauses);
  const problems = found.flatMap((one) => one.problems);
  const summary = coverageSummary(clauses);
  const served = clauses.filter((clause) => clause.served).length;
  const ok = problems.length === 0 && clauses.length > 0 && served === clauses.length;
  if (options.json) {
    printJson(terminal, { ok, summary, served, of: clauses.length, clauses, problems });
    return ok;
  }
  for (const line of clauses.flatMap(clauseLines)) terminal.out(line);
  printProblems(terminal, problems);
  if (clauses.length + problems.length === 0)
    terminal.err('This pack names no clause of policies/clauses.yaml: there is nothing to compare it with.');
  terminal.out(`${summary}.`);
  return ok;
}

interface Found {
  readonly clauses: readonly ClauseCoverage[];
  readonly problems: readonly Problem[];
}

/** The tests are about the packs that ship with Waymark: a school's own pack is proved by none. */
async function cover(policy: string): Promise<Found> {
  const loaded = await findPack(policy);
  if (!loaded.ok) return { clauses: uncovered(policy), problems: loaded.problems };
  const stories = policyIds().includes(policy) ? readStories() : null;
  return { clauses: coverPack(loaded.pack, stories), problems: [] };
}

function clauseLines({ clause, says, served, duties, evidence, proofs }: ClauseCoverage): string[] {
  return [
    `${clause}: ${served ? 'served' : 'NOT SERVED'}`,
    `  ${says}`,
    ...(duties.length === 0 ? ['  no duty names it'] : duties.map((duty) => `  by ${dutyWords(duty)}`)),
    ...evidence.map(
      ({ name, places }) =>
        `  ${name}: ${places.map(placeWords).join('; ') || 'NOT KEPT by a duty that names it'}`,
    ),
    ...proofs.map(({ file, title }) => `  proved by ${file} › ${title}`),
    '',
  ];
}

function dutyWords({ duty, title, gate, command, report }: ServingDuty): string {
  const parts = [gate ? 'gate' : '', command ? `command ${command}` : '', report ? 'report' : ''];
  const said = parts.filter((part) => part !== '').join(', ');
  return `${duty}: ${title}${said ? ` (${said})` : ''}`;
}

function placeWords({ duty, by, kind }: EvidencePlace): string {
  if (by === 'kind') return `the ${kind} record of ${duty}`;
  return `${by === 'auto' ? 'filled in by Waymark' : 'a field'} of ${duty}`;
}
