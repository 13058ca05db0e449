import type { CardAction } from '../../../cards/parts';
import { may } from '../../../domain/access';
import { refuse } from '../../../domain/refusals';
import { listSection } from '../lines';
import { noteLook } from '../looks/note';
import { stamp } from '../phrases';
import { type Named, type Who, type Wish, withWho } from '../pick';
import { type Query, type QueryResult, shown } from '../query';
import { attendanceChanges, attendanceWeeks } from './attendance';
import type { Entry } from './entry';
import { recordEntries } from './records';
import { referralEntries } from './referrals';

const WISH: Wish = {
  title: 'History',
  verb: 'history',
  question: 'Whose history?',
  label: 'Part of the pupil’s or the provider’s name',
  go: 'Show',
};

/** What else there is to see of them. */
const LOOK_AT: Readonly<Record<Who['kind'], (id: string) => CardAction>> = {
  pupil: (id) => ({ title: 'Status', verb: 'status', data: { pupil: id } }),
  provider: (id) => ({ title: 'Provider', verb: 'provider', data: { who: `provider:${id}` } }),
};

/** The most records on the card. */
const MOST_RECORDS = 30;

/** What was recorded of a pupil or a provider, newest first; attendance in a line a week. */
export async function history(query: Query, named: Named): Promise<QueryResult> {
  if (!may(query.roles, 'see-history')) return refuse({ code: 'not-allowed' });
  return withWho(query, WISH, ['pupil', 'provider'], named, (who) => historyOf(query, who));
}

async function historyOf(query: Query, who: Who): Promise<QueryResult> {
  const { db, schoolId } = query;
  const of = who.kind === 'pupil' ? { pupilId: who.id } : { providerId: who.id };
  const placements = await db.placement.findMany({ where: { schoolId, ...of }, select: { id: true } });
  const ids = placements.map(({ id }) => id);
  const entries: Entry[] = [
    ...(await recordEntries(query, who, [who.id, ...ids])),
    ...(await referralEntries(query, [who.id, ...ids])),
    ...(await attendanceWeeks(query, ids)),
    ...(who.kind === 'pupil' ? await attendanceChanges(query, who.id) : []),
  ];
  const newest = entries.sort((a, b) => b.at.localeCompare(a.at)).map(({ line }) => line);
  if (who.kind === 'pupil') await noteLook(query, who.id, 'history');
  return shown({
    eyebrow: `History · ${stamp(query)}`,
    heading: who.details,
    body: listSection('Newest first', newest, MOST_RECORDS),
    lines: newest.length === 0 ? ['Nothing is recorded yet.'] : [],
    actions: [{ ...LOOK_AT[who.kind](who.id), alone: true }],
    summary: 'A history',
  });
}
