import { formKind } from '../form';

/** What has to be done now, and who has it in hand? */
export const incident = formKind({
  name: 'incident',
  title: 'an incident',
  urgent: true,
  happened: /^incident_on$/u,
  subjects: ['placement', 'pupil', 'provider'],
});
