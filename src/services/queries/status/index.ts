import { may } from '../../../domain/access';
import { refuse } from '../../../domain/refusals';
import { findPupils } from '../../../domain/search';
import { plain } from '../../../domain/text';
import { noteLook } from '../looks/note';
import { type Query, type QueryResult, shown } from '../query';
import { statusCard } from './card';
import { choiceCard } from './choice';
import { candidates, nameCard } from './find';
import { loadRecord } from './load';

/** In characters; longer than any name. */
const LONGEST_NAME = 80;

/**
 * The status of the pupil whose name, part of a name or UPN was typed. Whoever may not see pupils is told what they
 * would be told if there were no such pupil.
 */
export async function statusByName(query: Query, typed: string): Promise<QueryResult> {
  const asked = plain(typed, LONGEST_NAME);
  if (!may(query.roles, 'see-pupil')) return refuse({ code: 'pupil-not-found', asked });
  if (asked === '') return shown(nameCard(query));
  const { pupils, guessed } = findPupils(await candidates(query), asked);
  const [first, ...others] = pupils;
  if (!first) return refuse({ code: 'pupil-not-found', asked });
  if (others.length > 0) return shown(await choiceCard(query, pupils, guessed));
  return statusOf(
    query,
    first.id,
    guessed ? `Nobody is called “${asked}”. This is the nearest name.` : undefined,
  );
}

/** The status of a pupil chosen on a card. The id is looked up at the person's own school, whatever the card says. */
export async function statusOf(query: Query, pupilId: string, remark?: string): Promise<QueryResult> {
  const record = may(query.roles, 'see-pupil') ? await loadRecord(query, pupilId) : null;
  if (!record) return refuse({ code: 'pupil-not-found', asked: '' });
  await noteLook(query, pupilId, 'status');
  return shown(statusCard(query, record, remark));
}
