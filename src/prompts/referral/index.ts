import { formKind } from '../form';

/** Why is alternative provision considered, and what has been tried? */
export const referral = formKind({
  name: 'referral',
  title: 'a referral',
  subjects: ['pupil', 'placement'],
});
