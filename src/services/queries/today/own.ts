import { section, textLine } from '../../../cards/fragments';
import type { CardParts } from '../../../cards/parts';
import { sessionsOn } from '../../../domain/calendar';
import { shortNames } from '../../../domain/names';
import { isTimetabled } from '../../../domain/placed';
import { count, list, plain } from '../../../domain/text';
import { sessionWord } from '../../../domain/words';
import { placedAt } from '../../placements';
import { capital, stamp } from '../phrases';
import type { Query } from '../query';
import { whyClosed } from '../status/whereabouts';

/**
 * Whom a provider expects today, session by session, for a guest of it: the shortest names that tell its own pupils
 * apart, and nothing of what was answered.
 */
export async function ownSessions(query: Query, providerId: string): Promise<CardParts> {
  const { db, schoolId, calendar, today } = query;
  const [provider, placements] = await Promise.all([
    db.provider.findUnique({ where: { schoolId_id: { schoolId, id: providerId } } }),
    db.placement.findMany({ where: { schoolId, ...placedAt(providerId, today) }, include: { pupil: true } }),
  ]);
  const names = shortNames(placements.map(({ pupil }) => pupil));
  const sessions = sessionsOn(calendar, today).map((session) => {
    const theirs = placements.filter((placement) => isTimetabled(placement, today, session));
    const called = [...new Set(theirs.map(({ pupilId }) => names.get(pupilId) ?? 'A pupil'))];
    return { session, called: called.sort((a, b) => a.localeCompare(b, 'en')) };
  });
  const expected = new Set(sessions.flatMap(({ called }) => called)).size;
  return {
    eyebrow: `Today · ${stamp(query)}`,
    heading: headingOf(query, plain(provider?.name ?? 'Your provider', 60), expected),
    body: sessions.map(({ session, called }) =>
      section(capital(sessionWord(session)), [
        textLine(called.length > 0 ? list(called) : 'Nobody is expected.'),
      ]),
    ),
    actions: [{ title: 'Look again', verb: 'today', alone: true }],
    summary: 'Who is expected today',
  };
}

function headingOf({ calendar, today, schoolName }: Query, provider: string, expected: number): string {
  if (sessionsOn(calendar, today).length === 0) return `No school today: ${whyClosed(calendar, today)}`;
  return `${count(expected, 'pupil')} of ${schoolName} expected at ${provider}`;
}
