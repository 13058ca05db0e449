import { z } from 'zod/v4';
import type { Field } from '../../domain/fields';
import { count } from '../../domain/text';
import { dayName } from '../../domain/words';
import { type FormRules, formKind } from '../form';
import type { FormFacts } from '../form-facts';
import type { Said } from '../form-read';
import type { AskInput, Db } from '../kind';
import { earlierAnswers } from './facts';
import { streakOf } from './streak';

const settings = z.strictObject({
  /** So many reviews in a row without improvement raise `third-formal-review`. */
  limit: z.int().min(2).max(12).optional(),
  /** The field that says whether there was improvement, and the answer that says yes. */
  improved: z.string().default('improved'),
  value: z.string().default('yes'),
});

/** How is it going, what was agreed, and is a return possible? */
export const review = formKind({
  name: 'review',
  title: 'a review',
  subjects: ['placement', 'pupil', 'provider', 'school'],
  happened: /^((formal|governor|trust)_)?(review|meeting)_on$/u,
  settings,
  events: ['third-formal-review'],
  rules,
});

/** Per subject and duty: an improvement starts the count again, the total is kept (decision 5). */
async function rules(db: Db, input: AskInput, facts: FormFacts): Promise<FormRules> {
  const { limit, improved, value } = settings.parse(input.duty.settings);
  const problems = (said: Said) => beyondEnd(input.duty.fields, said, facts);
  if (limit === undefined) return { problems };
  const before = await earlierAnswers(db, input, facts.prompt, improved);
  const { inARow, inAll } = streakOf(before, value);
  const line = `In a row without improvement, before this one: ${count(inARow, 'review')} of ${limit} (${inAll} in all).`;
  return {
    more: { lines: [line] },
    problems,
    raises: (said, isSettled) =>
      isSettled && (said[improved] ?? value) !== value && inARow + 1 >= limit ? ['third-formal-review'] : [],
  };
}

/** The next review of a placement belongs before its end, unless it has ended. */
function beyondEnd(fields: readonly Field[], said: Said, { placement, today }: FormFacts): string[] {
  const end = placement?.expectedEndDate;
  if (!end || end < today) return [];
  return fields
    .filter(({ name, type }) => type === 'date' && /^next_([a-z]+_)*(review|meeting)_on$/u.test(name))
    .filter(({ name }) => (said[name] ?? '') > end)
    .map(({ label }) => `${label}: the placement ends on ${dayName(end)}. Choose a day before that.`);
}
