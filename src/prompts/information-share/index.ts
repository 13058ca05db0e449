import { formKind } from '../form';

/** Has everybody who needs to know been told? */
export const informationShare = formKind({
  name: 'information-share',
  title: 'information to pass on',
  subjects: ['placement', 'pupil', 'provider', 'school'],
});
