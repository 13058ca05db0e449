import { formKind } from '../form';

/** Is everything in place for the pupil to start? */
export const startChecklist = formKind({
  name: 'start-checklist',
  title: 'a start to prepare',
  subjects: ['placement'],
});
