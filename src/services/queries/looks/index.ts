import type { CardParts } from '../../../cards/parts';
import { may } from '../../../domain/access';
import { dayOf } from '../../../domain/calendar';
import { refuse } from '../../../domain/refusals';
import { plain } from '../../../domain/text';
import { clockTime, fullDay } from '../../../domain/words';
import type { Look } from '../../../generated/prisma/client';
import { staffNames } from '../holders';
import { type Line, listSection } from '../lines';
import { capital, stamp } from '../phrases';
import { keyOf, type Named, type Who, type Wish, withWho } from '../pick';
import { type Query, type QueryResult, shown } from '../query';
import { OPERATOR } from './note';

const WISH: Wish = {
  title: 'Looks',
  verb: 'looks',
  question: 'Whose record was looked at?',
  label: 'Part of the pupil’s name',
  go: 'Show',
};

/** The most looks on the card. */
const MOST_LOOKS = 20;

/** Who was shown a pupil's record: when, who and what, newest first. */
export async function looks(query: Query, named: Named): Promise<QueryResult> {
  if (!may(query.roles, 'see-ledger')) return refuse({ code: 'not-allowed' });
  return withWho(query, WISH, ['pupil'], named, async (who) => shown(await looksCard(query, who)));
}

async function looksCard(query: Query, who: Who): Promise<CardParts> {
  const { db, schoolId } = query;
  const [found, names] = await Promise.all([
    db.look.findMany({
      where: { schoolId, pupilId: who.id },
      orderBy: { seq: 'desc' },
      take: MOST_LOOKS + 1,
    }),
    staffNames(query),
  ]);
  const lines = found.slice(0, MOST_LOOKS).map((look) => lineOf(query, look, names));
  return {
    eyebrow: `Looks · ${stamp(query)}`,
    heading: who.details,
    body: listSection('Newest first', lines, MOST_LOOKS),
    lines: [
      ...(found.length === 0 ? ['Nobody has looked yet.'] : []),
      ...(found.length > MOST_LOOKS ? [`These are the last ${MOST_LOOKS}.`] : []),
    ],
    actions: [{ title: 'Look again', verb: 'looks', data: { who: keyOf(who) }, alone: true }],
    summary: 'Who has looked',
  };
}

/** "Mon 23 Nov 2026, 10:15: Ben Okoro. Status". */
function lineOf({ calendar }: Query, { at, staffId, what }: Look, names: ReadonlyMap<string, string>): Line {
  const title = `${fullDay(dayOf(calendar, at))}, ${clockTime(calendar, at)}`;
  const operator = staffId === OPERATOR ? 'The operator' : undefined;
  const who = plain(operator ?? names.get(staffId) ?? 'Somebody who has left', 40);
  return { title, text: `${who}. ${capital(what)}` };
}
