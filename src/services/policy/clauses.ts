import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod/v4';

/** One operational duty of one of the five policies, in our own words. */
export interface Clause {
  readonly id: string;
  readonly policy: string;
  /** The section of the policy it stands in. */
  readonly where: string;
  readonly duty: string;
  readonly actor: readonly string[];
  readonly trigger: string;
  readonly deadline: string | null;
  /** Field names, with the choices in brackets: "mark (present/late), recorded_by". */
  readonly evidence: string;
}

export interface Catalogue {
  readonly policies: Readonly<Record<string, { readonly document: string; readonly setting: string }>>;
  readonly clauses: readonly Clause[];
}

const catalogueSchema = z.object({
  policies: z.record(z.string(), z.object({ document: z.string(), setting: z.string() })),
  clauses: z.array(
    z.object({
      id: z.string(),
      policy: z.string(),
      where: z.string(),
      duty: z.string(),
      actor: z.array(z.string()),
      trigger: z.string(),
      deadline: z.string().nullable(),
      evidence: z.string(),
    }),
  ),
});

/** The catalogue of clauses, from the compiled file and from the source alike. */
const FILE = join(__dirname, '..', '..', '..', 'policies', 'clauses.yaml');

let read: Catalogue | undefined;

/** The clauses of the five policies, read once. */
export const catalogue = (): Catalogue => (read ??= catalogueSchema.parse(parse(readFileSync(FILE, 'utf8'))));

/** Every clause's id, and the letters that the ids of a policy begin with. */
export function clauseIndex(): { ids: ReadonlySet<string>; prefixes: ReadonlySet<string> } {
  const ids = catalogue().clauses.map(({ id }) => id);
  return { ids: new Set(ids), prefixes: new Set(ids.map((id) => id.split('-')[0] ?? '')) };
}

/** "mark (present/late), recorded_by" asks for mark and recorded_by. */
export const evidenceNames = (evidence: string): string[] =>
  evidence
    .replaceAll(/\([^)]*\)/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
