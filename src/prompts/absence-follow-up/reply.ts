import { z } from 'zod/v4';
import { REASONS } from '../../domain/register';
import { plain } from '../../domain/text';

/** The choices of the form, in the order of how often they are true. */
export const PARENT = [
  { value: 'spoke', title: 'Spoke to them' },
  { value: 'no-answer', title: 'No answer yet' },
  { value: 'not-tried', title: 'Not tried yet' },
] as const;

export const SAFE = [
  { value: 'heard', title: 'Yes, heard on the phone' },
  { value: 'seen', title: 'Yes, seen' },
  { value: 'no', title: 'Not seen or heard yet' },
] as const;

export const NEXT = [
  { value: 'back-next', title: 'Back at the next session' },
  { value: 'on-the-way', title: 'On the way now' },
  { value: 'keep-trying', title: 'We keep trying' },
  { value: 'visit', title: 'Home visit' },
  { value: 'meeting', title: 'Meeting with parents' },
] as const;

/** "Has arrived since" and "not known yet" stand beside the register's reasons. */
export const REASON = [
  ...REASONS.map(({ value, title }) => ({ value, title })),
  { value: 'arrived', title: 'Has arrived since' },
  { value: 'not-known', title: 'Not known yet' },
];

/** Offered once code N has stood for its five school days; never chosen by Waymark. */
export const NONE_GIVEN = { value: 'none-given', title: 'No reason given after five school days' };

const oneOf = (choices: readonly { value: string }[]) =>
  z
    .string()
    .optional()
    .transform((value) => value ?? '')
    .refine((value) => value === '' || choices.some((choice) => choice.value === value));

/** The longest note that is kept, in characters. */
export const NOTE_LIMIT = 300;

/** One line of text. What is longer than `max` is cut one past it, so that it is seen to be too long. */
const text = (max: number) =>
  z
    .string()
    .optional()
    .transform((value) => plain(value ?? '', max + 1));

/** The strict shape of the form. Whatever else a client sends is not looked at. */
export const replySchema = z.object({
  parent: oneOf(PARENT),
  reason: oneOf([...REASON, NONE_GIVEN]),
  safe: oneOf(SAFE),
  by: text(80),
  next: oneOf(NEXT),
  note: text(NOTE_LIMIT),
});

/** What was said: empty strings are questions left open. */
export type Said = z.infer<typeof replySchema>;

/** Settled only when the child is known to be safe and the reason is established. */
export const isSettled = ({ reason, safe }: Said): boolean =>
  reason === 'arrived' || ((safe === 'seen' || safe === 'heard') && reason !== '' && reason !== 'not-known');

/** The title of a choice, for a line about what was said. */
export const titleOf = (choices: readonly { value: string; title: string }[], value: string): string =>
  choices.find((choice) => choice.value === value)?.title ?? '';
