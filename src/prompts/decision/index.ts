import { formKind } from '../form';

/** What has been decided, by whom, and why? */
export const decision = formKind({
  name: 'decision',
  title: 'a decision',
  subjects: ['placement', 'pupil', 'provider', 'school'],
});
