import type { Day } from '../../domain/calendar';
import { answersOf, type Field } from '../../domain/fields';
import type { Duty } from '../../domain/policy';
import { plain } from '../../domain/text';
import { CANNOT_BE_READ, isUnreadable } from '../../domain/unreadable';
import { capital, dayOnly } from './phrases';
import type { Query } from './query';

/** A stored answer, by field name. */
export type Answered = Readonly<Record<string, unknown>>;

/** What a reply stored; nothing where it is not an object. */
export const answeredOf = (answer: unknown): Answered =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer) ? { ...answer } : {};

const MOST_VALUES = 3;
const LONGEST_VALUE = 60;

/** Not told in a line: who wrote it is told apart, and notes stay on the card they were written on. */
const SILENT = ['note', 'by', 'override_reason'];

/** The main answers of a record, at most three: "Overall rating: good". What was chosen comes before what was typed. */
export function mainValues(duty: Duty | undefined, answer: Answered): string[] {
  if (isUnreadable(answer)) return [`Answer: ${CANNOT_BE_READ}`];
  const fields = duty?.fields.filter(({ type }) => type !== 'auto') ?? [];
  if (fields.length === 0) return plainValues(answer);
  const inOrder = [...fields.filter(({ type }) => type !== 'text'), ...fields.filter(isText)];
  return inOrder
    .flatMap((field) => {
      const value = valueText(field, answer[field.name]);
      return value && !isExpiry(field) ? [saidTo(field.label, value)] : [];
    })
    .slice(0, MOST_VALUES);
}

/** "Overall rating: good"; after a question, its answer alone: "Is the child safe? Yes, seen". */
const saidTo = (label: string, value: string): string =>
  label.endsWith('?') ? `${label} ${value}` : `${label}: ${value}`;

const isText = ({ type }: Field): boolean => type === 'text';

/** The answers of a kind that has its own form. */
const plainValues = (answer: Answered): string[] =>
  Object.entries(answer)
    .filter(([key, value]) => typeof value === 'string' && value !== '' && !SILENT.includes(key))
    .map(([key, value]) => `${words(key)}: ${words(String(value))}`)
    .slice(0, MOST_VALUES);

const words = (text: string): string => plain(text.replace(/[-_]/gu, ' '), LONGEST_VALUE);

function valueText(field: Field, value: unknown): string {
  if (typeof value === 'number') return `${value}`;
  if (typeof value !== 'string') return '';
  if (isDay(value)) return dayOnly(value);
  const title = answersOf(field).find((one) => one.value === value)?.title;
  return plain(title?.toLowerCase() ?? value, LONGEST_VALUE);
}

const isDay = (value: unknown): value is Day => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/u.test(value);

const isExpiry = ({ name }: { name: string }): boolean =>
  /(^|_)(expires|expiry|valid_until)(_|$)/u.test(name);

/** A date that a record runs out on. */
export interface Expiry {
  readonly label: string;
  readonly day: Day;
}

/** What of a record runs out, soonest first. */
export const expiriesOf = (duty: Duty | undefined, answer: Answered): Expiry[] =>
  Object.entries(answer)
    .flatMap(([name, day]) => {
      const label = duty?.fields.find((field) => field.name === name)?.label ?? capital(words(name));
      return isExpiry({ name }) && isDay(day) ? [{ label, day }] : [];
    })
    .sort((a, b) => a.day.localeCompare(b.day));

/** "Insurance expires on: 3 Mar 2027", "Insurance expires on: expired, 3 Mar 2026". */
export const expiryText = ({ today }: Query, { label, day }: Expiry): string =>
  `${label}: ${day < today ? 'expired, ' : ''}${dayOnly(day)}`;
