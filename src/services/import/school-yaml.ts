import { z } from 'zod/v4';
import { addDays, calendarSchema, dayOf, type SchoolCalendar } from '../../domain/calendar';
import { type Retention, retentionSchema } from '../../domain/retention';
import { gapsIn, ROTA_ROLES, type Rota, rotaSchema } from '../../domain/rota';
import { list, plain } from '../../domain/text';
import type { Problem } from '../problems';
import { problemsOf, readYaml, type YamlFile, type YamlPath } from '../yaml-file';
import type { FileText } from './folder';

const FILE = 'school.yaml';

/** A calendar that ends sooner than this is worth a warning. Days. */
const ENDS_SOON = 60;

const line = z
  .string()
  .transform((text) => plain(text, 100))
  .pipe(z.string().min(1));

const urn = z.coerce.string().regex(/^\d{6}$/, 'a URN has six digits: check it');

const schoolSchema = z.strictObject({
  name: line,
  urn,
  policy: line,
  retention: retentionSchema,
  rota: rotaSchema,
  ...calendarSchema.shape,
});

/** What school.yaml says, once it is right. */
export interface SchoolSettings {
  readonly name: string;
  readonly urn: string;
  readonly calendar: SchoolCalendar;
  readonly retention: Retention;
  /** Who is on duty, by address. */
  readonly rota: Rota;
}

export interface ReadSchool {
  /** Null: something in the file is wrong. */
  readonly settings: SchoolSettings | null;
  /** The school and the pack it names, whatever else is wrong. */
  readonly urn: string | null;
  readonly policy: string | null;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** A problem with what stands at a path, e.g. with the choice of pack. */
  problemAt(path: YamlPath, message: string): Problem;
}

/** Reads school.yaml: every fault with its line and column, and a warning when the calendar ends soon. */
export function readSchool(content: FileText | undefined, now: Date): ReadSchool {
  const text = content && 'text' in content ? content.text : '';
  const file = readYaml(text, FILE);
  const unreadable =
    content && 'fault' in content ? content.fault : 'the file is missing or empty: fill it in';
  const { settings, problems } = text.trim() === '' ? nothing(file, unreadable) : settingsOf(file);
  return {
    settings,
    urn: part(file, { urn }),
    policy: part(file, { policy: line }),
    problems,
    warnings: settings ? [...endsSoon(file, settings.calendar, now), ...gaps(file, settings.rota)] : [],
    problemAt: (path, message) => file.problemAt(path, message),
  };
}

type ReadSettings = Pick<ReadSchool, 'settings' | 'problems'>;

const nothing = (file: YamlFile, message: string): ReadSettings => ({
  settings: null,
  problems: [file.problemAt([], message)],
});

const part = (file: YamlFile, shape: Record<string, z.ZodType<string>>): string | null =>
  Object.values(z.object(shape).safeParse(file.content).data ?? {})[0] ?? null;

function settingsOf(file: YamlFile): ReadSettings {
  if (file.problems.length > 0) return { settings: null, problems: file.problems };
  const parsed = schoolSchema.safeParse(file.content);
  const calendar = z.object(calendarSchema.shape).safeParse(file.content);
  const problems = [
    ...(parsed.success ? [] : problemsOf(file, parsed.error)),
    ...(calendar.success ? calendarProblems(file, calendar.data) : []),
  ];
  if (!parsed.success || !calendar.success || problems.length > 0) return { settings: null, problems };
  const { name, urn: id, retention, rota } = parsed.data;
  return { settings: { name, urn: id, calendar: calendar.data, retention, rota }, problems };
}

function calendarProblems(file: YamlFile, { sessions, halfTerms }: SchoolCalendar): Problem[] {
  const terms = halfTerms.map((term, i) => ({ ...term, i })).sort((a, b) => (a.start < b.start ? -1 : 1));
  const overlaps = terms.flatMap(({ start, i }, n) => {
    const before = terms[n - 1];
    if (!before || start > before.end) return [];
    return [
      file.problemAt(['halfTerms', i, 'start'], `this half term overlaps ${before.name}: mend one of them`),
    ];
  });
  if (sessions.pm.start >= sessions.am.end) return overlaps;
  const message = 'the afternoon session starts before the morning session ends: mend one of them';
  return [file.problemAt(['sessions', 'pm', 'start'], message), ...overlaps];
}

function endsSoon(file: YamlFile, calendar: SchoolCalendar, now: Date): Problem[] {
  const last = calendar.halfTerms.reduce((end, term) => (term.end > end ? term.end : end), '');
  if (last >= addDays(dayOf(calendar, now), ENDS_SOON)) return [];
  const message = `the calendar ends on ${last}: add the next half terms, or nothing is asked after that day`;
  return [file.problemAt(['halfTerms'], message)];
}

/** A school day without somebody on duty is asked of the other holders, in the order of staff.csv. */
const gaps = (file: YamlFile, rota: Rota): Problem[] =>
  ROTA_ROLES.flatMap((role) => {
    const days = gapsIn(rota, role);
    if (days.length === 0) return [];
    const message = `nobody is on duty as ${role} on ${list(days)}: the first holder in staff.csv is asked then, unless you name somebody`;
    return [file.problemAt(['rota', role], message)];
  });
