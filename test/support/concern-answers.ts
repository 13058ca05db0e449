/** What somebody says who raises a concern: no danger now, the child is with school staff, nobody told in person. */
export const REPORT = {
  concern_about: 'other',
  danger_now: 'no',
  with_child: 'school-staff',
  told_in_person: 'no',
};

/** What a DSL says who closes one. */
export const SETTLED = {
  child_seen: 'seen',
  seen_by: 'school-staff',
  concern_outcome: 'in-school',
  concern_rationale: 'known',
};

/** The same with what the two packs ask besides that record who reported it, and where the record is kept. */
export const OUTCOME = { ...SETTLED, reported_by_role: 'school-staff', case_system_ref: 'CS-7' };
