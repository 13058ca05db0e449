/** How a question looks when a pack gives nothing but its name: the name of the evidence says what it is. */
export interface Look {
  readonly type: string;
  readonly label: string;
  readonly choices?: readonly string[];
}

const ENDINGS: readonly [ending: RegExp, type: string][] = [
  [/(^|_)(on|date)$/u, 'date'],
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
