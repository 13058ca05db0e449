import { z } from 'zod/v4';
import { may } from '../../domain/access';
import type { EventName } from '../../domain/policy';
import { refuse } from '../../domain/refusals';
import type { Mark } from '../../domain/register';
import type { Answer, AskInput, Kind, Press, Read } from '../kind';
import { attendanceCard } from './card';
import { type AttendanceFacts, attendanceFacts, type Row } from './facts';
import { readRow, type Said } from './reply';
import { confirmCodes, storeMarks } from './store';

/** Has every pupil due at this provider this session arrived? One card a provider, one row a pupil. */
export const attendance: Kind = {
  name: 'attendance',
  title: 'attendance',
  urgent: true,
  subject: 'placement',
  askable: [
    'attendance-officer',
    'ap-lead',
    'dsl',
    'deputy-dsl',
    'headteacher',
    'slt',
    'sendco',
    'pastoral-lead',
  ],
  settings: z.strictObject({}),
  events: ['pupil-not-there', 'pupil-not-known'],
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
  const said = facts.rows.map((row) => ({ row, said: readRow(press.data, row.prompt.id) }));
  const bad = said.flatMap((s) => (s.said ? [] : [s.row.name]));
  if (bad.length > 0) {
    const problems = bad.map((name) => `Choose here, late, not there or not known for ${name}.`);
    return refuse({ code: 'bad-answer', problems });
  }
  const chosen = said.flatMap(({ row, said: s }) => {
    const mark = s?.mark ?? (press.verb === 'all-here' && row.prompt.status === 'open' ? 'here' : null);
    return s && mark ? [{ row, said: { mark, note: s.note } }] : [];
  });
  const taken = chosen.filter(({ row }) => press.verb === 'send-change' || row.prompt.status === 'open');
  const problems = chosen
    .filter((c) => !taken.includes(c) && c.row.mark?.mark !== c.said.mark)
    .map(alreadySaid);
  const again = press.verb === 'all-here' && !facts.rows.some(({ prompt }) => prompt.status === 'open');
  if (chosen.length === 0 && !again) {
    return refuse({
      code: 'bad-answer',
      problems: ['Choose here, late, not there or not known for at least one pupil.'],
    });
  }
  return {
    ok: true,
    answers: taken.map(({ row, said: s }) => answerOf(row, s)),
    problems,
    store: (db, by, fresh) =>
      storeMarks(
        db,
        input,
        facts,
        taken.filter(({ row }) => fresh.has(row.prompt.id)),
        by,
      ),
  };
}

/** Somebody else answered first: their answer stands until it is changed on purpose. */
const alreadySaid = ({ row }: { row: Row }): string =>
  `${row.name} was answered already and stays as it is. Press Change if that is wrong.`;

const answerOf = ({ prompt }: Row, { mark, note }: Said & { mark: Mark }): Answer => ({
  promptId: prompt.id,
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
