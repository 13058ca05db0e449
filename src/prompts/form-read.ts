import { DateTime } from 'luxon';
import type { Day } from '../domain/calendar';
import { isExpiry, tenseFault, tenseOf } from '../domain/field-names';
import { answersOf, type Field, settling } from '../domain/fields';
import type { Duty } from '../domain/policy';
import { count, list, plain } from '../domain/text';
import { dayName } from '../domain/words';
import type { Press } from './kind';

/** What was said, by field name. Only what was given stands in it. */
export type Said = Readonly<Record<string, string>>;

/** The longest line that is kept, in characters. */
export const LINE_LIMIT = 300;

/** The fields that are put to a person. */
export const asked = ({ fields }: Pick<Duty, 'fields'>): readonly Field[] =>
  fields.filter(({ type }) => type !== 'auto');

/** The answers that fields offer, by name, where they are not the pack's to list. */
export type Choices = Readonly<Record<string, readonly { value: string; title: string }[]>>;

/** What it takes to read a form. */
export interface Form {
  readonly duty: Duty;
  readonly today: Day;
  readonly choices: Choices;
  /** Names of dates that tell of a day gone by, on this kind of form. */
  readonly happened: RegExp | undefined;
}

/** The answers a field of this form offers, in order; none where it is typed. */
export const offered = (field: Field, choices: Choices): readonly { value: string; title: string }[] =>
  choices[field.name] ?? answersOf(field);

/** What the form says, with what was said before; or what is wrong with it, a sentence each. */
export function readForm(
  form: Form,
  before: Said,
  press: Press,
): { said: Said; problems: readonly string[] } {
  const said: Record<string, string> = {};
  const problems: string[] = [];
  for (const field of asked(form.duty)) {
    const sent = sentFor(field, before, press);
    if (sent === '') continue;
    const fault = faultIn(form, field, sent);
    if (fault) problems.push(`${field.label}: ${fault}`);
    else said[field.name] = sent;
  }
  return { said, problems };
}

/** "All in place" ticks every line; a client leaves out what it does not know, and what was said before stands. */
function sentFor(field: Field, before: Said, { verb, data }: Press): string {
  if (verb === 'all' && field.type === 'item') return 'yes';
  const value = data[field.name];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? plain(value, LINE_LIMIT + 1) : (before[field.name] ?? '');
}

function faultIn({ choices, happened, today }: Form, field: Field, sent: string): string | null {
  const answers = offered(field, choices);
  if (answers.length > 0)
    return answers.some(({ value }) => value === sent) ? null : 'choose one of the answers offered.';
  if (field.type === 'date' && isDay(sent)) return tenseFault(tenseOf(field, happened), sent, today);
  const { fits, fault } = TYPED[field.type] ?? TEXT;
  return fits(sent) ? null : fault;
}

interface Typed {
  readonly fits: (sent: string) => boolean;
  readonly fault: string;
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/u.test(text) && DateTime.fromISO(text).isValid;

const TEXT: Typed = {
  fits: (sent) => sent.length <= LINE_LIMIT,
  fault: `keep it to ${LINE_LIMIT} characters. Its start is kept here.`,
};

/** What each type of field takes; every other is a line of text. */
const TYPED: Partial<Record<Field['type'], Typed>> = {
  date: { fits: isDay, fault: 'choose a day.' },
  time: { fits: (sent) => /^([01]\d|2[0-3]):[0-5]\d$/u.test(sent), fault: 'choose a time.' },
  number: { fits: (sent) => Number.isFinite(Number(sent)), fault: 'write a number.' },
};

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

/** What was given and is out of date: a certificate, an insurance or an agreement that has run out settles nothing. */
export const runOut = (duty: Duty, said: Said, today: Day): string[] =>
  asked(duty)
    .filter((field) => isExpiry(field) && applies(field, said) && (said[field.name] ?? today) < today)
    .map(({ name, label }) => `${label}: it has run out on ${dayName(said[name] ?? '')}. Get a new one.`);
