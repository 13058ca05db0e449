import { referralIn, referralWords } from '../../../domain/desk';
import { roleTitle } from '../../../domain/roles';
import type { Delivery, Event, Reply } from '../../../generated/prisma/client';
import { staffNames } from '../holders';
import { askedTitle, briefName } from '../phrases';
import type { Query } from '../query';
import { answeredOf, mainValues } from '../values';
import type { Matter } from './matter';

/** One line of the log. */
export interface LogLine {
  readonly at: Date;
  readonly text: string;
}

/** What the lines are made of, looked up once. */
interface Known {
  readonly query: Query;
  readonly who: (staffId: string | null) => string;
  /** "Concern passed to the DSL". */
  readonly what: (of: { readonly promptId?: string | null; readonly askId?: string | null }) => string;
}

/** Who raised it, was asked, was told, acted, handed over, referred on and answered: the oldest first. */
export async function linesOf(query: Query, { prompts }: Matter): Promise<LogLine[]> {
  const { db, schoolId } = query;
  const promptId = { in: prompts.map(({ id }) => id) };
  const askId = { in: [...new Set(prompts.flatMap((prompt) => prompt.askId ?? []))] };
  const [replies, events, copies, names] = await Promise.all([
    db.reply.findMany({ where: { schoolId, promptId }, orderBy: { seq: 'asc' } }),
    db.event.findMany({
      where: { schoolId, OR: [{ promptId }, { askId }], type: { in: Object.keys(TOLD) } },
      orderBy: { seq: 'asc' },
    }),
    db.delivery.findMany({
      where: { schoolId, askId, purpose: { in: ['ask', 'remind', 'escalate'] } },
      orderBy: [{ createdAt: 'asc' }, { seq: 'asc' }],
    }),
    staffNames(query),
  ]);
  const title = new Map(prompts.map((prompt) => [prompt.id, askedTitle(query, prompt)]));
  const first = new Map([...prompts].reverse().map((prompt) => [prompt.askId, prompt.id]));
  const known: Known = {
    query,
    who: (id) => briefName(names.get(id ?? '') ?? 'Somebody who has left'),
    what: (of) => title.get(of.promptId ?? first.get(of.askId ?? '') ?? '') ?? 'It',
  };
  const raised = firstOf(prompts, replies);
  const duties = new Map(prompts.map((prompt) => [prompt.id, prompt.duty]));
  const lines = [
    ...replies.map((reply) => replyLine(known, reply, reply === raised, duties.get(reply.promptId) ?? '')),
    ...copies.filter(({ key }) => !key.includes(':handed:')).map((copy) => copyLine(known, copy)),
    ...events.map((event) => ({ at: event.at, text: (TOLD[event.type] ?? (() => ''))(event, known) })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  return lines.filter((line, i) => !lines.slice(0, i).some((before) => isSame(before, line)));
}

/** Asked twice in one minute is told once. */
const isSame = (a: LogLine, b: LogLine): boolean =>
  a.text === b.text && Math.abs(a.at.getTime() - b.at.getTime()) < 60_000;

/** The answer with which it began. */
const firstOf = (prompts: Matter['prompts'], replies: readonly Reply[]): Reply | undefined =>
  prompts.length > 1
    ? replies.find(({ promptId }) => prompts.some(({ source }) => source === promptId))
    : undefined;

function replyLine({ query, who, what }: Known, reply: Reply, isFirst: boolean, dutyId: string): LogLine {
  const { at, staffId, answer, settles } = reply;
  const referral = referralIn(answer);
  if (referral && settles === 'unchanged')
    return { at, text: `${who(staffId)} referred it to ${referralWords(referral)}.` };
  const duty = query.pack.duties.find(({ id }) => id === dutyId);
  const said = mainValues(duty, answeredOf(answer)).join('. ');
  const did = isFirst ? 'raised it' : settles === 'close' ? 'answered' : 'answered in part';
  return { at, text: `${who(staffId)} ${did}: ${what(reply)}.${said ? ` ${said}.` : ''}` };
}

const AGAIN: Readonly<Record<string, string>> = {
  ask: 'asked',
  remind: 'asked again',
  escalate: 'asked as well',
};

function copyLine({ who, what }: Known, copy: Delivery): LogLine {
  const role = copy.role ? ` (${roleTitle(copy.role)})` : '';
  const how = copy.state === 'failed' ? 'could not be reached' : `was ${AGAIN[copy.purpose]}`;
  return { at: copy.createdAt, text: `${who(copy.staffId)}${role} ${how}: ${what(copy)}.` };
}

const dataOf = ({ data }: Event): Readonly<Record<string, unknown>> =>
  typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What the log says of an event; what is told by a reply or by a copy of the card is not told twice. */
const TOLD: Readonly<Record<string, (event: Event, known: Known) => string>> = {
  held: (event, { who, what }) => `${who(event.staffId)} is acting: ${what(event)}.`,
  'handed-over': (event, { who, what }) =>
    `${who(event.staffId)} handed it over to ${who(text(dataOf(event)['to']))}: ${what(event)}.`,
  skipped: (event, { who, what }) => `${who(event.staffId)} was passed over: ${what(event)}.`,
  'nobody-available': (event, { what }) =>
    `Nobody could be reached for the ${roleTitle(text(dataOf(event)['role']))}: ${what(event)}.`,
  withdrawn: (event, { what }) =>
    `No longer asked${dataOf(event)['why'] === 'child-found' ? ', the child is found' : ''}: ${what(event)}.`,
  excused: (event, { what }) => `No longer asked: ${what(event)}.`,
};
