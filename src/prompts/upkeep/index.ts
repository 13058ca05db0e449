import { ROLES } from '../../domain/roles';
import { formKind } from '../form';

/** Is the policy still right, and are its people trained for it? */
export const upkeep = formKind({
  name: 'upkeep',
  title: 'upkeep of the policy',
  subjects: ['school', 'provider'],
  askable: ROLES,
});
