import { placeRows, raisedRow, reportOf } from '../child-facts';
import type { FormMore } from '../form-card';
import type { FormFacts } from '../form-facts';
import type { AskInput, Db } from '../kind';
import { referralLines } from '../refer-on';

/** What comes before Waymark. */
const FIRST = 'Ring 999 first';
const BEFORE_RAISING = `In danger now? ${FIRST}, then tell the DSL in person.`;

/** The button that unfolds the answer. */
export const FOLDED = 'Child is safe';

/**
 * What is known in five seconds, for those a concern was passed to: is the child in danger, who raised it, where the
 * pupil should be and whom to ring, what was tried. Whoever raises one may not see as much of the pupil.
 */
export async function concernMore(db: Db, input: AskInput, facts: FormFacts): Promise<FormMore> {
  const tried = await referralLines(db, input, facts.prompt);
  if (facts.prompt.context.event === undefined) return { lines: [BEFORE_RAISING], tried };
  const report = await reportOf(db, input, facts);
  const row = (label: string, value = '') => (value === '' ? [] : [{ label, value }]);
  return {
    alerts: [dangerLine(report?.said('danger_now') ?? '')],
    facts: [
      ...raisedRow(input, facts, report),
      ...row('About', report?.said('concern_about').replace('other', '')),
      ...row('With the child', report?.said('with_child')),
      ...row('DSL told in person', report?.said('told_in_person')),
      ...(await placeRows(db, input, facts)),
    ],
    tried,
    folded: FOLDED,
  };
}

const dangerLine = (danger: string): string =>
  danger === 'no' ? 'In danger now: no.' : `In danger now${danger === 'yes' ? ': yes.' : '?'} ${FIRST}.`;
