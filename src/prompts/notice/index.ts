import { formKind } from '../form';

/** Has the written notice gone out, with all it must contain, in time? */
export const notice = formKind({
  name: 'notice',
  title: 'a notice to parents',
  subjects: ['placement'],
});
