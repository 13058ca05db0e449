import { z } from 'zod/v4';

/** Every role a person at school may hold, as `staff.csv` spells it. */
export const ROLES = [
  'attendance-officer',
  'ap-lead',
  'dsl',
  'deputy-dsl',
  'headteacher',
  'slt',
  'sendco',
  'pastoral-lead',
  'school-rep',
  'governor',
  'admin',
] as const;

export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** Those who work with pupils, and may be asked about one. */
export const PUPIL_ROLES: readonly Role[] = [
  'attendance-officer',
  'ap-lead',
  'dsl',
  'deputy-dsl',
  'headteacher',
  'slt',
  'sendco',
  'pastoral-lead',
];

/** Those who may be asked about a pupil's placement: also who represents the school at meetings. */
export const CASE_ROLES: readonly Role[] = [...PUPIL_ROLES, 'school-rep'];

const TITLES: Record<Role, string> = {
  'attendance-officer': 'attendance officer',
  'ap-lead': 'AP lead',
  dsl: 'DSL',
  'deputy-dsl': 'deputy DSL',
  headteacher: 'headteacher',
  slt: 'senior leader',
  sendco: 'SENDCO',
  'pastoral-lead': 'pastoral lead',
  'school-rep': 'school representative',
  governor: 'governor',
  admin: 'administrator',
};

/** The role as a sentence says it: "AP lead", "attendance officer". */
export const roleTitle = (role: string): string => TITLES[role as Role] ?? role;
