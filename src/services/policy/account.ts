import { DUTY_TIMES, type DutyTime, timeOf, timeTitle } from '../../domain/duty-times';
import { durationWords, limitWords, openingWords, rungWords } from '../../domain/pack-words';
import { chainOf, type Duty, type Pack, type Subject } from '../../domain/policy';
import { ROLES, type Role, roleTitle } from '../../domain/roles';
import { kindOf } from '../../prompts/registry';

/** One duty as a reader wants it told. */
export interface DutyAccount {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly clauses: readonly string[];
  readonly about: Subject;
  readonly when: string;
  /** Where it applies; '' for everybody. */
  readonly only: string;
  readonly due: string;
  /** What a person is asked to fill in. */
  readonly questions: number;
  readonly gate: boolean;
  readonly override: Role | null;
  /** Who is asked next, and when, while nobody answers. */
  readonly next: readonly string[];
}

/** The duties of one time of the year. */
export interface TimeAccount {
  readonly time: DutyTime;
  readonly title: string;
  readonly duties: readonly DutyAccount[];
}

/** What a policy asks of one role. */
export interface RoleAccount {
  readonly role: Role;
  readonly title: string;
  readonly standIns: readonly Role[];
  readonly duties: number;
  readonly questions: number;
  readonly times: readonly TimeAccount[];
}

export interface PackAccount {
  readonly policy: string;
  readonly name: string;
  readonly duties: number;
  readonly questions: number;
  readonly roles: readonly RoleAccount[];
}

/** Tells a pack's duties by role and by time of year, with who next if nobody answers, and how many questions. */
export function accountOf(pack: Pack): PackAccount {
  const roles = ROLES.filter((role) => pack.duties.some(({ to }) => to === role));
  const { id: policy, name, duties } = pack;
  return {
    policy,
    name,
    duties: duties.length,
    questions: total(duties),
    roles: roles.map((role) => roleAccount(pack, role)),
  };
}

function roleAccount(pack: Pack, role: Role): RoleAccount {
  const theirs = pack.duties.filter(({ to }) => to === role);
  const times = DUTY_TIMES.map((time) => ({
    time,
    title: timeTitle(time),
    duties: theirs.filter((duty) => timeOf(duty) === time).map(dutyAccount),
  }));
  return {
    role,
    title: roleTitle(role),
    standIns: chainOf(pack, role).slice(1),
    duties: theirs.length,
    questions: total(theirs),
    times: times.filter(({ duties }) => duties.length > 0),
  };
}

const dutyAccount = (duty: Duty): DutyAccount => ({
  id: duty.id,
  title: duty.title,
  kind: duty.kind,
  clauses: duty.clauses,
  about: duty.subject,
  when: openingWords(duty),
  only: limitWords(duty),
  due: durationWords(duty.due),
  questions: questionsOf(duty),
  gate: duty.gate,
  override: duty.override ?? null,
  next: duty.ladder.map(rungWords),
});

/** The fields a person fills in; for a kind with a form of its own, what that form asks. */
const questionsOf = ({ kind, fields }: Duty): number =>
  fields.filter(({ type }) => type !== 'auto').length + kindOf(kind).evidence.length;

const total = (duties: readonly Duty[]): number => duties.reduce((sum, duty) => sum + questionsOf(duty), 0);
