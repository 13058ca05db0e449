import type { Command } from 'commander';
import { dayOf, type SchoolCalendar } from '../domain/calendar';
import { reasonWords } from '../domain/corrections';
import type { Json } from '../domain/json';
import { codeWithMeaning } from '../domain/register';
import { roleTitle } from '../domain/roles';
import { list, plain } from '../domain/text';
import { clockTime, dayName, fullDay, sessionWord } from '../domain/words';
import { historyAt, type Known } from '../services/history-at';
import { printJson } from './policy/check';
import type { Settle } from './policy/commands';
import type { Cli } from './terminal';

interface Options {
  readonly at?: string;
  readonly json?: boolean;
  readonly school?: string;
}

/** Adds `waymark history`. */
export function addHistoryCommand(program: Command, cli: Cli, settle: Settle): void {
  program
    .command('history')
    .description(
      'Tells what Waymark knew of a pupil at an instant, and nothing that was said or changed later. It shows safeguarding too: that there was a concern, who had it and what came of it. The look is on record.',
    )
    .argument('<upn>', "the pupil's UPN")
    .option('--at <instant>', 'e.g. 2026-11-23T10:20, in school time, or with an offset; left out: now')
    .option('--json', 'print one JSON object instead')
    .option('--school <urn>', 'their school, if they are on the list of several')
    .action((upn: string, options: Options) => settle(runHistory(cli, upn, options)));
}

/** `waymark history <upn>`: true when it was told. */
async function runHistory({ terminal, withDeps }: Cli, upn: string, options: Options): Promise<boolean> {
  const { json = false, at, school } = options;
  const result = await withDeps((deps) => historyAt(deps, { upn, at, school }));
  if (!result.ok) {
    terminal.err(result.problem);
    return false;
  }
  if (json) printJson(terminal, result.known);
  else for (const line of page(result.known, result.calendar)) terminal.out(line);
  return true;
}

type When = (iso: string) => string;

/** The same in words, section by section. */
function page(known: Known, calendar: SchoolCalendar): string[] {
  const when: When = (iso) => {
    const instant = new Date(iso);
    return `${fullDay(dayOf(calendar, instant))} ${clockTime(calendar, instant)}`;
  };
  const { pupil, school, at } = known;
  if (!pupil) return [`At ${when(at)} ${school.name} had not told Waymark of this pupil yet.`];
  const safeguarding = {
    open: known.open.filter(isSafeguarding),
    answers: known.answers.filter(isSafeguarding),
  };
  const needs = [
    ...(pupil.ehcp ? ['EHC plan'] : []),
    ...(pupil.lookedAfter ? ['looked after'] : []),
    ...(pupil.socialWorker ? ['social worker'] : []),
    ...(pupil.semh ? ['SEMH'] : []),
    ...(pupil.medical ? ['medical needs'] : []),
  ];
  return [
    `What was known of ${pupil.name}, ${pupil.upn}, at ${when(at)} (${school.name})`,
    `Year ${pupil.yearGroup}, born ${fullDay(pupil.dateOfBirth)}${needs.length > 0 ? `. ${list(needs)}` : ''}.`,
    ...part('Contacts', known.contacts.map(contactLine)),
    ...part('Placements', known.placements.map(placementLine)),
    ...part('Safeguarding', [
      ...safeguarding.open.map((one) => openLine(one, when)),
      ...safeguarding.answers.map((one) => answerLine(one, when)),
    ]),
    ...part(
      'Open',
      known.open.filter(isOrdinary).map((one) => openLine(one, when)),
    ),
    ...part(
      'Answered',
      known.answers
        .filter((one) => isOrdinary(one) && one.kind !== 'attendance')
        .map((one) => answerLine(one, when)),
    ),
    ...part(
      'Attendance',
      known.marks.map((mark) => markLine(mark, when)),
    ),
  ];
}

const isSafeguarding = (one: { readonly isSafeguarding: boolean }): boolean => one.isSafeguarding;
const isOrdinary = (one: { readonly isSafeguarding: boolean }): boolean => !one.isSafeguarding;

const part = (title: string, lines: readonly string[]): string[] => [
  '',
  title,
  ...(lines.length > 0 ? lines : ['nothing']).map((line) => `  ${line}`),
];

const contactLine = ({ name, relationship, phone, email }: Known['contacts'][number]): string =>
  [`${name} (${relationship})`, phone, email].filter(Boolean).join(', ');

function placementLine(placement: Known['placements'][number]): string {
  const { id, provider, startDate, expectedEndDate, activeFrom, timetable, basis, flags, learnt } = placement;
  const to = expectedEndDate ? ` to ${fullDay(expectedEndDate)}` : ', no end known';
  const all = [...flags, ...learnt];
  return [
    `${id}: ${provider ?? 'an unknown provider'}, from ${fullDay(startDate)}${to}`,
    activeFrom ? `active from ${fullDay(activeFrom)}` : 'not active yet',
    `basis ${basis}`,
    `days ${timetable.join(', ') || 'none'}`,
    ...(all.length > 0 ? [`flags ${all.join(', ')}`] : []),
  ].join('. ');
}

const about = ({ title, provider, day, session }: Known['open'][number] | Known['answers'][number]): string =>
  [
    title,
    provider,
    `${dayName(day)}${session === 'am' || session === 'pm' ? ` ${sessionWord(session)}` : ''}`,
  ]
    .filter(Boolean)
    .join(', ');

function openLine(question: Known['open'][number], when: When): string {
  const people = question.with.map(({ name, role }) => `${name}${role ? ` (${roleTitle(role)})` : ''}`);
  const held = question.held ? `. ${question.held.by} was on it until ${when(question.held.until)}` : '';
  const who = people.length > 0 ? `with ${list(people)}` : 'with nobody';
  return `${about(question)}: asked ${when(question.askedAt)}, ${who}${held}`;
}

function answerLine(question: Known['answers'][number], when: When): string {
  const { answer } = question;
  const changed = answer?.corrects ? `, changed: ${reasonWords(answer.reason)}` : '';
  return `${about(question)}: ${saidText(answer?.said ?? null)} (${answer?.by}, ${when(answer?.at ?? '')}${changed})`;
}

/** "safe: heard, reason: ill". */
function saidText(said: Json): string {
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return 'no longer kept';
  const told = Object.entries(said).flatMap(([name, value]) =>
    value === null || value === ''
      ? []
      : [
          `${name.replaceAll('_', ' ')}: ${plain(typeof value === 'string' ? value : JSON.stringify(value), 300)}`,
        ],
  );
  return told.join(', ') || 'no longer kept';
}

function markLine(mark: Known['marks'][number], when: When): string {
  const session = mark.session === 'pm' ? 'pm' : 'am';
  const code = mark.code ? `code ${codeWithMeaning(mark.code)}` : `no code: ${mark.codeWhy}`;
  const confirmed = mark.confirmed
    ? `. ${mark.confirmed} confirmed by ${mark.confirmedBy}, ${when(mark.confirmedAt ?? '')}`
    : '';
  const note = mark.note ? ` "${plain(mark.note, 300)}"` : '';
  const where = mark.provider ? `, ${mark.provider}` : '';
  return `${dayName(mark.date)} ${sessionWord(session)}${where}: ${mark.mark.replace('-', ' ')}${note} (${mark.by}, ${when(mark.at)}), ${code}${confirmed}`;
}
