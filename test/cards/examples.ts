import { attendanceChart } from '../../src/cards/chart';
import {
  choice,
  factRow,
  noteInput,
  personLine,
  section,
  textLine,
  tick,
  unfoldLink,
} from '../../src/cards/fragments';
import type { Card, CardAction } from '../../src/cards/parts';
import { toCard } from '../../src/cards/shell';
import { toDoRow } from '../../src/cards/to-do';

const FIRST = [
  'Zofia',
  'Amir',
  'Leo',
  'Priya',
  'Tomas',
  'Grace',
  'Kofi',
  'Maisie',
  'Yusuf',
  'Ella',
  'Noah',
  'Ines',
];
const MARKS = [
  { title: 'Here', value: 'here' },
  { title: 'Late', value: 'late' },
  { title: 'Not there', value: 'not-there' },
  { title: 'Not known', value: 'not-known' },
];
const HOLD: CardAction = { title: 'I’m on it', verb: 'hold', alone: true };
const CHANGE: CardAction = { title: 'Change', verb: 'change', alone: true };
const EYEBROW = 'Attendance · morning · Mon 23 Nov';
const HEADING = 'Who has arrived at Oak Farm?';
const RING = { label: 'Ring Oak Farm', value: '01632 960123', tel: '01632 960123' };

const names = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => `${FIRST[i % FIRST.length]} ${'OKTBMWLRS'[i % 9]}.`);

/** Attendance at one provider, asked of so many pupils. */
export function attendance(
  count: number,
  more: { alert?: string; footer?: string; problems?: string[]; lines?: string[] } = {},
) {
  const ids = names(count).map((_, i) => `p${String(i).padStart(11, '0')}`);
  const rows = names(count).flatMap((name, i) => [
    choice(`mark-${ids[i]}`, name, MARKS),
    noteInput(`note-${ids[i]}`, `Note on ${name}`, '', true),
  ]);
  const form = {
    type: 'Container',
    spacing: 'medium',
    items: [
      ...rows,
      unfoldLink(
        'Add notes',
        ids.map((id) => `note-${id}`),
      ),
    ],
  };
  return toCard(
    {
      eyebrow: EYEBROW,
      heading: HEADING,
      facts: [RING],
      body: [form],
      actions: [
        { title: 'All here', verb: 'all-here', primary: true },
        { title: 'Send', verb: 'send' },
        HOLD,
      ],
      footer: 'Goes to the AP lead at 10:15 if nobody answers.',
      summary: HEADING,
      ...more,
    },
    'k3v9x2m4p7q1',
  );
}

const options = (...titles: string[]) =>
  titles.map((title) => ({ title, value: title.toLowerCase().replaceAll(' ', '-') }));

function followUp(): Card {
  const form = [
    choice('safe', 'Is Zofia O. safe?', options('Seen', 'Heard', 'Not yet')),
    choice('parent', 'Parent or carer', options('Reached', 'No answer', 'Message left')),
    choice('reason', 'Reason', options('Ill', 'Appointment', 'Refused', 'Not known yet')),
    choice('next', 'What happens next', options('Ring again', 'Home visit', 'Nothing more today')),
    noteInput('note', 'Note'),
  ];
  return toCard(
    {
      eyebrow: 'Not at provision · morning · Mon 23 Nov',
      alert: 'Counts as unsafe until answered',
      heading: 'Where is Zofia O.? Nobody knows if they are at Oak Farm this morning',
      facts: [
        { label: 'Ring Maria Ostrowska (mother)', value: '07700 900123', tel: '07700 900123' },
        RING,
        { label: 'Last confirmed', value: 'Fri 20 Nov, morning, by Sam Tester' },
      ],
      body: [{ type: 'Container', spacing: 'medium', items: form }],
      lines: ['09:20 Sam Tester: parent or carer: no answer, not seen or heard yet.'],
      actions: [
        { title: 'Send', verb: 'send', primary: true },
        HOLD,
        { title: 'Tell the DSL now', verb: 'tell-dsl' },
      ],
      footer: 'Goes to the DSL at 09:45 if it is not explained.',
      summary: 'A pupil is not at provision',
    },
    'k3v9x2m4p7q1',
  );
}

