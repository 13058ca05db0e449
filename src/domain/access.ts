import { type BeginCommand, chainOf, type Duty, type Pack } from './policy';
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
  | 'see-ledger'
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
  'see-ledger': ['dsl', 'deputy-dsl'],
  'begin-duty': CASE_ROLES,
  'see-safeguarding': ['dsl', 'deputy-dsl', 'headteacher'],
  'raise-concern': ROLES.filter((role) => role !== 'governor'), // every member of staff [law: KCSIE Part one]
};

/** What it takes to begin something by hand. */
export const toBegin = (command: BeginCommand): Capability =>
  command === 'concern' || command === 'missing' ? 'raise-concern' : 'begin-duty';

/** The roles that may. */
export const rolesThat = (capability: Capability): readonly Role[] => MAY[capability];

export const may = (roles: readonly Role[], capability: Capability): boolean =>
  roles.some((role) => MAY[capability].includes(role));

/** Whoever holds a role on the ladder of a duty, or stands in for one, may answer its asks. */
export const mayAnswer = (roles: readonly Role[], pack: Pack, { to, ladder }: Duty): boolean =>
  [to, ...ladder.flatMap((rung) => ('to' in rung ? [rung.to] : []))]
    .flatMap((role) => chainOf(pack, role))
    .some((role) => roles.includes(role));

/** A start may go ahead without what a duty asks: by the role that the pack names, and no other. */
export const mayOverride = (roles: readonly Role[], { override }: Duty): boolean =>
  override !== undefined && roles.includes(override);
