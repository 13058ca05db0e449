import { formKind } from '../form';

/** How was the request answered, and does the arrangement work? */
export const flexiSchooling = formKind({
  name: 'flexi-schooling',
  title: 'a flexi-schooling arrangement',
  subjects: ['pupil', 'placement'],
});
