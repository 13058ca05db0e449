import { absenceFollowUp } from './absence-follow-up';
import { agreement } from './agreement';
import { attendance } from './attendance';
import { concern } from './concern';
import { contact } from './contact';
import { decision } from './decision';
import { evaluation } from './evaluation';
import { flexiSchooling } from './flexi-schooling';
import { incident } from './incident';
import { informationShare } from './information-share';
import type { Kind } from './kind';
import { missing } from './missing';
import { notice } from './notice';
import { partTime } from './part-time';
import { providerCheck } from './provider-check';
import { referral } from './referral';
import { registerSignOff } from './register-sign-off';
import { report } from './report';
import { returnToSchool } from './return';
import { review } from './review';
import { riskAssessment } from './risk-assessment';
import { startChecklist } from './start-checklist';
import { upkeep } from './upkeep';
import { visit } from './visit';

/** Every kind of prompt, one line each. The folders of this room and this list are the same set. */
export const KINDS: readonly Kind[] = [
  attendance,
  absenceFollowUp,
  providerCheck,
  riskAssessment,
  referral,
  startChecklist,
  agreement,
  notice,
  informationShare,
  contact,
  visit,
  review,
  decision,
  concern,
  missing,
  incident,
  partTime,
  flexiSchooling,
  returnToSchool,
  evaluation,
  report,
  upkeep,
  registerSignOff,
];

/** How soon a question of this kind reaches people: a concern at once, however many cards they have had today. */
export type Pace = 'alarm' | 'urgent' | 'routine';

export function paceOf(name: string): Pace {
  const { confidential, urgent } = kindOf(name);
  if (confidential) return 'alarm';
  return urgent ? 'urgent' : 'routine';
}

/** The kinds that only those read of who safeguard. */
export const CONFIDENTIAL: readonly string[] = KINDS.filter(({ confidential }) => confidential).map(
  ({ name }) => name,
);

/** The kind of that name. A pack that names another was refused when it was loaded. */
export function kindOf(name: string): Kind {
  const kind = KINDS.find((k) => k.name === name);
  if (!kind) throw new Error(`there is no kind of prompt called "${name}"`);
  return kind;
}
