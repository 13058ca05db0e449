import type { Placed } from '../domain/placed';
import { FLAGS, type Flag } from '../domain/policy';
import { CANNOT_BE_READ } from '../domain/unreadable';
import type { Db } from '../prompts/kind';

/** As much of a placement, its pupil and its provider as it takes to tell its flags. */
interface Flagged {
  readonly basis: string;
  readonly reason: string;
  readonly flags: readonly string[];
  readonly learnt: readonly string[];
  readonly pupil: {
    readonly ehcp: boolean;
    readonly lookedAfter: boolean;
    readonly socialWorker: boolean;
    readonly semh: boolean;
    readonly medical: boolean;
  };
  readonly provider: { readonly type: string };
}

type PupilFlags = Flagged['pupil'];

/** The facts of a pupil alone that switch duties on and off. */
export function pupilFlags({ ehcp, lookedAfter, socialWorker, semh, medical }: PupilFlags): Flag[] {
  const facts: Partial<Record<Flag, boolean>> = {
    ehcp,
    'looked-after': lookedAfter,
    'social-worker': socialWorker,
    semh,
    medical,
  };
  return FLAGS.filter((flag) => facts[flag] === true);
}

/** The facts of a placement, its pupil and its provider that switch duties on and off. */
export function flagsOf({ basis, reason, flags, learnt, pupil, provider }: Flagged): Flag[] {
  const facts: Partial<Record<Flag, boolean>> = {
    'off-site': provider.type !== 'on-site',
    'off-site-direction': basis === 's29a-direction' || basis === 'academy-off-site',
    'outside-delivery': provider.type !== 'on-site',
    unregistered: provider.type === 'unregistered',
    online: provider.type === 'online',
    // Where the reason cannot be read, one question too many is asked rather than one too few.
    'exclusion-risk': reason === 'exclusion-risk' || reason === CANNOT_BE_READ,
  };
  const said: readonly string[] = [...pupilFlags(pupil), ...flags, ...learnt];
  return FLAGS.filter((flag) => facts[flag] === true || said.includes(flag));
}

/** Every placement of a school (or `of` one pupil or provider) that touches the days from `from` to `to`. */
export async function placementsBetween(
  db: Db,
  schoolId: string,
  from: string,
  to: string,
  of: { id?: string; pupilId?: string; providerId?: string } = {},
): Promise<Placed[]> {
  const rows = await db.placement.findMany({
    where: {
      schoolId,
      ...of,
      startDate: { lte: to },
      OR: [{ expectedEndDate: null }, { expectedEndDate: { gte: from } }],
    },
    include: { pupil: { select: PUPIL_FLAGS }, provider: { select: { type: true } } },
    orderBy: [{ startDate: 'asc' }, { id: 'asc' }],
  });
  return rows.map((row) => ({ ...row, flags: flagsOf(row) }));
}

/** What of a pupil switches duties on and off. */
export const PUPIL_FLAGS = {
  ehcp: true,
  lookedAfter: true,
  socialWorker: true,
  semh: true,
  medical: true,
} as const;

/** Those whom a provider teaches on a day: what a guest of it may know of, and no other placement. */
export const placedAt = (providerId: string, day: string) => ({
  providerId,
  activeFrom: { lte: day },
  OR: [{ expectedEndDate: null }, { expectedEndDate: { gte: day } }],
});
