import { z } from 'zod/v4';

/** Where a school's chain stood when its head was taken. */
const headSchema = z.object({
  /** The URN. */
  school: z.string().min(1),
  position: z.int().min(1),
  hash: z.string().regex(/^[0-9a-f]{64}$/u),
});

/** A head that is kept elsewhere. */
export type Head = z.infer<typeof headSchema>;

const MAKE = 'Make one with: waymark audit heads --json > heads.json';

/** Reads a file of heads, as `waymark audit heads --json` prints it; or says what is wrong with it. */
export function readHeads(name: string, text: string): readonly Head[] | string {
  const heads = z.array(headSchema).safeParse(parsed(text));
  if (heads.success)
    return heads.data.length > 0 ? heads.data : `${name} holds no head, so there is nothing to compare.`;
  const [issue] = heads.error.issues;
  const [index, field] = issue?.path ?? [];
  if (typeof index !== 'number') return `${name} is not a file of heads. ${MAKE}`;
  const what = typeof field === 'string' ? `its ${field} cannot be right` : 'it is no head';
  return `${name} cannot be compared with: number ${index + 1} in it is broken (${what}). ${MAKE}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return undefined;
  }
}
