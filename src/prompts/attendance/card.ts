import { known } from '../../cards/fragments';
import type { CardAction, CardParts, Fact } from '../../cards/parts';
import { render } from '../../cards/render';
import { codeWithMeaning, type Mark } from '../../domain/register';
import { count, plain } from '../../domain/text';
import { CANNOT_BE_READ } from '../../domain/unreadable';
import { clockTime, dayName, sessionWord } from '../../domain/words';
import type { AskInput, View } from '../kind';
import template from './ask.json';
import type { AttendanceFacts, Row } from './facts';
import { NOTE_LIMIT } from './reply';

const WORD: Record<Mark, string> = {
  here: 'here',
  late: 'late',
  'not-there': 'not there',
  'not-known': 'not known',
};

/** The attendance card, in the state and for the person the view names. */
export function attendanceCard(input: AskInput, facts: AttendanceFacts, view: View): CardParts {
  const base = { eyebrow: eyebrow(input), summary: `Attendance at ${facts.provider.name}` };
  if (view.state === 'superseded') return { ...base, lines: ['Asked again below.'] };
  if (view.state === 'closed')
    return { ...base, lines: closedLines(input, facts), actions: closedActions(facts, view) };
  const rows = view.state === 'changing' ? facts.rows.filter(isLive) : facts.rows.filter(isOpen);
  return {
    ...base,
    alert: view.alert,
    heading: `Who has arrived at ${facts.provider.name}?`,
    facts: contact(facts),
    body: [...known([...view.story, ...answeredLines(facts, view), view.holding]), form(rows, view)],
    actions: view.state === 'changing' ? CHANGE_ACTIONS : askActions(facts, view),
    footer: view.footer,
    summary: `Who has arrived at ${facts.provider.name}?`,
  };
}

const isOpen = ({ prompt }: Row) => prompt.status === 'open';
const isLive = ({ prompt }: Row) => prompt.status === 'open' || prompt.status === 'answered';

function eyebrow({ prompts, part, parts }: AskInput): string {
  const [first] = prompts;
  const words = ['Attendance'];
  if (first?.session) words.push(sessionWord(first.session));
  if (first) words.push(dayName(first.day));
  if (parts > 1) words.push(`card ${part} of ${parts}`);
  return words.join(' · ');
}

function contact({ provider }: AttendanceFacts): Fact[] {
  if (!provider.phone) return [];
  const label = provider.contactName ? `Ring ${provider.contactName}` : 'Ring';
  return [{ label, value: provider.phone, tel: provider.phone }];
}

function form(rows: readonly Row[], { entered = {} }: View) {
  const said = (key: string, otherwise: string) =>
    typeof entered[key] === 'string' ? plain(entered[key], NOTE_LIMIT) : otherwise;
  const data = rows.map(({ prompt, name, mark }) => {
    const note = said(`note-${prompt.id}`, mark?.note === CANNOT_BE_READ ? '' : (mark?.note ?? ''));
    return {
      id: prompt.id,
      name,
      mark: said(`mark-${prompt.id}`, mark?.mark ?? ''),
      note,
      noted: note !== '',
    };
  });
  return render(template, { rows: data, notes: data.map(({ id }) => `note-${id}`) });
}

const CHANGE_ACTIONS: readonly CardAction[] = [
  { title: 'Save changes', verb: 'send-change', primary: true },
  { title: 'Cancel', verb: 'show', alone: true },
];

function askActions({ rows }: AttendanceFacts, view: View): CardAction[] {
  const some = rows.some(({ prompt }) => prompt.status === 'answered');
  const third: CardAction[] = view.mayHold
    ? [{ title: 'I’m on it', verb: 'hold', alone: true }]
    : some && view.mayChange
      ? [{ title: 'Change', verb: 'change', alone: true }]
      : [];
  const all = { title: some ? 'All others here' : 'All here', verb: 'all-here', primary: true };
  return [all, { title: 'Send', verb: 'send' }, ...third];
}

