import type { School } from '../../school';
import { heldText, holdingsOf, staffNames } from '../holders';
import type { Line } from '../lines';
import type { Query } from '../query';
import { byAsk } from '../subjects';

/** What is still open about the provider itself, and who holds it. */
export async function openLines(query: Query, school: School, providerId: string): Promise<Line[]> {
  const { db, schoolId } = query;
  const prompts = await db.prompt.findMany({
    where: { schoolId, subjectType: 'provider', subjectId: providerId, status: 'open' },
    orderBy: { opensAt: 'asc' },
  });
  const asks = await db.ask.findMany({
    where: { schoolId, closed: false, id: { in: prompts.flatMap(({ askId }) => askId ?? []) } },
  });
  const holdings = await holdingsOf(query, asks, asks.length > 0 ? await staffNames(query) : new Map());
  return [...byAsk(prompts)].map(([askId, [first]]) => {
    const duty = school.pack.duties.find(({ id }) => id === first?.duty);
    const holding = holdings.get(askId);
    return { title: duty?.title ?? 'A check', text: holding ? heldText(holding) : 'not put to anybody yet' };
  });
}
