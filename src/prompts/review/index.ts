import { formKind } from '../form';

/** How is it going, what was agreed, and is a return possible? */
export const review = formKind({
  name: 'review',
  title: 'a review',
  subjects: ['placement', 'pupil', 'provider', 'school'],
});
