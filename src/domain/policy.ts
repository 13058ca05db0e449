import { z } from 'zod/v4';
import { durationSchema, exactSchema } from './duration';
import { EVENTS, type EventName } from './events';
import { fieldSchema } from './fields';
import { type Role, roleSchema } from './roles';
import { whenSchema } from './when';

const idSchema = z.string().regex(/^[a-z][a-z0-9-]*$/, 'use small letters, digits and hyphens');

/** Facts of a placement, its pupil and its provider that a duty may be limited to with `only`. */
export const FLAGS = [
  'off-site',
  'off-site-direction',
  'outside-delivery',
  'unregistered',
  'residential',
  'part-time',
  'flexi-schooling',
  'exclusion-risk',
  'ehcp',
  'looked-after',
  'social-worker',
  'semh',
  'medical',
  'online',
] as const;
export type Flag = (typeof FLAGS)[number];

const rungSchema = z.union([
  z.strictObject({ after: durationSchema, remind: z.literal(true) }),
  z.strictObject({ after: durationSchema, to: roleSchema }),
]);
/** One step of a ladder: remind the person asked, or ask the next role as well. `after` counts from the asking. */
export type Rung = z.infer<typeof rungSchema>;

export const SUBJECTS = ['placement', 'pupil', 'provider', 'school'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What a person may type to begin a duty by hand; `record` offers every duty that has no command of its own. */
export const BEGIN_COMMANDS = [
  'concern',
  'missing',
  'refer',
  'visit',
  'review',
  'incident',
  'end',
  'record',
] as const;
export type BeginCommand = (typeof BEGIN_COMMANDS)[number];

const dutySchema = z.strictObject({
  id: idSchema,
  title: z.string().min(1),
  clauses: z.array(z.string().regex(/^[A-Z]+-[\w.]+$/, 'write a clause as EMET-4.5.1a')).min(1),
  kind: idSchema,
  subject: z.enum(SUBJECTS),
  when: whenSchema,
  /** Events that open it as well as its own time. */
  alsoOn: z.array(z.enum(EVENTS)).default([]),
  /** How a person begins it by hand. */
  command: z.enum(BEGIN_COMMANDS).optional(),
  /** The question on the card, in the reader's words; the title where there is none. */
  question: z.string().min(1).max(200).optional(),
  /** What the answer records. */
  fields: z.array(fieldSchema).max(40).default([]),
  /** No placement it applies to becomes active until this is answered. */
  gate: z.boolean().default(false),
  /** Who may let a placement start without it, with a reason; nobody where it is not given. */
  override: roleSchema.optional(),
  /** Events raised once it is settled. */
  raises: z.array(z.enum(EVENTS)).default([]),
  to: roleSchema,
  due: durationSchema,
  hold: durationSchema.default('PT20M'),
  /** Owed only where all of these hold. */
  only: z.array(z.enum(FLAGS)).default([]),
  /** Owed only where at least one of these holds. */
  onlyAny: z.array(z.enum(FLAGS)).default([]),
  ladder: z.array(rungSchema).max(12),
  settings: z.record(z.string(), z.unknown()).default({}),
});
/** One duty of a policy: when, to whom, which kind of prompt, and who next if nobody answers. */
export type Duty = z.infer<typeof dutySchema>;

export const packSchema = z
  .strictObject({
    id: idSchema,
    name: z.string().min(1),
    reasons: z.array(
      z.strictObject({ code: idSchema, label: z.string().min(1), clause: z.string().optional() }),
    ),
    standIns: z.partialRecord(roleSchema, z.array(roleSchema).min(1)),
    /** Cards that one person may be sent on one day; what is over it waits in the "AP today" card. */
    ceiling: z.int().min(1).max(200).default(60),
    /** The time of the "AP today" card (school time). */
    todayAt: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .default('08:30'),
    /** How long cards that name a pupil stay in a chat: of a closed concern, what a command answered, of any other closed question. */
    stubAfter: z
      .strictObject({
        confidential: exactSchema.default('PT24H'),
        answers: exactSchema.default('PT24H'),
        others: exactSchema.default('PT720H'),
      })
      .prefault({}),
    /** How often at the least whoever has an open question of the DSL's desk is asked again. */
    againWithin: exactSchema.default('PT4H'),
    /** The time at which the next school day's empty chairs are told (school time). */
    forecastAt: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .default('16:00'),
    duties: z.array(dutySchema).min(1),
  })
  .superRefine((pack, context) => {
    const seen = new Set<string>();
    pack.duties.forEach((duty, i) => {
      if (seen.has(duty.id)) {
        context.addIssue({
          code: 'custom',
          path: ['duties', i, 'id'],
          message: `two duties are called "${duty.id}"`,
        });
      }
      seen.add(duty.id);
    });
  });
/** A school's AP policy as data: its reasons, who stands in for whom, and its duties. */
export type Pack = z.infer<typeof packSchema>;

/** Everybody a duty asks, first to last: who is asked when it opens, then each step of its ladder. */
export const rolesAsked = ({ to, ladder }: Pick<Duty, 'to' | 'ladder'>): Role[] => [
  to,
  ...ladder.flatMap((rung) => ('to' in rung ? [rung.to] : [])),
];

/** A role and everybody who may answer in its place, in order, each once. */
export function chainOf(pack: Pack, role: Role): Role[] {
  const chain = new Set<Role>([role]);
  for (const next of chain) for (const standIn of pack.standIns[next] ?? []) chain.add(standIn);
  return [...chain];
}

/** Every event a duty may raise: of itself, or by one of the answers it offers. */
export const raisedBy = (duty: Duty): EventName[] => [
  ...duty.raises,
  ...duty.fields.flatMap(({ raises = {} }) => Object.values(raises).filter((event) => event !== undefined)),
];

/** The duties that an event opens. */
export const openedBy = (pack: Pack, event: EventName): Duty[] =>
  pack.duties.filter(
    ({ when, alsoOn }) => alsoOn.includes(event) || ('on' in when && when.on.includes(event)),
  );
