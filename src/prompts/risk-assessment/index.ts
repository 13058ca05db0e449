import { formKind } from '../form';

/** What could go wrong for this pupil, at this place or on this day, and what was agreed about it? */
export const riskAssessment = formKind({
  name: 'risk-assessment',
  title: 'a risk assessment',
  subjects: ['placement', 'pupil', 'provider', 'school'],
});
