import type { CardParts } from '../../../cards/parts';
import type { Pupil } from '../../../generated/prisma/client';
import { stamp } from '../phrases';
import type { Query } from '../query';

/** As much of a pupil as it takes to find them and to tell them apart. */
export type Candidate = Pick<Pupil, 'id' | 'upn' | 'firstName' | 'lastName' | 'yearGroup' | 'dateOfBirth'>;

/** Every pupil of the school, to be searched. */
export const candidates = ({ db, schoolId }: Query): Promise<Candidate[]> =>
  db.pupil.findMany({
    where: { schoolId, drill: false },
    select: { id: true, upn: true, firstName: true, lastName: true, yearGroup: true, dateOfBirth: true },
  });

/** Nothing was typed or chosen: whom do you mean? */
export const nameCard = (query: Query): CardParts => ({
  eyebrow: `Status · ${stamp(query)}`,
  heading: 'Which pupil?',
  body: [
    {
      type: 'Input.Text',
      id: 'name',
      label: 'Part of the name, or the UPN',
      maxLength: 80,
      isRequired: true,
      errorMessage: 'Type part of the name first.',
    },
  ],
  actions: [{ title: 'Show', verb: 'status', primary: true }],
  summary: 'Which pupil?',
});
