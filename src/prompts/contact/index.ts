import { formKind } from '../form';

/** Who has spoken with the provider, or with the parents, and when? */
export const contact = formKind({
  name: 'contact',
  title: 'a contact to make',
  happened: /^([a-z]+_)*(contact|conversation|discussion|visit)_on$/u,
  subjects: ['placement', 'provider', 'pupil'],
});
