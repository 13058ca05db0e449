import { z } from 'zod/v4';
import { EVENTS } from './events';

/**
 * How an answer is given. An `item` is one line of a checklist: in place, or not yet. An `auto` field is never asked:
 * Waymark fills it in when the answer is stored.
 */
export const FIELD_TYPES = ['item', 'yes-no', 'choice', 'date', 'time', 'number', 'text', 'auto'] as const;

/** What Waymark knows by itself when an answer is stored. Dates are ISO dates, instants ISO instants. */
export const SOURCES = [
  'person',
  'role',
  'today',
  'now',
  'time',
  'asked-on',
  'asked-at',
  'due-on',
  'closed-how',
  'session',
  'mark',
  'register-code',
  'duty',
  'pupil',
  'provider',
  'school',
  'start',
  'end',
  'placement-reason',
  'timetable',
  'objectives',
  'year-group',
  'flags',
  'sessions-a-week',
  'attendance-percent',
  'clear-days-to-start',
  'days-since-asked',
  'escalated',
  'reply-count',
  'policy-version',
  'prompt',
] as const;
export type Source = (typeof SOURCES)[number];

const fieldName = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'write a field as shared_on: small letters, digits and _');
const choiceValue = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'write an answer as not-yet: small letters, digits and hyphens');

/** One question of a form: its name is the evidence that the record keeps. */
export const fieldSchema = z
  .strictObject({
    name: fieldName,
    label: z.string().min(1).max(120),
    type: z.enum(FIELD_TYPES),
    choices: z
      .array(z.strictObject({ value: choiceValue, title: z.string().min(1) }))
      .min(2)
      .optional(),
    required: z.boolean().default(true),
    /** Only one of these answers settles the question; any other is kept, leaves it open and climbs at once. */
    must: z.array(choiceValue).min(1).optional(),
    /** The event that an answer raises, by the answer. */
    raises: z.partialRecord(choiceValue, z.enum(EVENTS)).optional(),
    /** Needed only while another field has this answer; the card says so. */
    when: z.partialRecord(fieldName, choiceValue).optional(),
    /** Where an auto field comes from. */
    from: z.enum(SOURCES).optional(),
    /** The day on which something happened: today or earlier. `false`: whatever its name says, any day will do. */
    past: z.boolean().optional(),
    /** A day that is planned: today or later. `false`: whatever its name says, any day will do. */
    future: z.boolean().optional(),
  })
  .refine(
    (field) => (field.type === 'choice') === (field.choices !== undefined),
    'a choice needs choices, and nothing else has them',
  )
  .refine(
    (field) => (field.type === 'auto') === (field.from !== undefined),
    'an auto field needs from, and nothing else has it',
  )
  .refine(
    ({ type, past, future }) => type === 'date' || (past === undefined && future === undefined),
    'only a date is past or future',
  )
  .refine(({ past, future }) => !(past && future), 'a day is past or future, not both');
export type Field = z.infer<typeof fieldSchema>;

export const YES_NO = [
  { value: 'yes', title: 'Yes' },
  { value: 'no', title: 'No' },
] as const;

/** The answers a field offers, in order; none where it is typed. */
export const answersOf = ({
  type,
  choices,
}: Pick<Field, 'type' | 'choices'>): readonly { value: string; title: string }[] =>
  type === 'yes-no' || type === 'item' ? YES_NO : (choices ?? []);

/** The answers that settle a field; undefined where any will do. A line of a checklist is settled by its tick. */
export const settling = ({ type, must, required }: Field): readonly string[] | undefined =>
  must ?? (type === 'item' && required ? ['yes'] : undefined);
