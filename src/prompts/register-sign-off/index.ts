import { ROLES } from '../../domain/roles';
import { formKind } from '../form';

/** Are the records of the day, or of the week, complete? */
export const registerSignOff = formKind({
  name: 'register-sign-off',
  title: 'a register to sign off',
  subjects: ['school', 'placement', 'provider'],
  askable: ROLES,
});
