import { formKind } from '../form';

/** Is the agreement complete and signed? */
export const agreement = formKind({
  name: 'agreement',
  title: 'an agreement',
  subjects: ['placement', 'provider'],
});
