import { formKind } from '../form';
import { concernMore } from './facts';

/** What kind of concern is it, who has taken it on, and what came of it? */
export const concern = formKind({
  name: 'concern',
  title: 'a concern',
  urgent: true,
  confidential: true,
  desk: true,
  subjects: ['pupil'],
  rules: async (db, input, facts) => ({ more: await concernMore(db, input, facts) }),
});
