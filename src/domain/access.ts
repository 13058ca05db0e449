import { type BeginCommand, chainOf, type Duty, type Pack, rolesAsked } from './policy';
import { CASE_ROLES, PUPIL_ROLES, ROLES, type Role } from './roles';

/** What a person may see or do outside the cards they are asked on. */
export type Capability =
  | 'see-pupil'
  | 'see-today'
  | 'see-overdue'
  | 'confirm-codes'
  | 'correct-records'
  | 'see-provider'
  | 'see-due'
  | 'see-history'
  | 'see-register'
  | 'see-ledger'
  | 'begin-duty'
  | 'raise-concern'
  | 'see-safeguarding'
  | 'run-drill'
  | 'see-own-sessions'
  | 'be-away'
  | 'see-cover'
  | 'set-cover'
  | 'set-safeguarding-cover';

const SENIOR: readonly Role[] = PUPIL_ROLES.filter((role) => role !== 'pastoral-lead');

/** The one table of who may do what. A role that is not named may not. */
const MAY: Record<Capability, readonly Role[]> = {
  'see-pupil': PUPIL_ROLES,
  'see-today': SENIOR,
  'see-overdue': SENIOR,
  'confirm-codes': ['attendance-officer', 'ap-lead'],
  'correct-records': ['attendance-officer', 'ap-lead'],
  'see-provider': PUPIL_ROLES,
  'see-due': ROLES, // counts of one's own work: no pupil is named
  'see-history': PUPIL_ROLES,
  'see-register': SENIOR,
  'see-ledger': ['dsl', 'deputy-dsl'],
  'begin-duty': CASE_ROLES,
  'see-safeguarding': ['dsl', 'deputy-dsl', 'headteacher'],
  'run-drill': ['dsl', 'deputy-dsl', 'headteacher'],
  'be-away': ROLES, // of oneself alone; `waymark away` does others
  'see-cover': ['ap-lead', 'dsl', 'deputy-dsl', 'headteacher'],
  'set-cover': ['ap-lead', 'dsl', 'deputy-dsl'],
  'set-safeguarding-cover': ['dsl', 'deputy-dsl', 'headteacher'],
  'raise-concern': ROLES.filter((role) => role !== 'governor'), // every member of staff [law: KCSIE Part one]
  'see-own-sessions': [], // guests alone
};

/** What somebody of a provider may, of that provider's own sessions and pupils and of no others. */
const GUESTS_MAY: readonly Capability[] = ['see-own-sessions', 'raise-concern'];

/** Whoever speaks: the roles they hold, or the provider whose guest they are. */
export interface Known {
  readonly roles: readonly Role[];
  readonly guestOf?: string | undefined;
}

/** What it takes to begin something by hand. */
export const toBegin = (command: BeginCommand): Capability =>
  command === 'concern' || command === 'missing' ? 'raise-concern' : 'begin-duty';

/** The roles that may. */
export const rolesThat = (capability: Capability): readonly Role[] => MAY[capability];

/** What it takes to say who covers a role: whoever covers one that safeguards sees every concern. */
export const toCover = (role: Role): Capability =>
  MAY['see-safeguarding'].includes(role) ? 'set-safeguarding-cover' : 'set-cover';

export const may = (roles: readonly Role[], capability: Capability): boolean =>
  roles.some((role) => MAY[capability].includes(role));

/** The same of anybody who may be a guest. Only what keeps a guest to their own provider may ask this. */
export const allows = ({ roles, guestOf }: Known, capability: Capability): boolean =>
  guestOf === undefined ? may(roles, capability) : GUESTS_MAY.includes(capability);

/** Whoever holds a role on the ladder of a duty, or stands in for one, may answer its asks. */
export const mayAnswer = (roles: readonly Role[], pack: Pack, duty: Duty): boolean =>
  rolesAsked(duty)
    .flatMap((role) => chainOf(pack, role))
    .some((role) => roles.includes(role));

/** A start may go ahead without what a duty asks: by the role that the pack names, and no other. */
export const mayOverride = (roles: readonly Role[], { override }: Duty): boolean =>
  override !== undefined && roles.includes(override);

/**
 * Who may give an empty chair to somebody: whose own roles may say who covers it; one that sees no concerns also whoever
 * answers for the AP lead now, since they are told of it.
 */
export const mayFill = (
  { held, roles }: { held: readonly Role[]; roles: readonly Role[] },
  pack: Pack,
  role: Role,
): boolean =>
  may(held, toCover(role)) ||
  (!may([role], 'see-safeguarding') && chainOf(pack, 'ap-lead').some((one) => roles.includes(one)));
