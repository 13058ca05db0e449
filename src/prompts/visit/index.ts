import { formKind } from '../form';

/** What did somebody see who went there, and what did the pupil say? */
export const visit = formKind({
  name: 'visit',
  title: 'a visit',
  happened: /^visit_on$/u,
  subjects: ['placement', 'provider'],
});
