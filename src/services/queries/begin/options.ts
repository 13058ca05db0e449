import { concerns, type Placed } from '../../../domain/placed';
import type { Duty } from '../../../domain/policy';
import { placementsBetween, pupilFlags } from '../../placements';
import { dayOnly } from '../phrases';
import type { Offer, Who } from '../pick';
import { concernsProvider } from '../provider/checks';
import type { Query } from '../query';
import { loadSubjects } from '../subjects';

/** A duty that can be begun, and whom it can be about: one subject, or several to choose from. */
export interface Option {
  readonly duty: Duty;
  readonly subjects: readonly Offer[];
}

/** What can be begun about a pupil or a provider, and where the pupil (or who at the provider). */
export interface Options {
  readonly options: readonly Option[];
  /** Nothing can, for want of a placement. */
  readonly isUnplaced: boolean;
}

const EVER = '9999-12-31';

/** The duties, of these, that concern a pupil, a provider, or the placements that either has. */
export async function optionsFor(query: Query, duties: readonly Duty[], who: Who): Promise<Options> {
  const of = who.kind === 'pupil' ? { pupilId: who.id } : { providerId: who.id };
  const all = await placementsBetween(query.db, query.schoolId, query.today, EVER, of);
  const placed = nowElseNext(all, query.today);
  const offers = await offersOf(query, placed, who);
  const concernsWho = await themselves(query, all, who);
  const options = duties.map((duty): Option => {
    if (duty.subject === who.kind) {
      return { duty, subjects: concernsWho(duty) ? [{ value: who.id, title: who.name }] : [] };
    }
    if (duty.subject !== 'placement') return { duty, subjects: [] };
    return { duty, subjects: offers.filter((_, i) => concerns(duty, placed[i]?.flags ?? [])) };
  });
  const needsPlace = duties.some(({ subject }) => subject === 'placement');
  return {
    options: options.filter(({ subjects }) => subjects.length > 0),
    isUnplaced: needsPlace && placed.length === 0,
  };
}

/** The placements that run today; without one, those to come. */
function nowElseNext(placed: readonly Placed[], today: string): readonly Placed[] {
  const now = placed.filter(({ startDate }) => startDate <= today);
  return now.length > 0 ? now : placed;
}

/** Which duties concern the pupil or the provider itself. */
async function themselves(
  { db, schoolId }: Query,
  placed: readonly Placed[],
  { kind, id }: Who,
): Promise<(duty: Duty) => boolean> {
  const key = { schoolId_id: { schoolId, id } };
  if (kind === 'provider') {
    const provider = await db.provider.findUnique({ where: key });
    return (duty) => provider !== null && concernsProvider(duty, provider);
  }
  const pupil = await db.pupil.findUnique({ where: key });
  const flags = [...placed.flatMap((placement) => placement.flags), ...(pupil ? pupilFlags(pupil) : [])];
  return (duty) => pupil !== null && concerns(duty, flags);
}

/** A pupil's placements by where they are, a provider's by who is there; two alike by when they began. */
async function offersOf(query: Query, placed: readonly Placed[], { kind }: Who): Promise<Offer[]> {
  if (placed.length === 0) return [];
  const subjects = await loadSubjects(
    query,
    placed.map(({ id }) => id),
  );
  const titleOf = ({ id }: Placed) => (kind === 'pupil' ? subjects.providerOf(id) : subjects.pupilOf(id));
  const titles = placed.map((placement) => titleOf(placement) ?? 'Unknown');
  return placed.map(({ id, startDate }, i) => {
    const title = titles[i] ?? '';
    const isAlike = titles.filter((other) => other === title).length > 1;
    return { value: id, title: isAlike ? `${title}, from ${dayOnly(startDate)}` : title };
  });
}
