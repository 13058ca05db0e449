import { formKind } from '../form';

/** Is the return planned, and how is it going? */
export const returnToSchool = formKind({
  name: 'return',
  title: 'a return to school',
  subjects: ['placement', 'pupil'],
});
