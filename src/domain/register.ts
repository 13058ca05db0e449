import type { SessionName } from './calendar';
import table from './register-codes.json';

/** What was found at the provider. These are our words; the register's codes are kept apart from them. */
export const MARKS = ['here', 'late', 'not-there', 'not-known'] as const;
export type Mark = (typeof MARKS)[number];

/** The placement facts that decide a code (Working together to improve school attendance, chapter 8). */
export interface Coded {
  readonly mark: Mark;
  readonly session: SessionName;
  readonly arrangedBy: string;
  readonly dualRegistered: boolean;
  readonly providerType: string;
}

/** A code that a person may confirm, with the reason for it. `code` null: a person must decide. */
export interface Proposal {
  readonly code: string | null;
  readonly why: string;
}

const CODES: Readonly<Record<string, string>> = table.codes;

/** "B, educated off site". */
export const codeWithMeaning = (code: string): string => `${code}, ${CODES[code] ?? 'see your register'}`;

/** The register code to propose for a mark. Never B, K or D for silence, lateness or absence. */
export function proposeCode(facts: Coded): Proposal {
  switch (facts.mark) {
    case 'here':
      return codeForAttended(facts);
    case 'late':
      return {
        code: null,
        why: 'late at the provider: your attendance policy decides whether the session counts',
      };
    case 'not-there':
      return { code: 'N', why: 'the reason is not yet established' };
    case 'not-known':
      return { code: null, why: 'nobody has confirmed where the pupil is' };
  }
}

function codeForAttended(facts: Coded): Proposal {
  if (facts.providerType === 'on-site') {
    return { code: facts.session === 'am' ? '/' : '\\', why: 'the provision is at this school' };
  }
  if (facts.dualRegistered) return { code: 'D', why: 'the pupil is on the roll of both schools' };
  if (facts.providerType === 'online')
    return { code: null, why: 'online learning does not count as attendance' };
  if (facts.arrangedBy === 'local-authority') return { code: 'K', why: 'the local authority arranged it' };
  return { code: 'B', why: 'the school arranged it, off site and supervised' };
}

/** Why a pupil did not attend, with the code each reason proposes. */
export const REASONS = table.reasons;

/** How long `N` may stand, in school days, and the code offered (never written unasked) after that. */
export const UNESTABLISHED = table.unestablishedLimit;

/** The code to propose once a reason is established. */
export function codeForReason(reason: string): Proposal {
  if (reason === 'none-given')
    return { code: UNESTABLISHED.then, why: 'no reason was established in five school days' };
  const known = REASONS.find(({ value }) => value === reason);
  if (!known?.code) return { code: null, why: 'the register needs a person to decide' };
  return { code: known.code, why: `reason given: ${known.title.toLowerCase()}` };
}
