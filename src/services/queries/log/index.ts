import { personLine, section } from '../../../cards/fragments';
import { may } from '../../../domain/access';
import { dayOf } from '../../../domain/calendar';
import { refuse } from '../../../domain/refusals';
import { count } from '../../../domain/text';
import { moment } from '../../../domain/words';
import { kindOf } from '../../../prompts/registry';
import { noteLook } from '../looks/note';
import { stamp } from '../phrases';
import { type Query, type QueryResult, shown } from '../query';
import { loadSubjects } from '../subjects';
import { linesOf } from './log-lines';
import { matterOf } from './matter';

/** The first lines of a long log, and the last: what lies between is counted. */
const FIRST = 10;
const LAST = 40;

/**
 * Minute by minute: what became of a concern, or of a search, and of all that it opened. For those who safeguard, at every
 * press anew; that it was looked at is on record before it is shown.
 */
export async function log(query: Query, { ask }: { ask?: string | undefined }): Promise<QueryResult> {
  if (!may(query.roles, 'see-safeguarding')) return refuse({ code: 'not-allowed' });
  const { db, schoolId } = query;
  const found = ask ? await db.ask.findUnique({ where: { schoolId_id: { schoolId, id: ask } } }) : null;
  if (!found || !kindOf(found.kind).desk) return refuse({ code: 'card-gone' });
  const matter = await matterOf(query, found.id);
  const [first] = matter.prompts;
  if (!first || matter.pupilId === null) return refuse({ code: 'card-gone' });
  await noteLook(query, matter.pupilId, 'log');
  const subjects = await loadSubjects(query, [matter.pupilId]);
  const lines = await linesOf(query, matter);
  const today = dayOf(query.calendar, first.opensAt);
  const rows = lines.map(({ at, text }) =>
    personLine([{ text: `${moment(query.calendar, at, today)} `, bold: true }, { text }]),
  );
  const left = rows.length - FIRST - LAST;
  const between = personLine([{ text: `${count(left, 'line')} left out here`, subtle: true }]);
  const fitting = left > 0 ? [...rows.slice(0, FIRST), between, ...rows.slice(-LAST)] : rows;
  return shown({
    eyebrow: `Log · ${stamp(query)}`,
    heading: `${subjects.pupilOf(matter.pupilId) ?? 'A pupil'}, minute by minute`,
    body: [section('The oldest first', fitting)],
    actions: [
      { title: 'Back to the card', verb: 'show', data: { ask: found.id }, alone: true },
      { title: 'Look again', verb: 'log', data: { ask: found.id }, alone: true },
      { title: 'Desk', verb: 'dsl', alone: true },
    ],
    summary: 'Minute by minute',
  });
}