/** While some are still open: what was said of the others. */
function answeredLines({ rows }: AttendanceFacts, { state }: View): string[] {
  if (state === 'changing') return [];
  const answered = rows.filter(({ prompt }) => prompt.status === 'answered');
  return answered.length > 0 ? [`${sentence(answered)}.`, ...noteLines(answered)] : [];
}

/** "3 here, 1 late (Mia T.)": those who are here are counted, the others named. */
function sentence(rows: readonly Row[]): string {
  const marked = (mark: Mark) => rows.filter((row) => row.mark?.mark === mark);
  const here = marked('here').length;
  const others = (['late', 'not-there', 'not-known'] as const).flatMap((mark) => {
    const names = marked(mark).map(({ name }) => name);
    return names.length > 0 ? [`${names.length} ${WORD[mark]} (${names.join(', ')})`] : [];
  });
  return [...(here > 0 ? [`${here} here`] : []), ...others].join(', ');
}

function closedLines(input: AskInput, facts: AttendanceFacts): string[] {
  const { rows, provider, last } = facts;
  const answered = rows.filter(({ prompt }) => prompt.status === 'answered');
  const gone = rows.filter(({ prompt }) => prompt.status === 'excused' || prompt.status === 'withdrawn');
  const all = answered.length > 0 && answered.every((row) => row.mark?.mark === 'here');
  const what = all
    ? answered.length === 1
      ? `${answered[0]?.name} is here`
      : `all ${answered.length} here`
    : sentence(answered);
  const who = last ? ` ${last.by}, ${clockTime(input.calendar, last.at)}.` : '';
  return [
    ...(answered.length > 0 ? [`${provider.name}: ${what}.${who}`] : []),
    ...(gone.length > 0
      ? [`${provider.name}: no longer asked about ${count(gone.length, 'pupil')}. ${whyGone(gone)}`]
      : []),
    ...noteLines(answered),
    ...codeLines(facts, answered),
  ];
}

const whyGone = (rows: readonly Row[]): string =>
  rows.some(({ prompt }) => prompt.status === 'excused')
    ? 'The school is closed.'
    : 'Not expected there any more.';

/** What was noted, a line a pupil: read by whoever comes to the card later. */
const noteLines = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ name, mark }) => (mark?.note ? [`${name}: ${mark.note}`] : []));

/** One line for each code proposed, with how many pupils and the reason. */
function codeLines({ confirmedBy }: AttendanceFacts, rows: readonly Row[]): string[] {
  const keys = [...new Set(rows.map((row) => `${row.mark?.code ?? ''}|${row.mark?.why ?? ''}`))];
  const lines = keys.map((key) => {
    const [code = '', why = ''] = key.split('|');
    const theirs = rows.filter((row) => `${row.mark?.code ?? ''}|${row.mark?.why ?? ''}` === key);
    const whom = theirs.length === rows.length ? '' : ` for ${count(theirs.length, 'pupil')}`;
    return code
      ? `Register: ${codeWithMeaning(code)}${whom}. Why: ${why}.`
      : `Register: no code proposed${whom}. Why: ${why}.`;
  });
  return confirmedBy && rows.every(isSettled) ? [...lines, `Codes confirmed by ${confirmedBy}.`] : lines;
}

const isSettled = ({ mark }: Row) => !mark?.code || mark.confirmed === mark.code;

function closedActions({ rows }: AttendanceFacts, view: View): CardAction[] {
  const answered = rows.filter(({ prompt }) => prompt.status === 'answered');
  const toConfirm = view.mayConfirm && view.mayChange && !answered.every(isSettled);
  return [
    ...(toConfirm ? [{ title: 'Confirm codes', verb: 'confirm-codes', primary: true, alone: true }] : []),
    ...(view.mayChange ? [{ title: 'Change', verb: 'change', alone: true }] : []),
  ];
}
