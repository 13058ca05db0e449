import type { Version } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';
import { rowIdOf, type Versioned } from '../../prompts/versions';

/** The instant that is looked back to, at one school. */
export interface Then {
  readonly db: Db;
  readonly schoolId: string;
  readonly at: Date;
}

/** A row as it was, with its instants as JSON keeps them. */
export type Kept<T extends keyof Versioned> = {
  [K in keyof Versioned[T]]: Versioned[T][K] extends Date | null
    ? string | Extract<Versioned[T][K], null>
    : Versioned[T][K];
};

/**
 * Rows as they were: what the first change after the instant replaced, else what they say now. `now` are the rows as they
 * are and `versions` every version of these and of rows that are gone, by the order in which they were kept.
 */
export function asOf<T extends keyof Versioned>(
  table: T,
  now: readonly Versioned[T][],
  versions: readonly Version[],
  at: Date,
): Kept<T>[] {
  const replaced = new Map<string, Version>();
  for (const version of versions)
    if (version.table === table && version.until > at && !replaced.has(version.rowId))
      replaced.set(version.rowId, version);
  const unchanged = now.filter((row) => !replaced.has(rowIdOf(table, row)));
  const then = [...replaced.values()].flatMap(({ content }) => (says(content) ? [content] : []));
  return [
    ...unchanged.map((row) => JSON.parse(JSON.stringify(row)) as Kept<T>),
    ...(then as unknown[] as Kept<T>[]),
  ];
}

/** There was none, or what it said has been disposed of. */
const says = (content: Version['content']): boolean => content !== null && Object.keys(content).length > 0;

/** The versions of a table that are about a pupil or bear one of these names, the oldest first. */
export const versionsOf = (
  { db, schoolId }: Then,
  table: keyof Versioned,
  of: { readonly pupilId: string } | { readonly rowId: { in: string[] } },
): Promise<Version[]> => db.version.findMany({ where: { schoolId, table, ...of }, orderBy: { seq: 'asc' } });
