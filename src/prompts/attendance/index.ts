import { z } from 'zod/v4';
import { may } from '../../domain/access';
import type { EventName } from '../../domain/events';
import { refuse } from '../../domain/refusals';
import type { Mark } from '../../domain/register';
import { PUPIL_ROLES } from '../../domain/roles';
import type { Answer, AskInput, Kind, Press, Read } from '../kind';
import { attendanceCard } from './card';
import { type AttendanceFacts, attendanceFacts, type MarkedRow } from './facts';
import { readForm } from './reply';
import { confirmCodes, storeMarks } from './store';

/** Has every pupil due at this provider this session arrived? One card a provider, one row a pupil. */
export const attendance: Kind = {
  name: 'attendance',
  title: 'attendance',
  urgent: true,
  confidential: false,
  amendable: true,
  desk: false,
  subjects: ['placement'],
  askable: PUPIL_ROLES,
  settings: z.strictObject({}),
  events: ['pupil-not-there', 'pupil-not-known'],
  ownForm: true,
  evidence: ['mark', 'note'],
  perCard: 25,
  group: ({ occurrence, providerId }) => `${occurrence}:${providerId ?? 'unknown'}`,
  async open(db, input) {
    const facts = await attendanceFacts(db, input);
    return { card: (view) => attendanceCard(input, facts, view), read: (press) => read(input, facts, press) };
  },
};

const RAISES: Record<Mark, readonly EventName[]> = {
  here: [],
  late: [],
  'not-there': ['pupil-not-there'],
  'not-known': ['pupil-not-known'],
};

function read(input: AskInput, facts: AttendanceFacts, press: Press): Read {
  if (press.verb === 'confirm-codes') return confirm(input, facts, press);
  const form = readForm(facts.rows, press);
  if (!form.ok) return refuse({ code: 'bad-answer', problems: form.problems });
  const isTaken = (one: MarkedRow) =>
    one.row.prompt.status === 'open' || (press.verb === 'send-change' && isChanged(one));
  const taken = form.marked.filter(isTaken);
  const others = form.marked.filter((one) => !isTaken(one) && one.row.mark?.mark !== one.said.mark);
  return {
    ok: true,
    answers: taken.map(answerOf),
    problems: others.map(alreadySaid),
    store: (db, by, fresh) => {
      const news = taken.filter(({ row }) => fresh.has(row.prompt.id));
      return storeMarks(db, input, facts, news, by);
    },
  };
}

/** What is known now may come from a follow-up, too: leaving that as it is changes nothing. */
const isChanged = ({ row: { mark }, said }: MarkedRow): boolean =>
  mark?.mark !== said.mark || mark.note !== said.note;

/** Somebody else answered first: their answer stands until it is changed on purpose. */
const alreadySaid = ({ row }: MarkedRow): string =>
  `${row.name} was answered already and stays as it is. Press Change if that is wrong.`;

const answerOf = ({ row, said: { mark, note } }: MarkedRow): Answer => ({
  promptId: row.prompt.id,
  changes: row.prompt.status === 'answered',
  reply: { mark, note },
  settles: 'close',
  raises: RAISES[mark],
});

/** A person confirms the codes proposed: recorded beside the marks, which stay as they are. */
function confirm(input: AskInput, facts: AttendanceFacts, press: Press): Read {
  if (!may(press.roles, 'confirm-codes')) return refuse({ code: 'not-allowed' });
  const coded = facts.rows.filter(({ mark }) => mark?.code && mark.confirmed !== mark.code);
  const answers = coded.map(({ prompt, mark }): Answer => {
    const reply = { mark: mark?.mark ?? null, note: mark?.note ?? '', confirmed: mark?.code ?? null };
    return { promptId: prompt.id, reply, settles: 'unchanged' };
  });
  return { ok: true, answers, store: (db, by) => confirmCodes(db, input, coded, by) };
}
