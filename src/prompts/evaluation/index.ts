import { formKind } from '../form';

/** What has the placement achieved, and where does the pupil go next? */
export const evaluation = formKind({
  name: 'evaluation',
  title: 'an evaluation',
  happened: /^([a-z]+_)*(assessment|meeting|visit)_on$/u,
  subjects: ['placement', 'pupil', 'provider'],
});
