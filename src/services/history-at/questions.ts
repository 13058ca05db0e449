import type { Ask, Delivery, Event, Prompt, Reply } from '../../generated/prisma/client';
import { CONFIDENTIAL } from '../../prompts/registry';
import type { Then } from './as-of';

/** Somebody who had a question: since when, and in which role they were asked. */
export interface Holder {
  readonly staffId: string;
  readonly role: string | null;
  readonly since: Date;
}

/** A question about the pupil, as it stood. */
export interface Question {
  readonly prompt: Prompt;
  readonly ask: Ask;
  /** It tells of a concern. */
  readonly isSafeguarding: boolean;
  /** Not settled yet, and still wanted. */
  readonly isOpen: boolean;
  readonly holders: readonly Holder[];
  /** Who was on it, and until when. */
  readonly held: { readonly staffId: string; readonly until: string } | null;
  /** The newest answer there was. */
  readonly reply: Reply | null;
}

/** Every question that had been put to somebody about these subjects, by when it was asked. */
export async function questionsThen(then: Then, subjectIds: readonly string[]): Promise<Question[]> {
  const { db, schoolId, at } = then;
  const prompts = await db.prompt.findMany({
    where: { schoolId, subjectType: { in: ['pupil', 'placement'] }, subjectId: { in: [...subjectIds] } },
    orderBy: [{ opensAt: 'asc' }, { id: 'asc' }],
  });
  const askId = { in: [...new Set(prompts.flatMap((prompt) => prompt.askId ?? []))] };
  const [asks, copies, events, replies] = await Promise.all([
    db.ask.findMany({ where: { schoolId, id: askId, openedAt: { lte: at } } }),
    db.delivery.findMany({ where: { schoolId, askId, createdAt: { lte: at } }, orderBy: { seq: 'asc' } }),
    db.event.findMany({
      where: { schoolId, askId, type: { in: TOLD }, at: { lte: at } },
      orderBy: { seq: 'asc' },
    }),
    db.reply.findMany({
      where: { schoolId, askId, at: { lte: at }, settles: { not: 'unchanged' } },
      orderBy: { seq: 'asc' },
    }),
  ]);
  return prompts.flatMap((prompt): Question[] => {
    const ask = asks.find(({ id }) => id === prompt.askId);
    if (!ask) return [];
    const ofAsk = (row: { askId: string | null }) => row.askId === ask.id;
    const said = replies.filter(({ promptId }) => promptId === prompt.id);
    const happened = events.filter(ofAsk);
    return [
      {
        prompt,
        ask,
        isSafeguarding: CONFIDENTIAL.includes(prompt.kind) || prompt.event === 'concern-raised',
        isOpen: isOpenAt(prompt, said, at),
        holders: holdersOf(copies.filter(ofAsk), happened),
        held: heldAt(happened, at),
        reply: said.at(-1) ?? null,
      },
    ];
  });
}

const TOLD = ['held', 'hold-ended', 'delivery-failed'];

/** An answer settles it for good; else it is open until it is taken back. */
const isOpenAt = ({ status, closedAt }: Prompt, said: readonly Reply[], at: Date): boolean =>
  !said.some(({ settles }) => settles === 'close') &&
  (status === 'open' || status === 'answered' || (closedAt !== null && closedAt > at));

/** Everybody who had been given it and was not found to be out of reach since. */
function holdersOf(copies: readonly Delivery[], events: readonly Event[]): Holder[] {
  const holders = new Map<string, Holder>();
  for (const { staffId, role, createdAt } of copies) {
    const isLost = events.some(
      (event) => event.type === 'delivery-failed' && event.staffId === staffId && event.at >= createdAt,
    );
    const before = holders.get(staffId);
    if (!isLost) holders.set(staffId, before ?? { staffId, role, since: createdAt });
  }
  return [...holders.values()];
}

function heldAt(events: readonly Event[], at: Date): Question['held'] {
  const last = events.findLast(({ type }) => type === 'held' || type === 'hold-ended');
  const { until } = (last?.data ?? {}) as { until?: unknown };
  if (last?.type !== 'held' || last.staffId === null || typeof until !== 'string') return null;
  return new Date(until) > at ? { staffId: last.staffId, until } : null;
}
