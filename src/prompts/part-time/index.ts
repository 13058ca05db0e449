import { formKind } from '../form';

/** Is the part-time arrangement right, agreed and short, and is the pupil safe today? */
export const partTime = formKind({
  name: 'part-time',
  title: 'a part-time timetable',
  subjects: ['placement', 'pupil'],
});
