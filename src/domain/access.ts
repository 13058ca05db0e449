import type { BeginCommand } from './policy';
import { CASE_ROLES, PUPIL_ROLES, ROLES, type Role } from './roles';

/** What a person may see or do outside the cards they are asked on. */
export type Capability =
  | 'see-pupil'
  | 'see-today'
  | 'see-overdue'
  | 'confirm-codes'
  | 'see-provider'
  | 'see-due'
  | 'see-history'
  | 'see-register'
  | 'begin-duty'
  | 'raise-concern'
  | 'see-safeguarding';

const SENIOR: readonly Role[] = PUPIL_ROLES.filter((role) => role !== 'pastoral-lead');

/** The one table of who may do what. A role that is not named may not. */
const MAY: Record<Capability, readonly Role[]> = {
  'see-pupil': PUPIL_ROLES,
  'see-today': SENIOR,
  'see-overdue': SENIOR,
  'confirm-codes': ['attendance-officer', 'ap-lead'],
  'see-provider': PUPIL_ROLES,
  'see-due': ROLES, // counts of one's own work: no pupil is named
  'see-history': PUPIL_ROLES,
  'see-register': SENIOR,
  'begin-duty': CASE_ROLES,
  'see-safeguarding': ['dsl', 'deputy-dsl', 'headteacher'],
  'raise-concern': ROLES.filter((role) => role !== 'governor'), // every member of staff [law: KCSIE Part one]
};

/** What it takes to begin something by hand. */
export const toBegin = (command: BeginCommand): Capability =>
  command === 'concern' ? 'raise-concern' : 'begin-duty';

export const may = (roles: readonly Role[], capability: Capability): boolean =>
  roles.some((role) => MAY[capability].includes(role));
