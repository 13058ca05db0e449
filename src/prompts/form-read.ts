import { DateTime } from 'luxon';
import { answersOf, type Field, settling } from '../domain/fields';
import type { Duty } from '../domain/policy';
import { count, list, plain } from '../domain/text';
import type { Press } from './kind';

/** What was said, by field name. Only what was given stands in it. */
export type Said = Readonly<Record<string, string>>;

/** The longest line that is kept, in characters. */
export const LINE_LIMIT = 300;

/** The fields that are put to a person. */
export const asked = ({ fields }: Pick<Duty, 'fields'>): readonly Field[] =>
  fields.filter(({ type }) => type !== 'auto');

/** What the form says, with what was said before; or what is wrong with it, a sentence each. */
export function readForm(
  duty: Duty,
  before: Said,
  press: Press,
): { said: Said; problems: readonly string[] } {
  const said: Record<string, string> = {};
  const problems: string[] = [];
  for (const field of asked(duty)) {
    const sent = sentFor(field, before, press);
    if (sent === '') continue;
    const fault = faultIn(field, sent);
    if (fault) problems.push(`${field.label}: ${fault}`);
    else said[field.name] = sent;
  }
  return { said, problems };
}

/** "All in place" ticks every line; a client leaves out what it does not know, and what was said before stands. */
function sentFor(field: Field, before: Said, { verb, data }: Press): string {
  if (verb === 'all' && field.type === 'tick') return 'yes';
  const value = data[field.name];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? plain(value, LINE_LIMIT + 1) : (before[field.name] ?? '');
}

function faultIn(field: Field, sent: string): string | null {
  const answers = answersOf(field);
  if (answers.length > 0)
    return answers.some(({ value }) => value === sent) ? null : 'choose one of the answers offered.';
  switch (field.type) {
    case 'date':
      return DateTime.fromISO(sent).isValid && /^\d{4}-\d\d-\d\d$/u.test(sent) ? null : 'choose a day.';
    case 'time':
      return /^([01]\d|2[0-3]):[0-5]\d$/u.test(sent) ? null : 'choose a time.';
    case 'number':
      return Number.isFinite(Number(sent)) ? null : 'write a number.';
    default:
      return sent.length <= LINE_LIMIT
        ? null
        : `keep it to ${LINE_LIMIT} characters. Its start is kept here.`;
  }
}

/** Does this field count, given what else was said? */
export const applies = ({ when = {} }: Field, said: Said): boolean =>
  Object.entries(when).every(([name, value]) => said[name] === value);

/** What is still to be given, and what was given but does not settle the question. */
export function outstanding(
  duty: Duty,
  said: Said,
): { missing: readonly Field[]; unsettled: readonly Field[] } {
  const wanted = asked(duty).filter((field) => applies(field, said));
  const isGiven = ({ name }: Field) => (said[name] ?? '') !== '';
  return {
    missing: wanted.filter((field) => field.required && !isGiven(field)),
    unsettled: wanted.filter(
      (field) => isGiven(field) && !(settling(field)?.includes(said[field.name] ?? '') ?? true),
    ),
  };
}

const MOST_NAMED = 5;

/** "Kept. Still missing: cost, start date and 2 more." Nothing when the form is whole. */
export function missingSentence(fields: readonly Field[]): string[] {
  if (fields.length === 0) return [];
  const named = fields.slice(0, MOST_NAMED).map(({ label }) => label);
  const rest = fields.length - named.length;
  return [`Still missing: ${list(rest > 0 ? [...named, count(rest, 'more', 'more')] : named)}.`];
}
