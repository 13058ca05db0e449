/** To whom the desk refers a child on, in the order of how often it does. */
export const REFERRALS = [
  { value: 'social-care', title: 'Social care' },
  { value: 'police', title: 'The police' },
  { value: 'local-authority', title: 'The local authority' },
  { value: 'lado', title: 'The LADO' },
] as const;

/** The longest reference that is kept, in characters. */
export const REFERENCE_LIMIT = 30;

/** Is it a reference, and no story? Letters, digits and marks such as / and -, with a digit among them, in three words at most. */
export const isReference = (text: string): boolean =>
  text.length <= REFERENCE_LIMIT &&
  /^[A-Za-z0-9][\w/.#-]*(?: [\w/.#-]+){0,2}$/u.test(text) &&
  /\d/u.test(text);

/** A referral, as a reply keeps it: to whom, and the reference that was given. */
export interface Referral {
  readonly to: string;
  readonly reference: string | undefined;
}

/** The referral that an answer tells of; null where it tells of none. */
export function referralIn(answer: unknown): Referral | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { referred_to: to, referred_ref: reference } = answer as Record<string, unknown>;
  if (typeof to !== 'string') return null;
  return { to, reference: typeof reference === 'string' && reference !== '' ? reference : undefined };
}

/** "the police, reference CAD 1234". */
export function referralWords({ to, reference }: Referral): string {
  const title = REFERRALS.find(({ value }) => value === to)?.title ?? to;
  const whom = title.startsWith('The ') ? `the ${title.slice(4)}` : title.toLowerCase();
  return reference === undefined ? whom : `${whom}, reference ${reference}`;
}
