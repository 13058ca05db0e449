import { z } from 'zod/v4';
import { SESSIONS } from './calendar';
import {
  day,
  email,
  flag,
  oneOf,
  optional,
  optionalDay,
  optionalEmail,
  optionalMatch,
  partsOf,
  required,
} from './cells';
import { ROLES, roleSchema } from './roles';

/** The lines of a school's CSV files. The keys are the columns' names, in the order of the header. */

export const PROVIDER_TYPES = [
  'school',
  'registered',
  'unregistered',
  'online',
  'further-education',
  'on-site',
] as const;
export const BASES = [
  's29a-direction',
  'academy-off-site',
  'suspension-day-6',
  'la-s19',
  'la-ehcp',
  'medical',
  'other',
] as const;
export const ARRANGERS = ['school', 'local-authority'] as const;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const objectId = optionalMatch(
  /^[A-Za-z0-9-]{1,64}$/,
  'write the Entra object id (letters, digits and hyphens), or leave it empty',
).transform((cell) => (cell !== null && GUID.test(cell) ? cell.toLowerCase() : cell));

const roles = z.string().transform((cell, context) => {
  const read = z.array(roleSchema).min(1).safeParse(partsOf(cell.toLowerCase()));
  if (read.success) return [...new Set(read.data)];
  context.addIssue({
    code: 'custom',
    message: `write one or more of ${ROLES.join(', ')}, with ; between them`,
  });
  return z.NEVER;
});

export const staffRow = z.object({ email, name: required(), aad_object_id: objectId, roles });

/** Somebody of a provider. Their tenant is not the school's, so their address proves nothing: the object id does. */
export const guestRow = z.object({
  provider_id: required(),
  email,
  name: required(),
  aad_object_id: objectId.refine(
    (cell) => cell !== null,
    'write the guest’s Entra object id: a guest is known by nothing else',
  ),
});

/** A UPN as it is stored and compared: capital letters, no spaces round it. */
export const upn = required(13).transform((cell) => cell.toUpperCase());

export const pupilRow = z.object({
  upn,
  first_name: required(),
  last_name: required(),
  date_of_birth: day,
  year_group: required(20),
  ehcp: flag,
  looked_after: flag,
  social_worker: flag,
  semh: flag,
  medical: flag,
});

export const contactRow = z.object({
  upn,
  name: required(),
  relationship: required(),
  phone: optional(40),
  email: optionalEmail,
  order: required()
    .refine((cell) => /^[1-9]\d?$/.test(cell), 'write 1 for the contact to ring first, 2 for the next, ...')
    .transform(Number),
});

export const providerRow = z.object({
  provider_id: required(),
  name: required(),
  type: oneOf(PROVIDER_TYPES),
  urn: optionalMatch(/^\d{6}$/, 'a URN has six digits: check it, or leave it empty'),
  ukprn: optionalMatch(/^\d{8}$/, 'a UKPRN has eight digits: check it, or leave it empty'),
  address: optional(300),
  postcode: optional(20),
  phone: optional(40),
  contact_name: optional(),
  contact_email: optionalEmail,
});

const HALF_DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].flatMap((name) =>
  SESSIONS.map((session) => `${name} ${session.toUpperCase()}`),
);

const timetable = z.string().transform((cell, context) => {
  const parts = partsOf(cell);
  const halfDays = parts.map((part) => HALF_DAYS.find((known) => known.toLowerCase() === part.toLowerCase()));
  const known = halfDays.filter((halfDay) => halfDay !== undefined);
  const refuse = (message: string) => context.addIssue({ code: 'custom', message });
  if (parts.length === 0) refuse('write the half days at the provider, e.g. Mon AM;Mon PM');
  if (known.length < parts.length) refuse('write half days as Mon AM;Mon PM;Tue AM, from Mon to Fri');
  const twice = known.find((halfDay, i) => known.indexOf(halfDay) !== i);
  if (twice) refuse(`${twice} is there twice: write each half day once`);
  return known;
});

/** One of the pack's reason codes, or the school's own words after `other:`. Null: any reason (the pack is unknown). */
const reasonOf = (codes: readonly string[] | null) =>
  required(300).refine(
    (cell) => cell === '' || codes === null || codes.includes(cell) || /^other:\s*\S/i.test(cell),
    `write ${codes?.join(', ')}, or other: and the reason in words`,
  );

/** What a school may add about a placement, where nothing else says it. */
export const PLACEMENT_FLAGS = [
  'part-time',
  'flexi-schooling',
  'residential',
  'exclusion-risk',
  'outside-delivery',
] as const;

const flags = z.string().transform((cell, context) => {
  const read = z.array(z.enum(PLACEMENT_FLAGS)).safeParse(partsOf(cell.toLowerCase()));
  if (read.success) return [...new Set(read.data)];
  context.addIssue({
    code: 'custom',
    message: `write one or more of ${PLACEMENT_FLAGS.join(', ')}, with ; between them, or leave it empty`,
  });
  return z.NEVER;
});

/** Columns that a file may leave out. */
export const OPTIONAL_COLUMNS: readonly string[] = ['flags'];

/** A line of placements.csv, under the reasons of a policy pack. */
export const placementRow = (reasons: readonly string[] | null) =>
  z.object({
    placement_id: required(),
    upn,
    provider_id: required(),
    basis: oneOf(BASES),
    arranged_by: oneOf(ARRANGERS),
    dual_registered: flag,
    start_date: day,
    expected_end_date: optionalDay,
    reason: reasonOf(reasons),
    timetable,
    objectives: z
      .string()
      .transform(partsOf)
      .refine(
        (parts) => parts.every((part) => part.length <= 500),
        'an objective is longer than 500 characters: shorten it',
      ),
    flags,
  });

export type StaffRow = z.infer<typeof staffRow>;
export type GuestRow = z.infer<typeof guestRow>;
export type PupilRow = z.infer<typeof pupilRow>;
export type ContactRow = z.infer<typeof contactRow>;
export type ProviderRow = z.infer<typeof providerRow>;
export type PlacementRow = z.infer<ReturnType<typeof placementRow>>;