function status(): Card {
  const weeks = [8, 10, 9, 10, 7, 10, 5].map((attended, i) => ({
    label: ['2 Nov', '9 Nov', '16 Nov', '23 Nov', '30 Nov', '7 Dec', '14 Dec'][i] ?? '',
    attended,
    possible: 10,
  }));
  return toCard({
    eyebrow: 'Status · Mon 23 Nov 10:40',
    heading: 'Zofia Ostrowska, year 9',
    facts: [
      { label: 'Should be at', value: 'Oak Farm, until 12:00' },
      { label: 'Last confirmed', value: 'Here, 09:17, by Sam Tester' },
      { label: 'Today', value: 'Morning: here. Afternoon: asked at 13:00.' },
    ],
    body: [
      section('Attendance this half term', [
        personLine([{ text: '91%', bold: true }, { text: ' of 58 sessions · mornings 94%, afternoons 87%' }]),
        ...attendanceChart(weeks),
      ]),
      section('Placement', [
        factRow({ label: 'Basis', value: 'Off-site direction, arranged by the school' }),
        factRow({ label: 'Days', value: 'Mon, Tue and Wed, all day' }),
        factRow({ label: 'Since', value: 'Mon 2 Nov, expected to end Fri 18 Dec' }),
      ]),
      section('Open', [textLine('Absence to follow up: with Alex Sample (AP lead), due at 11:15.')]),
    ],
    summary: 'Status of a pupil',
  });
}

/** "AP today" as long as it gets, with names as long as they get. */
function apToday(): Card {
  const row = (n: number, isOverdue: boolean) =>
    toDoRow({
      askId: `k3v9x2m4p7q1${n}`,
      title: 'Yearly review of the provider’s risk assessment',
      text: 'Maisie-Louise W., The Old Mill Training Centre · since Wed 25 Nov',
      isOverdue,
    });
  const rows = (many: number, isOverdue: boolean) =>
    Array.from({ length: many }, (_, n) => row(n, isOverdue));
  return toCard({
    eyebrow: 'AP today · Mon 23 Nov',
    heading: '20 things to do, 12 overdue',
    body: [
      section('Overdue', rows(12, true)),
      section('Not due yet', rows(8, false)),
      section('Done today', rows(3, false)),
    ],
    footer: 'Open a line to answer it here.',
    summary: '20 things to do, 12 overdue',
  });
}

export const EXAMPLES: Readonly<Record<string, Card>> = {
  'attendance-3': attendance(3),
  'attendance-25': attendance(25),
  'attendance-1': attendance(1),
  'attendance-problems': attendance(3, {
    problems: ['Zofia O.: choose one of the four answers.', 'The others were saved.'],
    lines: ['1 here, 1 late (Amir K.).'],
  }),
  chased: attendance(3, { alert: 'Waiting 30 min' }),
  escalated: attendance(3, {
    alert: 'Waiting 1 h 30 min',
    lines: [
      'Sam Tester (attendance officer) was asked at 09:15 and reminded at 09:45.',
      'Alex Sample (AP lead) was asked at 10:15.',
      'Nobody has answered, so it comes to you as DSL.',
    ],
    footer: 'You are the last to be asked.',
  }),
  answered: toCard(
    {
      eyebrow: EYEBROW,
      lines: ['Oak Farm: all 3 here. Sam Tester, 09:17.'],
      actions: [CHANGE],
      summary: HEADING,
    },
    'k3v9x2m4p7q1',
  ),
  'answered-codes': toCard(
    {
      eyebrow: EYEBROW,
      lines: [
        'Oak Farm: 2 here, 1 late (Amir K.). Sam Tester, 09:17.',
        'Register: B, educated off site. Why: placed by the school.',
      ],
      actions: [{ title: 'Confirm codes', verb: 'confirm-codes', primary: true, alone: true }, CHANGE],
      summary: HEADING,
    },
    'k3v9x2m4p7q1',
  ),
  asked_again: toCard({ eyebrow: EYEBROW, lines: ['Asked again below.'], summary: HEADING }),
  'follow-up': followUp(),
  'ap-today': apToday(),
  'tick-list': toCard({
    eyebrow: 'Ready to start · Zofia O., Oak Farm · Mon 23 Nov',
    heading: 'Is everything in place for the start?',
    body: [
      section('Tick what is in place', [
        tick('transport', 'Transport', true),
        tick('lunch', 'Lunch, and a free school meal', false),
      ]),
    ],
    actions: [
      { title: 'Send', verb: 'send', primary: true },
      { title: 'All in place', verb: 'all' },
    ],
    summary: 'Is everything in place for the start?',
  }),
  status: status(),
  'which-pupil': toCard({
    eyebrow: 'Status',
    heading: 'Which pupil do you mean?',
    lines: ['2 pupils match "zofia".'],
    actions: [
      { title: 'Zofia O., year 9', verb: 'status', data: { pupil: 'p1' } },
      { title: 'Zofia W., year 10', verb: 'status', data: { pupil: 'p2' } },
    ],
    summary: 'Which pupil do you mean?',
  }),
};
