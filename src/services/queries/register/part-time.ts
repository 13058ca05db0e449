import { dayOf } from '../../../domain/calendar';
import type { Duty } from '../../../domain/policy';
import { plain } from '../../../domain/text';
import { placementsBetween } from '../../placements';
import { loadSchool } from '../../school';
import type { Line } from '../lines';
import { dayOnly } from '../phrases';
import type { Query } from '../query';
import { type Kept, recordsOf } from '../records';
import { loadSubjects } from '../subjects';
import { placedToday } from './placed';

/** What is looked for among the records of the part-time duties, by the duty's id and title. */
const LOOKED_FOR = [
  { label: 'welfare check', fits: /welfare|safe/iu },
  { label: 'review', fits: /review/iu },
];

/** "Zofia O.: Oak Farm, from 2 Sep 2026, last welfare check 20 Nov 2026, last review: none yet". */
export async function partTimeLines(query: Query): Promise<Line[]> {
  const { db, schoolId, today } = query;
  const school = await loadSchool(db, schoolId);
  const flagged = (await placementsBetween(db, schoolId, today, today)).filter(({ flags }) =>
    flags.includes('part-time'),
  );
  const ids = new Set(flagged.map(({ id }) => id));
  const placed = (await placedToday(query)).filter(({ id }) => ids.has(id));
  const duties = school.pack.duties.filter(({ kind }) => kind === 'part-time');
  const subjectIds = placed.flatMap(({ id, pupilId }) => [id, pupilId]);
  const [subjects, records] = await Promise.all([
    loadSubjects(query, subjectIds),
    duties.length === 0
      ? []
      : recordsOf(
          query,
          subjectIds,
          duties.map(({ id }) => id),
        ),
  ]);
  return placed.map(({ id, pupilId, provider, startDate }) => {
    const theirs = records.filter(({ prompt }) => prompt.subjectId === id || prompt.subjectId === pupilId);
    const lasts = LOOKED_FOR.map(({ label, fits }) => `last ${label} ${lastOf(query, duties, theirs, fits)}`);
    const text = [plain(provider.name, 60), `from ${dayOnly(startDate)}`, ...lasts].join(', ');
    return { title: subjects.pupilOf(id) ?? 'A pupil', text };
  });
}

/** The day of the newest record of a duty so called. */
function lastOf(
  { calendar }: Query,
  duties: readonly Duty[],
  records: readonly Kept[],
  fits: RegExp,
): string {
  const called = duties.filter(({ id, title }) => fits.test(id) || fits.test(title)).map(({ id }) => id);
  const newest = records.find(({ prompt }) => called.includes(prompt.duty));
  return newest ? dayOnly(dayOf(calendar, newest.reply.at)) : 'not recorded';
}
