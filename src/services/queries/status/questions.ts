import { roleTitle } from '../../../domain/roles';
import { moment } from '../../../domain/words';
import type { Event, Prompt } from '../../../generated/prisma/client';
import { heldText, titled } from '../holders';
import type { Line } from '../lines';
import { askedTitle, capital, when } from '../phrases';
import type { Query } from '../query';
import type { PupilRecord } from './load';

const titleOf = (query: Query, { placements }: PupilRecord, prompt: Prompt): string => {
  const { day, session, subjectId } = prompt;
  const provider = placements.find(({ id }) => id === subjectId)?.provider.name;
  return [askedTitle(query, prompt), provider, when(query, day, session)].filter(Boolean).join(', ');
};

/** The questions that a start waits for. */
const beforeStart = ({ waits }: PupilRecord): ReadonlySet<string | null> =>
  new Set([...waits.values()].flat().map(({ promptId }) => promptId));

/**
 * Every open question about the pupil, who holds it and until when; the longest open first. What a start waits for has
 * a list of its own.
 */
export function openQuestions(query: Query, record: PupilRecord): Line[] {
  const before = beforeStart(record);
  return record.prompts
    .filter(({ id, status }) => status === 'open' && !before.has(id))
    .map((prompt) => {
      const holding = prompt.askId ? record.holdings.get(prompt.askId) : undefined;
      const text = holding ? heldText(holding) : 'not put to anybody yet';
      return { title: titleOf(query, record, prompt), text };
    });
}

/** Who each question about the pupil has climbed to, since when, and whether it was answered since. */
export function escalations(query: Query, record: PupilRecord): Line[] {
  const before = beforeStart(record);
  return record.climbs.flatMap((event) => {
    const prompt = record.prompts.find(({ askId }) => askId !== null && askId === event.askId);
    if (!prompt || before.has(prompt.id)) return [];
    const since = moment(query.calendar, event.at, query.today);
    const ended = prompt.status === 'open' ? '' : `, ${prompt.status} since`;
    return [{ title: titleOf(query, record, prompt), text: `${climbedTo(event, record, since)}${ended}` }];
  });
}

function climbedTo({ type, staffId, data }: Event, { staff }: PupilRecord, since: string): string {
  const role = roleIn(data);
  if (type === 'nobody-available')
    return `Nobody could be reached as ${roleTitle(role ?? 'anybody')} at ${since}`;
  const name = staffId ? staff.get(staffId) : undefined;
  return `${name ? titled(name, role) : capital(roleTitle(role ?? 'somebody'))} since ${since}`;
}

function roleIn(data: Event['data']): string | null {
  const role = typeof data === 'object' && data !== null && !Array.isArray(data) ? data['role'] : undefined;
  return typeof role === 'string' ? role : null;
}
