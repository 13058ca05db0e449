import { readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { upnCheckLetter } from '../../src/domain/upn';
import type { FileName, SchoolFolder } from '../../src/services/import/folder';
import { readPolicy } from '../../src/services/import/read-folder';

/** One line of a CSV file, by column name. Columns left out are filled in. */
export type Row = Readonly<Record<string, string>>;

/** What to vary. Everything left out is as in the small test school. */
export interface SchoolOptions {
  readonly name?: string;
  readonly urn?: string;
  readonly timeZone?: string;
  readonly sessions?: { am: { start: string; end: string }; pm: { start: string; end: string } };
  readonly halfTerms?: readonly { name: string; start: string; end: string }[];
  readonly closures?: readonly { date: string; reason: string; session?: 'am' | 'pm' }[];
  readonly rota?: Readonly<Record<string, readonly { days: readonly string[]; who: string }[]>>;
  /** The id of a pack, or a path; left out: attendance-pack.yaml. See `packText`. */
  readonly policy?: string;
  /** The text of a pack of the test's own, in place of the one `policy` names. */
  readonly packText?: string;
  readonly staff?: readonly Row[];
  /** How many pupils, or each of them. The first three are Zofia, Yusuf and Mia. */
  readonly pupils?: number | readonly Row[];
  readonly contacts?: readonly Row[];
  readonly providers?: readonly Row[];
  readonly guests?: readonly Row[];
  /** Left out: every pupil at the first provider, all week. */
  readonly placements?: readonly Row[];
  /** Whole files, word for word. `null` takes a file away. */
  readonly files?: Readonly<Partial<Record<FileName, string | null>>>;
}

export const HALF_TERMS = [
  { name: 'Autumn 1', start: '2026-09-02', end: '2026-10-16' },
  { name: 'Autumn 2', start: '2026-11-02', end: '2026-12-18' },
  { name: 'Spring 1', start: '2027-01-05', end: '2027-02-12' },
  { name: 'Spring 2', start: '2027-02-22', end: '2027-04-01' },
  { name: 'Summer 1', start: '2027-04-19', end: '2027-05-28' },
  { name: 'Summer 2', start: '2027-06-07', end: '2027-07-21' },
];

/** A line of staff.csv: `staffRow('Amira Khan', 'attendance-officer')` is amira@larch.example, object id aad-amira. */
export function staffRow(name: string, roles: string, over: Row = {}): Row {
  const first = name.split(' ')[0]?.toLowerCase() ?? '';
  return { email: `${first}@larch.example`, name, aad_object_id: `aad-${first}`, roles, ...over };
}

export const STAFF: readonly Row[] = [
  staffRow('Amira Khan', 'attendance-officer'),
  staffRow('Ben Okoro', 'ap-lead'),
  staffRow('Cara Lindqvist', 'dsl'),
  staffRow('Dev Patel', 'deputy-dsl'),
  staffRow('Ewa Nowak', 'headteacher'),
  staffRow('Finn Doyle', 'pastoral-lead'),
];

export const OAK_FARM: Row = {
  provider_id: 'oak-farm',
  name: 'Oak Farm',
  type: 'unregistered',
  phone: '01632 960101',
  contact_name: 'Gwen Pryce',
  contact_email: 'office@oakfarm.example',
};

/** Another provider: `providerRow('kiln', 'The Kiln', { type: 'registered' })`. */
export const providerRow = (provider_id: string, name: string, over: Row = {}): Row => ({
  ...OAK_FARM,
  provider_id,
  name,
  ...over,
});

export const ALL_WEEK = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'].flatMap((d) => [`${d} AM`, `${d} PM`]).join(';');

/** A line of guests.csv: `guestRow('Gus Fell', 'oak-farm')` has the object id aad-gus. */
export function guestRow(name: string, provider_id: string, over: Row = {}): Row {
  const first = name.split(' ')[0]?.toLowerCase() ?? '';
  return {
    provider_id,
    email: `${first}@${provider_id}.example`,
    name,
    aad_object_id: `aad-${first}`,
    ...over,
  };
}

const FIRST_PUPILS = ['Zofia Ostrowska', 'Yusuf Adeyemi', 'Mia Turner'];
const FIRST_NAMES = ['Ada', 'Bilal', 'Chloe', 'Dewi', 'Esme', 'Femi', 'Greta', 'Hari', 'Isla', 'Jakub'];
const LAST_NAMES = [
  'Archer',
  'Brook',
  'Chandra',
  'Dunne',
  'Ellery',
  'Faraday',
  'Grove',
  'Hollis',
  'Ibori',
  'Jansen',
];

/** The UPN of the pupil with this number (from 0), with its true check letter. */
export function upnOf(n: number): string {
  const rest = `9994001${10 + Math.floor(n / 1000)}${String(n % 1000).padStart(3, '0')}`;
  return upnCheckLetter(rest) + rest;
}

/** A line of pupils.csv: the pupil with this number (from 0). */
export function pupilRow(n: number, over: Row = {}): Row {
  const last = `${LAST_NAMES[Math.floor(n / 10) % 10]}${n >= 100 ? n : ''}`;
  const name = FIRST_PUPILS[n] ?? `${FIRST_NAMES[n % 10]} ${last}`;
  const [first_name = '', last_name = ''] = name.split(' ');
  const flags = { ehcp: 'no', looked_after: 'no', social_worker: 'no', semh: 'no', medical: 'no' };
  return {
    upn: upnOf(n),
    first_name,
    last_name,
    date_of_birth: '2012-05-14',
    year_group: '9',
    ...flags,
    ...over,
  };
}

/** A line of placements.csv: placement `p<n>` of the pupil with this number, at Oak Farm all week from September. */
export const placementRow = (n: number, over: Row = {}): Row => ({
  placement_id: `p${n}`,
  upn: upnOf(n),
  provider_id: 'oak-farm',
  basis: 'academy-off-site',
  arranged_by: 'school',
  dual_registered: 'no',
  start_date: '2026-09-01',
  expected_end_date: '',
  reason: 'exclusion-risk',
  timetable: ALL_WEEK,
  objectives: 'Attend every session;Return to school',
  ...over,
});

const HEADERS = {
  'staff.csv': 'email,name,aad_object_id,roles',
  'pupils.csv':
    'upn,first_name,last_name,date_of_birth,year_group,ehcp,looked_after,social_worker,semh,medical',
  'contacts.csv': 'upn,name,relationship,phone,email,order',
  'providers.csv': 'provider_id,name,type,urn,ukprn,address,postcode,phone,contact_name,contact_email',
  'guests.csv': 'provider_id,email,name,aad_object_id',
  'placements.csv':
    'placement_id,upn,provider_id,basis,arranged_by,dual_registered,start_date,expected_end_date,reason,timetable,objectives',
};

const quoted = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

/** A CSV file of these rows, with the header its name asks for. */
export function csv(file: keyof typeof HEADERS, rows: readonly Row[]): string {
  const hasFlags = rows.some((row) => 'flags' in row);
  const columns = [...HEADERS[file].split(','), ...(hasFlags ? ['flags'] : [])];
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? '')).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

