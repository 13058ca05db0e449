import type { Prompt } from '../../../generated/prisma/client';
import type { Query } from '../query';

/** A concern or a search, with all that it opened: the questions, the first on top, and the pupil they are about. */
export interface Matter {
  readonly prompts: readonly Prompt[];
  readonly pupilId: string | null;
}

/** How many steps from what began it are followed: a report opens a concern, which opens its paperwork. */
const DEPTH = 6;

/** What belongs together: from this card back to what began it, and from there to everything that it opened. */
export async function matterOf({ db, schoolId }: Query, askId: string): Promise<Matter> {
  const [own] = await db.prompt.findMany({ where: { schoolId, askId }, take: 1 });
  if (!own) return { prompts: [], pupilId: null };
  const found = new Map<string, Prompt>();
  const root = await rootOf(db, own);
  let newest: readonly Prompt[] = [root];
  for (let depth = 0; depth < DEPTH && newest.length > 0; depth += 1) {
    for (const prompt of newest) found.set(prompt.id, prompt);
    const next = await db.prompt.findMany({
      where: { schoolId, source: { in: newest.map(({ id }) => id) } },
      orderBy: [{ opensAt: 'asc' }, { id: 'asc' }],
    });
    newest = next.filter(({ id }) => !found.has(id));
  }
  found.set(own.id, own);
  const prompts = [...found.values()].sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime());
  return { prompts, pupilId: await pupilOf(db, own) };
}

type Db = Query['db'];

/** What began it: the first question on the way back that is worked at the desk, or whose answer raised what is. */
async function rootOf(db: Db, own: Prompt): Promise<Prompt> {
  let root = own;
  for (let depth = 0; depth < DEPTH && root.source !== null && root.event !== null; depth += 1) {
    const source = await db.prompt.findUnique({
      where: { schoolId_id: { schoolId: root.schoolId, id: root.source } },
    });
    if (!source) break;
    root = source;
  }
  return root;
}

async function pupilOf(db: Db, { schoolId, subjectType, subjectId }: Prompt): Promise<string | null> {
  if (subjectType === 'pupil') return subjectId;
  const placed = await db.placement.findUnique({ where: { schoolId_id: { schoolId, id: subjectId } } });
  return placed?.pupilId ?? null;
}
