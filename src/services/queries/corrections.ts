import { reasonWords } from '../../domain/corrections';
import { moment } from '../../domain/words';
import type { AttendanceMark, Prompt, Reply, Version } from '../../generated/prisma/client';
import { rowIdOf } from '../../prompts/versions';
import { briefName, markOf, markWord } from './phrases';
import type { Query } from './query';
import { answeredOf } from './values';

type Names = ReadonlyMap<string, string>;

const nameOf = (names: Names, id: string): string => briefName(names.get(id) ?? 'somebody who has left');

/** "Changed 10:20 by Ben O.: new information; was: not there". */
export const correctionText = (
  { calendar, today }: Query,
  names: Names,
  { at, staffId, reason }: Reply,
  was: string,
): string =>
  `Changed ${moment(calendar, at, today)} by ${nameOf(names, staffId)}: ${reasonWords(reason)}; was: ${was}`;

/** A change of what was said of a session, and when that was. */
export interface MarkChange {
  readonly prompt: Prompt;
  readonly at: Date;
  readonly text: string;
}

/** The newest change of what was said of each of these sessions, with the code that had been confirmed for what it said before. */
export async function markChanges(
  query: Query,
  prompts: readonly Prompt[],
  names: Names,
): Promise<MarkChange[]> {
  const { db, schoolId } = query;
  const asked = prompts.filter(({ kind }) => kind === 'attendance');
  const promptId = { in: asked.map(({ id }) => id) };
  const replies = await db.reply.findMany({
    where: { schoolId, promptId, settles: { not: 'unchanged' } },
    orderBy: { seq: 'asc' },
  });
  const before = await db.version.findMany({
    where: { schoolId, table: 'AttendanceMark', rowId: { in: asked.map(markId) } },
    orderBy: { seq: 'asc' },
  });
  return asked.flatMap((prompt): MarkChange[] => {
    const theirs = replies.filter((reply) => reply.promptId === prompt.id);
    const versions = before.filter(({ rowId }) => rowId === markId(prompt)).flatMap(marked);
    const last = theirs.at(-1);
    const change =
      last && last.corrects !== null
        ? [[last.at, changeText(query, names, last, theirs, versions)] as const]
        : [];
    const confirmed = versions.filter(({ mark }) => mark.confirmed !== null).at(-1);
    const code = confirmed ? [[confirmed.until, codeText(query, names, confirmed.mark)] as const] : [];
    const told = [...change, ...code];
    const at = told[0]?.[0];
    return at ? [{ prompt, at, text: told.map(([, text]) => text).join('. ') }] : [];
  });
}

const markId = ({ subjectId, day, session }: Prompt): string =>
  rowIdOf('AttendanceMark', { placementId: subjectId, date: day, session: session ?? '' });

/** As JSON keeps a mark. */
type KeptMark = Pick<AttendanceMark, 'mark' | 'confirmed' | 'confirmedBy'> & {
  readonly confirmedAt: string | null;
};

const marked = ({ until, content }: Version): { until: Date; mark: KeptMark }[] =>
  content === null ? [] : [{ until, mark: content as unknown as KeptMark }];

function changeText(
  query: Query,
  names: Names,
  last: Reply,
  replies: readonly Reply[],
  versions: readonly { until: Date; mark: KeptMark }[],
): string {
  const said = answeredOf(replies.find(({ id }) => id === last.corrects)?.answer)['mark'];
  const known = versions.find(({ until }) => until.getTime() === last.at.getTime())?.mark.mark ?? said;
  const mark = typeof known === 'string' ? markOf(known) : null;
  return correctionText(query, names, last, mark ? markWord(mark) : 'no longer kept');
}

function codeText(
  { calendar, today }: Query,
  names: Names,
  { confirmed, confirmedBy, confirmedAt }: KeptMark,
): string {
  const when = confirmedAt ? ` ${moment(calendar, new Date(confirmedAt), today)}` : '';
  const by = confirmedBy ? ` by ${nameOf(names, confirmedBy)}` : '';
  return `Before, ${confirmed} was confirmed${when}${by}`;
}
