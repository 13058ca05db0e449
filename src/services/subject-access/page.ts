import { dayOf, type SchoolCalendar } from '../../domain/calendar';
import { lookOf } from '../../domain/field-names';
import type { Json, JsonObject } from '../../domain/json';
import { count, plain } from '../../domain/text';
import { isOther } from '../../domain/third-parties';
import { clockTime, fullDay } from '../../domain/words';
import { SECTIONS, type Section } from './records';
import type { SubjectAccess } from './shape';

const HEADINGS: Readonly<Record<Section, string>> = {
  pupil: 'The pupil',
  contacts: 'Contacts',
  placements: 'Placements',
  prompts: 'Questions owed',
  asks: 'Questions put to staff',
  replies: 'Answers',
  attendance: 'Attendance at the provider',
  versions: 'What records said before they were changed',
  deliveries: 'Messages to staff',
  events: 'What happened',
  looks: 'Who was shown the records',
  holds: 'Legal holds',
};

/** Read as a list, one record under another; the rest are tables. */
const LISTED: readonly Section[] = ['pupil', 'placements'];

/** Numbers that only Waymark uses: the JSON has them. */
const TECHNICAL = [
  'id',
  'askId',
  'promptId',
  'pupilId',
  'subjectId',
  'subjectType',
  'occurrence',
  'source',
  'policyVersion',
  'seq',
  'part',
  'parts',
  'rung',
];

const STYLE = `
  body { font: 11pt/1.4 Georgia, serif; color: #111; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
  h1, h2 { font-family: Arial, sans-serif; line-height: 1.2; } h2 { margin-top: 2rem; border-bottom: 1px solid #999; }
  table { border-collapse: collapse; width: 100%; font-size: 9pt; } th, td { text-align: left; vertical-align: top;
    padding: .25rem .5rem; border: 1px solid #bbb; overflow-wrap: anywhere; }
  th { font-family: Arial, sans-serif; background: #f2f2f2; } tr { break-inside: avoid; } thead { display: table-header-group; }
  table.list { margin-bottom: 1rem; } table.list th { width: 14rem; } td table { font-size: inherit; }
  .other { border: 1.5px dashed #000; padding: 0 .2rem; }
  @page { size: A4 landscape; margin: 12mm; } @media print { body { margin: 0; max-width: none; } }
`;

/** One page that needs nothing beside it: a heading a kind of record, dates in words, other people framed. */
export function subjectAccessPage(access: SubjectAccess, calendar: SchoolCalendar): string {
  const write = writerOf(calendar);
  const { subject, school, madeAt, notes, records } = access;
  const title = `What ${escape(school.name)} holds in Waymark on ${escape(subject.name)}`;
  return `<!doctype html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head>
<body>
<h1>${title}</h1>
<p>UPN ${escape(subject.upn)}. Made ${write(madeAt)}.</p>
<p><span class="other">Framed</span>: somebody else. Decide of each whether to black it out.</p>
<ul>${notes.map((note) => `<li>${escape(note)}</li>`).join('')}</ul>
${SECTIONS.map((section) => sectionOf(section, records[section], write)).join('\n')}
</body>
</html>`;
}

type Write = (value: Json) => string;

function sectionOf(section: Section, rows: readonly JsonObject[], write: Write): string {
  const heading = `<h2>${HEADINGS[section]}${LISTED.includes(section) ? '' : ` (${count(rows.length, 'record')})`}</h2>`;
  if (rows.length === 0) return `<section>${heading}<p>Nothing is held.</p></section>`;
  const body = LISTED.includes(section)
    ? rows.map((row) => listOf(row, write)).join('')
    : tableOf(rows, write);
  return `<section>${heading}${body}</section>`;
}

const isTold = ([key, value]: [string, Json]): boolean => !TECHNICAL.includes(key) && !isEmpty(value);

const isEmpty = (value: Json): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);

function listOf(row: JsonObject, write: Write): string {
  const lines = Object.entries(row)
    .filter(isTold)
    .map(([key, value]) => `<tr><th scope="row">${labelOf(key)}</th><td>${write(value)}</td></tr>`);
  return `<table class="list">${lines.join('')}</table>`;
}

/** A column that is empty in every row is left out. */
function tableOf(rows: readonly JsonObject[], write: Write): string {
  const columns = [
    ...new Set(
      rows.flatMap((row) =>
        Object.entries(row)
          .filter(isTold)
          .map(([key]) => key),
      ),
    ),
  ];
  const head = columns.map((key) => `<th scope="col">${labelOf(key)}</th>`).join('');
  const lines = rows.map(
    (row) => `<tr>${columns.map((key) => `<td>${write(row[key] ?? null)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody></table>`;
}

/** "firstName" is "First name", "visited_on" is "Visited on", "upn" is "UPN". */
const labelOf = (key: string): string =>
  escape(lookOf(key.replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2').toLowerCase()).label);

function writerOf(calendar: SchoolCalendar): Write {
  return function write(value: Json): string {
    if (value === null) return '';
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    if (typeof value === 'number') return String(value);
    if (typeof value === 'string') return escape(dateWords(calendar, value));
    if (Array.isArray(value))
      return value.some(isOther) ? value.map(write).join('') : value.map(write).join('; ');
    if (isOther(value)) return otherOf(value);
    return listOf(value, write);
  };
}

function otherOf(person: JsonObject): string {
  const details = (person['person'] === 'pupil' ? ['name'] : ['name', 'role', 'phone', 'email']).flatMap(
    (key) => person[key] || [],
  );
  return `<span class="other">${escape(details.filter((part) => typeof part === 'string').join(', '))}</span>`;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/u;
const DAY = /^\d{4}-\d\d-\d\d$/u;

/** "Mon 23 Nov 2026", "Mon 23 Nov 2026 09:15"; anything else as it stands. */
function dateWords(calendar: SchoolCalendar, text: string): string {
  if (DAY.test(text)) return fullDay(text);
  if (!INSTANT.test(text)) return text;
  const instant = new Date(text);
  return `${fullDay(dayOf(calendar, instant))} ${clockTime(calendar, instant)}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escape = (text: string): string =>
  spaced(text).replace(/[&<>"']/gu, (character) => ESCAPES[character] ?? character);

/** No hidden marks; the spaces at its ends stay, since a text may be a part of another. */
const spaced = (text: string): string =>
  `${/^\s/u.test(text) ? ' ' : ''}${plain(text, Number.POSITIVE_INFINITY)}${/\S\s+$/u.test(text) ? ' ' : ''}`;
