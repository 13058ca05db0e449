import { dayOf } from '../../../domain/calendar';
import type { Duty, Flag } from '../../../domain/policy';
import { fullDay } from '../../../domain/words';
import type { School } from '../../school';
import type { Line } from '../lines';
import type { Query } from '../query';
import { type Kept, recordsOf } from '../records';
import { answeredOf, type Expiry, expiriesOf, expiryText, mainValues } from '../values';

/** As much of a provider as it takes to tell which duties concern it. */
interface Checked {
  readonly id: string;
  readonly type: string;
}

/** One duty about a provider, with its newest record. */
export interface Check {
  readonly duty: Duty;
  readonly kept: Kept | undefined;
  readonly expiries: readonly Expiry[];
}

/** The pack's duties about providers that concern this one. */
export const providerDuties = (school: School, provider: Checked): Duty[] =>
  school.pack.duties.filter((duty) => duty.subject === 'provider' && concernsProvider(duty, provider));

/** Does a duty about providers concern this one? */
export const concernsProvider = ({ only }: Pick<Duty, 'only'>, provider: Pick<Checked, 'type'>): boolean =>
  only.every((flag) => concerns(flag, provider));

/** Flags that only a placement has are taken to hold: the duty is owed as soon as one has it. */
function concerns(flag: Flag, { type }: Pick<Checked, 'type'>): boolean {
  if (flag === 'unregistered' || flag === 'online') return type === flag;
  return flag !== 'off-site' || type !== 'on-site';
}

/** Each of a provider's duties, in the order of the policy. */
export function checksOf(school: School, provider: Checked, records: readonly Kept[]): Check[] {
  const theirs = records.filter(({ prompt }) => prompt.subjectId === provider.id);
  return providerDuties(school, provider).map((duty) => {
    const kept = theirs.find(({ prompt }) => prompt.duty === duty.id);
    return { duty, kept, expiries: kept ? expiriesOf(duty, answeredOf(kept.reply.answer)) : [] };
  });
}

/**
 * "Provider check before use: Mon 2 Nov 2026. Rating: good. Insurance expires on: 3 Mar 2027", and in one line what has
 * no record yet; what is only begun by hand need not have one.
 */
export async function checkLines(query: Query, school: School, provider: Checked): Promise<Line[]> {
  const duties = providerDuties(school, provider).map(({ id }) => id);
  const records = duties.length > 0 ? await recordsOf(query, [provider.id], duties) : [];
  const checks = checksOf(school, provider, records);
  const missing = checks.filter(({ duty, kept }) => !kept && !isByHand(duty)).map(({ duty }) => duty.title);
  return [
    ...checks.flatMap((check) =>
      check.kept ? [{ title: check.duty.title, text: keptText(query, check, check.kept) }] : [],
    ),
    ...(missing.length > 0 ? [{ title: 'No record yet', text: missing.join(', ') }] : []),
  ];
}

/** Nobody owes it until somebody begins it. */
export const isByHand = ({ when }: Duty): boolean => 'by' in when && when.by === 'hand';

function keptText(query: Query, { duty, expiries }: Check, { prompt, reply }: Kept): string {
  const parts = [
    fullDay(dayOf(query.calendar, reply.at)),
    ...(prompt.status === 'open' ? ['not settled'] : []),
    ...mainValues(duty, answeredOf(reply.answer)),
    ...expiries.slice(0, 3).map((expiry) => expiryText(query, expiry)),
  ];
  return parts.join('. ');
}
