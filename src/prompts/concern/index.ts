import { DRILL_LINE, isDrill } from '../../domain/drill';
import { formKind } from '../form';
import { concernLines } from './facts';

/** What kind of concern is it, who has taken it on, and what came of it? */
export const concern = formKind({
  name: 'concern',
  title: 'a concern',
  urgent: true,
  confidential: true,
  subjects: ['pupil'],
  rules: async (db, input, facts) =>
    isDrill(facts.prompt.occurrence)
      ? { more: { lines: [DRILL_LINE] } }
      : { more: { lines: await concernLines(db, input, facts) } },
});