function schoolYaml(options: SchoolOptions): string {
  return stringify({
    name: options.name ?? 'Larch School (invented)',
    urn: options.urn ?? '999101',
    policy: options.policy ?? 'emet',
    timeZone: options.timeZone ?? 'Europe/London',
    sessions: options.sessions ?? {
      am: { start: '09:00', end: '12:00' },
      pm: { start: '13:00', end: '15:00' },
    },
    halfTerms: options.halfTerms ?? HALF_TERMS,
    closures: options.closures ?? [],
    ...(options.rota ? { rota: options.rota } : {}),
  });
}

function pupilsOf({ pupils = 3 }: SchoolOptions): readonly Row[] {
  return typeof pupils === 'number' ? Array.from({ length: pupils }, (_, n) => pupilRow(n)) : pupils;
}

/** The texts of a small test school's files, by name. */
export function schoolTexts(options: SchoolOptions = {}): Partial<Record<FileName, string>> {
  const pupils = pupilsOf(options);
  const everyone = pupils.map((pupil, n) => placementRow(n, { upn: pupil['upn'] ?? '' }));
  const { contacts, guests } = options;
  const texts: Partial<Record<FileName, string | null>> = {
    'school.yaml': schoolYaml(options),
    'staff.csv': csv('staff.csv', options.staff ?? STAFF),
    'pupils.csv': csv('pupils.csv', pupils),
    ...(contacts ? { 'contacts.csv': csv('contacts.csv', contacts) } : {}),
    'providers.csv': csv('providers.csv', options.providers ?? [OAK_FARM]),
    ...(guests ? { 'guests.csv': csv('guests.csv', guests) } : {}),
    'placements.csv': csv('placements.csv', options.placements ?? everyone),
    ...options.files,
  };
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== null));
}

/** Attendance and absence only: what the stories about them run under. */
const ATTENDANCE_PACK = readFileSync(join('test', 'support', 'attendance-pack.yaml'), 'utf8');

/** A small test school, ready for `importSchool`. */
export function schoolFolder(options: SchoolOptions = {}): SchoolFolder {
  const text = options.packText ?? (options.policy === undefined ? ATTENDANCE_PACK : undefined);
  const files = Object.entries(schoolTexts(options)).map(([name, content]) => [name, { text: content }]);
  return {
    files: Object.fromEntries(files),
    readPolicy: async (policy) => (text === undefined ? readPolicy('.', policy) : { name: policy, text }),
  };
}

/** The same school as a folder on disk. Gives its path. */
export async function writeSchoolFolder(options: SchoolOptions = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-school-'));
  const policy = options.policy ?? './attendance-pack.yaml';
  const texts = Object.entries({
    ...schoolTexts({ ...options, policy }),
    'attendance-pack.yaml': ATTENDANCE_PACK,
  });
  await Promise.all(texts.map(([name, text]) => writeFile(join(folder, name), text)));
  return folder;
}
