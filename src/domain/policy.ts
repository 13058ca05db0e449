import { z } from 'zod/v4';
import { SESSIONS } from './calendar';
import { durationSchema } from './duration';
import { type Role, roleSchema } from './roles';

const idSchema = z.string().regex(/^[a-z][a-z0-9-]*$/, 'use small letters, digits and hyphens');

/** What can happen to a subject that opens another duty. Kinds raise them; packs name them under `when.on`. */
export const EVENTS = ['pupil-not-there', 'pupil-not-known'] as const;
export type EventName = (typeof EVENTS)[number];

/** Placement facts a duty may be limited to with `only`. */
export const FLAGS = [
  'off-site',
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

const whenSchema = z.union([
  z.strictObject({
    each: z.literal('session'),
    ask: durationSchema.default('PT0M'),
    only: z.array(z.enum(SESSIONS)).optional(),
  }),
  z.strictObject({ on: z.array(z.enum(EVENTS)).min(1) }),
]);

const dutySchema = z.strictObject({
  id: idSchema,
  title: z.string().min(1),
  clauses: z.array(z.string().regex(/^[A-Z]+-[\w.]+$/, 'write a clause as EMET-4.5.1a')).min(1),
  kind: idSchema,
  subject: z.enum(['placement', 'pupil', 'provider', 'school']),
  when: whenSchema,
  to: roleSchema,
  due: durationSchema,
  hold: durationSchema.default('PT20M'),
  only: z.array(z.enum(FLAGS)).default([]),
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

/** A role and everybody who may answer in its place, in order, each once. */
export function chainOf(pack: Pack, role: Role): Role[] {
  const chain = new Set<Role>([role]);
  for (const next of chain) for (const standIn of pack.standIns[next] ?? []) chain.add(standIn);
  return [...chain];
}
