import { ROLES } from '../../domain/roles';
import { formKind } from '../form';

/** Has the report gone to whom it is owed? */
export const report = formKind({
  name: 'report',
  title: 'a report',
  subjects: ['school', 'provider', 'placement', 'pupil'],
  askable: ROLES,
});
