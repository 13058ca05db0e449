import { formKind } from '../form';

/** Is this provider fit to be used, and still fit? */
export const providerCheck = formKind({
  name: 'provider-check',
  title: 'a provider check',
  subjects: ['provider', 'placement'],
});
