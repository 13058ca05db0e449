import { placementRow, providerRow, pupilRow, type SchoolOptions, STAFF, staffRow } from './school-folder';

/** Which days pupils are at each provider; the rest of the week they are in school. */
const PLACES = [
  { id: 'oak', name: 'Oak Farm', type: 'unregistered', days: ['Mon', 'Tue'] },
  { id: 'kiln', name: 'The Kiln', type: 'registered', days: ['Tue', 'Wed'] },
  { id: 'mill', name: 'Mill House', type: 'further-education', days: ['Wed', 'Thu'] },
  { id: 'loft', name: 'The Loft', type: 'online', days: ['Fri'] },
];

/**
 * A school of 40 pupils at four providers under one of the packs that ship: most placed from September, some from
 * October, some until March; a few with an EHC plan, in care, or on a part-time timetable.
 */
export function forty(policy: string): SchoolOptions {
  const yes = (holds: boolean): string => (holds ? 'yes' : 'no');
  return {
    policy,
    name: 'Forty School (invented)',
    staff: [
      ...STAFF,
      staffRow('Gita Rao', 'slt'),
      staffRow('Hanna Berg', 'sendco'),
      staffRow('Ivo Marsh', 'school-rep'),
    ],
    providers: PLACES.map(({ id, name, type }) => providerRow(id, name, { type })),
    pupils: Array.from({ length: 40 }, (_, n) =>
      pupilRow(n, {
        ehcp: yes(n % 10 === 3),
        looked_after: yes(n % 20 === 7),
        social_worker: yes(n % 13 === 5),
      }),
    ),
    placements: Array.from({ length: 40 }, (_, n) => {
      const { id, days } = PLACES[n % PLACES.length] ?? { id: '', days: [] };
      return placementRow(n, {
        provider_id: id,
        basis: n % 8 === 0 ? 's29a-direction' : 'other',
        start_date: n % 5 === 4 ? '2026-10-05' : '2026-09-01',
        expected_end_date: n % 4 === 2 ? '2027-03-12' : '',
        reason: 'other: invented',
        timetable: days.flatMap((day) => [`${day} AM`, `${day} PM`]).join(';'),
        flags: n % 20 === 9 ? 'part-time' : '',
      });
    }),
  };
}
