import type { ChainFault } from '../../domain/chain';
import type { Head } from '../../domain/heads';
import type { Db } from '../../prompts/kind';
import type { Deps } from '../deps';
import type { Verified } from './audit-verify';

/** A head with what tells a person which it is. */
export interface TakenHead extends Head {
  readonly name: string | null;
  readonly takenAt: string;
}

/** Where every chain stands now, to be kept where whoever can write to the database cannot. */
export async function takeHeads({ db, clock }: Deps): Promise<TakenHead[]> {
  const chains = await db.chain.findMany({ where: { position: { gt: 0 } }, orderBy: { schoolId: 'asc' } });
  const schools = await db.school.findMany({ select: { id: true, name: true } });
  const takenAt = clock.now().toISOString();
  return chains.map(({ schoolId: school, position, hash }) => ({
    school,
    name: schools.find(({ id }) => id === school)?.name ?? null,
    position: Number(position),
    hash,
    takenAt,
  }));
}

/** The same chains, compared with heads that were taken of them before: a chain that was cut or written anew does not hold them. */
export async function againstHeads(
  { db }: Deps,
  verified: readonly Verified[],
  heads: readonly Head[],
): Promise<Verified[]> {
  const here = new Set(verified.map(({ school }) => school));
  const gone = [...new Set(heads.map(({ school }) => school))].filter((school) => !here.has(school));
  const all = [...verified, ...gone.map(nothingOf)].sort((a, b) => (a.school < b.school ? -1 : 1));
  return Promise.all(
    all.map(async (one) => {
      const theirs = heads.filter(({ school }) => school === one.school);
      return { ...one, fault: firstOf(one.fault, await headFault(db, one, theirs)) };
    }),
  );
}

const nothingOf = (school: string): Verified => ({
  school,
  name: null,
  timeZone: 'UTC',
  events: 0,
  head: { position: 0, hash: '' },
  fault: null,
});

/** The first head that its chain does not hold any more, and the last before it that it does. */
async function headFault(
  db: Db,
  { school, events }: Verified,
  heads: readonly Head[],
): Promise<ChainFault | null> {
  const inOrder = [...heads].sort((a, b) => a.position - b.position);
  const rows = await db.event.findMany({
    where: { schoolId: school, position: { in: inOrder.map(({ position }) => position) } },
    select: { position: true, hash: true },
  });
  const isHeld = (head: Head) =>
    rows.some(({ position, hash }) => Number(position) === head.position && hash === head.hash);
  const lost = inOrder.find((head) => !isHeld(head));
  if (!lost) return null;
  if (events < lost.position) return { what: 'missing', place: events + 1 };
  const held = inOrder.filter((head) => head.position < lost.position && isHeld(head)).at(-1);
  return { what: 'rewritten', place: lost.position, from: (held?.position ?? 0) + 1 };
}

/** Where both find something, whatever comes first in the chain. */
function firstOf(chain: ChainFault | null, head: ChainFault | null): ChainFault | null {
  if (!chain || !head) return chain ?? head;
  const from = head.what === 'rewritten' ? head.from : head.place;
  return from < chain.place ? head : chain;
}
