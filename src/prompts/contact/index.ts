import { formKind } from '../form';

/** Who has spoken with the provider, or with the parents, and when? */
export const contact = formKind({
  name: 'contact',
  title: 'a contact to make',
  subjects: ['placement', 'provider', 'pupil'],
});
