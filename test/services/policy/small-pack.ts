import type { Pack } from '../../../src/domain/policy';
import { KINDS } from '../../../src/prompts/registry';
import { loadPack } from '../../../src/services/policy/policy-file';

/** A small pack, as its file says it: attendance each session, a gate, a review with evidence, and a report. */
export const SMALL = `id: small
name: A small policy
reasons:
  - { code: exclusion-risk, label: At risk of exclusion }
standIns:
  attendance-officer: [ap-lead]
  slt: [headteacher]
duties:
  - use: session-attendance
    clauses: [EMET-4.5.1a, OWN-1]
    fields: [{ name: recorded_by, type: auto, from: person, label: Recorded by }]
  - use: start-checklist
    clauses: [OWN-2]
    override: headteacher
    fields:
      - { name: timetable_agreed, type: item, label: The timetable is agreed }
      - { name: transport, type: choice, label: How do they get there?, choices: [walks, taxi] }
  - use: routine-review
    clauses: [OWN-3]
    only: [off-site]
    fields: ['progress_rating', 'actions?', 'reviewed_on']
  - use: governors-report
    clauses: [OWN-4]
    fields: ['sent_on']
`;

/** A pack from its text; every fault is an error. */
export function packOf(text: string = SMALL): Pack {
  const loaded = loadPack(text, 'small.yaml', KINDS);
  if (loaded.ok) return loaded.pack;
  throw new Error(loaded.problems.map(({ line, message }) => `${line} ${message}`).join('\n'));
}
