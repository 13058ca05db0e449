import type { Duty, Pack } from '../../domain/policy';
import { kindOf } from '../../prompts/registry';
import { type Clause, catalogue, evidenceNames } from './clauses';
import { type Proof, proofsOf, type Stories } from './proofs';

/** Where a piece of evidence is kept: a field that a person fills in, one that Waymark does, or the kind's own record. */
export interface EvidencePlace {
  readonly duty: string;
  readonly by: 'field' | 'auto' | 'kind';
  readonly kind: string;
}

export interface Evidence {
  readonly name: string;
  /** Empty: no duty that serves the clause keeps it. */
  readonly places: readonly EvidencePlace[];
}

/** A duty that names the clause, and what it is beside a question. */
export interface ServingDuty {
  readonly duty: string;
  readonly title: string;
  readonly gate: boolean;
  /** The command that begins it by hand; null: nobody begins it. */
  readonly command: string | null;
  readonly report: boolean;
}

/** How one clause of a policy is served. */
export interface ClauseCoverage {
  readonly clause: string;
  readonly policy: string;
  readonly where: string;
  readonly says: string;
  /** At least one duty names it, and every piece of its evidence is kept by the duties that do. */
  readonly served: boolean;
  readonly duties: readonly ServingDuty[];
  readonly evidence: readonly Evidence[];
  readonly proofs: readonly Proof[];
}

/** How one clause is served by the duties of a pack. With no stories, nothing is claimed to prove it. */
export function coverClause(
  clause: Clause,
  duties: readonly Duty[],
  stories: Stories | null = null,
): ClauseCoverage {
  const { id, policy, where, duty: says } = clause;
  const serving = duties.filter(({ clauses }) => clauses.includes(id));
  const evidence = evidenceNames(clause.evidence).map((name) => ({
    name,
    places: serving.flatMap((duty) => placesIn(duty, name)),
  }));
  const served = serving.length > 0 && evidence.every(({ places }) => places.length > 0);
  const ids = serving.map((duty) => duty.id);
  const proofs = stories ? proofsOf(stories, id, policy, ids) : [];
  return { clause: id, policy, where, says, served, duties: serving.map(servingDuty), evidence, proofs };
}

function placesIn({ id: duty, kind, fields }: Duty, name: string): EvidencePlace[] {
  const field = fields.find((one) => one.name === name);
  const own = kindOf(kind).evidence.includes(name);
  return [
    ...(field ? [{ duty, kind, by: field.type === 'auto' ? ('auto' as const) : ('field' as const) }] : []),
    ...(own ? [{ duty, kind, by: 'kind' as const }] : []),
  ];
}

const servingDuty = ({ id: duty, title, gate, command, kind }: Duty): ServingDuty => ({
  duty,
  title,
  gate,
  command: command ?? null,
  report: kind === 'report',
});

/** The clauses that a pack answers for: those of the policy it is called after, else of every policy whose clauses it names. */
export function clausesFor(pack: Pack): readonly Clause[] {
  const { clauses, policies } = catalogue();
  if (pack.id in policies) return clauses.filter(({ policy }) => policy === pack.id);
  const named = new Set(pack.duties.flatMap((duty) => duty.clauses));
  const theirs = new Set(clauses.filter(({ id }) => named.has(id)).map(({ policy }) => policy));
  return clauses.filter(({ policy }) => theirs.has(policy));
}

/** How every clause that a pack answers for is served by it. */
export const coverPack = (pack: Pack, stories: Stories | null): ClauseCoverage[] =>
  clausesFor(pack).map((clause) => coverClause(clause, pack.duties, stories));

/** Every clause of a policy whose pack cannot be read: served by nothing. */
export const uncovered = (policy: string): ClauseCoverage[] =>
  catalogue()
    .clauses.filter((clause) => clause.policy === policy)
    .map((clause) => coverClause(clause, []));

/** "333 of 333 clauses served". */
export const coverageSummary = (clauses: readonly ClauseCoverage[]): string =>
  `${clauses.filter(({ served }) => served).length} of ${clauses.length} clauses served`;
