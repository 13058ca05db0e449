import { formKind } from '../form';
import { missingMore } from './facts';

/** The answer that ends the search. */
const FOUND = 'child_found';
const ENDED = 'The search ended with that answer. If the child is missing again, type missing and the name.';

/** Nobody knows where the child is: one step of the search, and whether the child is found. */
export const missing = formKind({
  name: 'missing',
  title: 'a missing child',
  urgent: true,
  confidential: true,
  desk: true,
  subjects: ['pupil'],
  rules: async (db, input, facts) => ({
    more: await missingMore(db, input, facts),
    problems: (said) =>
      facts.prompt.status === 'answered' && facts.said[FOUND] === 'yes' && said[FOUND] !== 'yes'
        ? [ENDED]
        : [],
  }),
});
