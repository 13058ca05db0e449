import { textLine } from '../../../cards/fragments';
import type { CardParts } from '../../../cards/parts';
import { may } from '../../../domain/access';
import type { JsonObject } from '../../../domain/json';
import { fullName } from '../../../domain/names';
import { plain } from '../../../domain/text';
import { listSection } from '../lines';
import { stamp } from '../phrases';
import type { Query } from '../query';
import { attendanceSection } from './attendance';
import { nextDates } from './dates';
import type { PupilRecord } from './load';
import { placementSections } from './placements';
import { escalations, openQuestions } from './questions';
import { isUnsettled, lastConfirmed, sessionLine, sessionsToday, type TodaySession } from './sessions';
import { whereabouts } from './whereabouts';

/** The most lines of one list: the longest card must fit in one message. */
const MOST_LINES = 6;

/** Everything known of one pupil on one card, what matters first. `remark` says how the pupil was found. */
export function statusCard(query: Query, record: PupilRecord, remark?: string): CardParts {
  const { pupil, placements } = record;
  const sessions = sessionsToday(query, record);
  const alert = alertOf(record, sessions);
  return {
    eyebrow: `Status · ${stamp(query)}`,
    ...(alert ? { alert } : {}),
    heading: `${fullName(pupil)}, year ${plain(pupil.yearGroup, 20)}`,
    facts: [
      { label: 'Now', value: whereabouts(query.calendar, placements, query.now, record.waits) },
      { label: 'Last confirmed', value: lastConfirmed(query, record) },
    ],
    body: [
      ...(remark ? [textLine(remark, { subtle: true })] : []),
      ...listSection(
        'Today',
        sessions.map((session) => sessionLine(query, record, session)),
      ),
      ...beforeStart(record),
      ...listSection('Still open', openQuestions(query, record), MOST_LINES),
      ...listSection('Escalated', escalations(query, record), MOST_LINES),
      ...attendanceSection(record),
      ...placementSections(query, record),
      ...listSection('Next', nextDates(query, record)),
    ],
    actions: [
      { title: 'Look again', verb: 'status', data: { pupil: pupil.id }, alone: true },
      { title: 'Contacts', verb: 'contacts', data: { pupil: pupil.id }, alone: true },
      ...(may(query.roles, 'see-today') ? [{ title: 'Today', verb: 'today', alone: true }] : []),
    ],
    summary: 'The status of a pupil',
  };
}

/** What each placement that has not started waits for, and who holds it. */
function beforeStart({ placements, waits }: PupilRecord): JsonObject[] {
  const several = [...waits.values()].filter(({ length }) => length > 0).length > 1;
  return placements.flatMap(({ id, provider }) =>
    listSection(several ? `Before the start at ${provider.name}` : 'Before the start', waits.get(id) ?? []),
  );
}

/** The worst of today in a few words. */
function alertOf({ holdings }: PupilRecord, sessions: readonly TodaySession[]): string | undefined {
  if (sessions.some((session) => isUnsettled(session, 'not-known'))) return 'Not known: counts as unsafe';
  if (sessions.some((session) => isUnsettled(session, 'not-there'))) return 'Not there';
  const isOverdue = ({ mark, prompt }: TodaySession) => !mark && holdings.get(prompt?.askId ?? '')?.isOverdue;
  return sessions.some(isOverdue) ? 'No answer yet' : undefined;
}
