import type { Day } from './calendar';
import type { Field } from './fields';

/** How a question looks when a pack gives nothing but its name: the name of the evidence says what it is. */
export interface Look {
  readonly type: string;
  readonly label: string;
  readonly choices?: readonly string[];
}

const ENDINGS: readonly [ending: RegExp, type: string][] = [
  [/(^|_)(on|date|until)$/u, 'date'],
  [/(^|_)(at|time)$/u, 'time'],
  [/(^|_)(percent|days|count|number|no|amount|cost|hours|sessions|score)$/u, 'number'],
  [/_(rating)$/u, 'rating'],
  [
    /_(agreed|considered|present|seen|sent|complete|completed|attended|given|offered|told|included|involved|consulted|invited|informed|notified|shared|approved|confirmed|met|done|clear|checked|updated|available)$/u,
    'yes-no',
  ],
];

const RATINGS = ['good', 'fair', 'poor'] as const;

const SPELT: Readonly<Record<string, string>> = {
  ap: 'AP',
  dbs: 'DBS',
  dfe: 'DfE',
  dsl: 'DSL',
  ehcp: 'EHC plan',
  gcse: 'GCSE',
  ict: 'ICT',
  ipa: 'IPA',
  la: 'LA',
  no: 'number',
  pex: 'permanent exclusion',
  qa: 'QA',
  ref: 'reference',
  sdq: 'SDQ',
  semh: 'SEMH',
  sen: 'SEN',
  send: 'SEND',
  sendco: 'SENDCO',
  sla: 'SLA',
  slt: 'senior leaders',
  upn: 'UPN',
};

/** "la_agreed_on" is a date, "LA agreed on"; "progress_rating" is good, fair or poor; what says nothing is text. */
export function lookOf(name: string): Look {
  const type = ENDINGS.find(([ending]) => ending.test(name))?.[1] ?? 'text';
  const words = name.split('_').map((word) => SPELT[word] ?? word);
  const sentence = words.join(' ');
  const label = sentence.charAt(0).toUpperCase() + sentence.slice(1);
  return type === 'rating' ? { type: 'choice', label, choices: RATINGS } : { type, label };
}

/** Has the day come when the answer is given (past), or is it still to come (future)? Today is both. */
type Tense = 'past' | 'future';

/** "next_review_on", "action_due_on": days that are planned. */
const PLANNED = /^next_([a-z0-9]+_)*on$|_due_on$/u;

/**
 * "letter_sent_on", "checked_on", "signed_by_school_on": days on which something was done. What may as well be told
 * of a day to come (arranged, planned, proposed, offered, directed ...) is left out.
 */
const DONE =
  /(^|_)(?!(?:arranged|planned|proposed|expected|offered|directed|scheduled|required|need)_)([a-z]+ed|sent|told|done|held|met|made|seen|taken|given|read)(_(by|to|with)(_[a-z]+)+)?_on$/u;

/**
 * What a field says of its day, or else its name. `happened`: further names that tell of a day gone by on this form
 * ("visit_on" on a report of a visit).
 */
export function tenseOf(
  { name, type, past, future }: Pick<Field, 'name' | 'type' | 'past' | 'future'>,
  happened?: RegExp,
): Tense | undefined {
  if (type !== 'date') return undefined;
  if (past) return 'past';
  if (future) return 'future';
  return past === undefined && future === undefined ? tenseIn(name, happened) : undefined;
}

function tenseIn(name: string, happened: RegExp | undefined): Tense | undefined {
  if (PLANNED.test(name)) return 'future';
  return DONE.test(name) || happened?.test(name) ? 'past' : undefined;
}

/** What is wrong with a day, in a sentence without its subject; null when nothing is. */
export function tenseFault(tense: Tense | undefined, day: Day, today: Day): string | null {
  if (tense === 'past' && day > today) return 'that day has not come yet. Give the day it happened.';
  if (tense === 'future' && day < today) return 'that day has passed. Choose today or a later day.';
  return null;
}

/** The last day of a certificate, an insurance, an agreement: "insurance_expires_on", "valid_until". */
export const isExpiry = ({ name, type }: Pick<Field, 'name' | 'type'>): boolean =>
  type === 'date' && /(^|_)(expires_on|expiry_on|valid_until)$/u.test(name);
