import { isDrill } from '../../domain/drill';
import { formKind } from '../form';
import { concernMore, FOLDED } from './facts';

/** What kind of concern is it, who has taken it on, and what came of it? */
export const concern = formKind({
  name: 'concern',
  title: 'a concern',
  urgent: true,
  confidential: true,
  desk: true,
  subjects: ['pupil'],
  rules: async (db, input, facts) =>
    isDrill(facts.prompt.occurrence)
      ? { more: { folded: FOLDED } } // nothing is known of a child there is not, and nobody is to ring 999
      : { more: await concernMore(db, input, facts) },
});
