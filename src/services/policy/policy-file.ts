import { createHash } from 'node:crypto';
import type { z } from 'zod/v4';
import { OUTSIDE_EVENTS } from '../../domain/events';
import { answersOf, type Field } from '../../domain/fields';
import { type Duty, type Pack, packSchema, raisedBy } from '../../domain/policy';
import type { Role } from '../../domain/roles';
import { isOfCalendar } from '../../domain/when';
import type { Problem } from '../problems';
import { problemsOf, readYaml, type YamlFile, type YamlPath } from '../yaml-file';
import { clauseIndex } from './clauses';
import { shippedLibrary } from './pack-library';
import { mergePack } from './pack-merge';

/** As much of a kind of prompt as it takes to check the duties that name it. */
export interface KindRules {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly askable: readonly Role[];
  readonly settings: z.ZodType;
  readonly events: readonly string[];
  /** It draws its own form: a pack may add only what Waymark fills in by itself. */
  readonly ownForm: boolean;
}

export type LoadedPack =
  | { readonly ok: true; readonly pack: Pack; readonly version: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a policy pack and checks it against the kinds of prompt there are: every fault, with its line. */
export function loadPack(text: string, fileName: string, kinds: readonly KindRules[]): LoadedPack {
  const written = readYaml(text, fileName);
  if (written.problems.length > 0) return { ok: false, problems: written.problems };
  const merged = mergePack(written.content, shippedLibrary());
  const problemAt: YamlFile['problemAt'] = (path, message, at) =>
    written.problemAt(merged.sourceOf(path), message, at);
  if (merged.unknown.length > 0)
    return {
      ok: false,
      problems: merged.unknown.map(({ path, message }) => written.problemAt(path, message)),
    };
  const file: YamlFile = { content: merged.content, problems: [], problemAt };
  const parsed = packSchema.safeParse(file.content);
  if (!parsed.success) return { ok: false, problems: problemsOf(file, parsed.error) };
  const pack = parsed.data;
  const problems = [
    ...pack.duties.flatMap((duty, i) => checkDuty(file, duty, i, kinds)),
    ...checkReasons(file, pack),
    ...checkEvents(file, pack, kinds),
    ...checkClauses(file, pack),
  ];
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack, version: versionOf(pack) };
}

function checkDuty(file: YamlFile, duty: Duty, i: number, kinds: readonly KindRules[]): Problem[] {
  const kind = kinds.find(({ name }) => name === duty.kind);
  if (!kind) {
    const names = kinds.map(({ name }) => name).join(', ');
    return [
      file.problemAt(['duties', i, 'kind'], `there is no kind of prompt called "${duty.kind}": ${names}`),
    ];
  }
  const wanted = kind.subjects.join(' or a ');
  const subject = kind.subjects.includes(duty.subject)
    ? []
    : [file.problemAt(['duties', i, 'subject'], `${kind.name} asks about a ${wanted}: write that`)];
  const settings = kind.settings.safeParse(duty.settings);
  return [
    ...subject,
    ...checkRoles(file, duty, i, kind),
    ...checkOrder(file, duty, i),
    ...checkFields(file, duty, i, kind),
    ...checkCommand(file, duty, i),
    ...(settings.success ? [] : problemsOf(file, settings.error, ['duties', i, 'settings'])),
  ];
}

/** What nobody can begin would never be asked. */
const checkCommand = (file: YamlFile, { when, command }: Duty, i: number): Problem[] =>
  !isOfCalendar(when) && !('on' in when) && command === undefined
    ? [
        file.problemAt(
          ['duties', i, 'when'],
          'a duty that is begun by hand needs a command: concern, missing, refer, visit, review, incident, end or record',
        ),
      ]
    : [];

/** Questions that could not be asked, or never be settled. */
function checkFields(file: YamlFile, { fields }: Duty, i: number, kind: KindRules): Problem[] {
  return fields.flatMap((field, n) => {
    const fault = faultOf(fields, field, n, kind);
    return fault === null ? [] : [file.problemAt(['duties', i, 'fields', n], `${field.name}: ${fault}`)];
  });
}

function faultOf(fields: readonly Field[], field: Field, n: number, kind: KindRules): string | null {
  const { name, type, must = [], raises = {}, when = {} } = field;
  if (fields.findIndex((other) => other.name === name) !== n) return 'asked twice: remove one';
  if (kind.ownForm && type !== 'auto')
    return `${kind.name} has a form of its own: only what Waymark fills in (type: auto) can be added`;
  const answers = answersOf(field).map(({ value }) => value);
  const stray = [...must, ...Object.keys(raises)].find((value) => !answers.includes(value));
  if (stray !== undefined)
    return `"${stray}" is not one of its answers: ${answers.join(', ') || 'it is typed'}`;
  const awaited = Object.keys(when).find((other) => !fields.some((one) => one.name === other));
  return awaited === undefined ? null : `it waits for "${awaited}", which is not asked here`;
}

function checkRoles(file: YamlFile, duty: Duty, i: number, kind: KindRules): Problem[] {
  const asked = [
    { role: duty.to, path: ['to'] },
    ...duty.ladder.map((rung, n) => ({ role: 'to' in rung ? rung.to : null, path: ['ladder', n, 'to'] })),
  ];
  return asked
    .filter(({ role }) => role !== null && !kind.askable.includes(role))
    .map(({ role, path }) => {
      const message = `${kind.name} cannot be put to ${role}: choose ${kind.askable.join(', ')}`;
      return file.problemAt(['duties', i, ...path], message);
    });
}

/** Days (of school) come after any hours: a ladder is climbed from the top of its list to the bottom. */
function checkOrder(file: YamlFile, duty: Duty, i: number): Problem[] {
  return duty.ladder.flatMap((rung, n) => {
    const before = duty.ladder[n - 1];
    if (!before || sizeOf(before.after) <= sizeOf(rung.after)) return [];
    const message = `this step comes before the one above it (${before.after}): write the steps in order of time`;
    return [file.problemAt(['duties', i, 'ladder', n, 'after'], message)];
  });
}

function sizeOf(duration: string): number {
  const part = (unit: string) => Number(new RegExp(`(\\d+)${unit}`).exec(duration)?.[1] ?? 0);
  return part('D') * 100_000 + part('H') * 60 + part('M');
}

function checkReasons(file: YamlFile, { reasons }: Pack): Problem[] {
  return reasons.flatMap(({ code }, i) => {
    const first = reasons.findIndex((reason) => reason.code === code);
    return first === i ? [] : [file.problemAt(['reasons', i, 'code'], `two reasons have the code "${code}"`)];
  });
}

/** An event that no duty of this pack can raise would open nothing, ever. */
function checkEvents(file: YamlFile, pack: Pack, kinds: readonly KindRules[]): Problem[] {
  const { duties } = pack;
  const used = new Set(duties.map(({ kind }) => kind));
  const raised = new Set<string>([
    ...kinds.filter(({ name }) => used.has(name)).flatMap(({ events }) => events),
    ...duties.flatMap(raisedBy),
    ...OUTSIDE_EVENTS,
  ]);
  const told = (event: string, path: YamlPath): Problem[] =>
    raised.has(event) ? [] : [file.problemAt(path, `no duty of this pack raises ${event}: remove it`)];
  return duties.flatMap(({ when, alsoOn }, i) => [
    ...('on' in when ? when.on : []).flatMap((event, n) => told(event, ['duties', i, 'when', 'on', n])),
    ...alsoOn.flatMap((event, n) => told(event, ['duties', i, 'alsoOn', n])),
  ]);
}

/** A clause of one of the policies that the catalogue holds must be in it. A school's own policy may name its own. */
function checkClauses(file: YamlFile, { duties }: Pack): Problem[] {
  const { ids, prefixes } = clauseIndex();
  return duties.flatMap(({ clauses }, i) =>
    clauses.flatMap((clause, n) =>
      ids.has(clause) || !prefixes.has(clause.split('-')[0] ?? '')
        ? []
        : [
            file.problemAt(
              ['duties', i, 'clauses', n],
              `there is no clause ${clause} in policies/clauses.yaml`,
            ),
          ],
    ),
  );
}

/** The name of a pack's content: 16 hex digits, the same however the file is laid out. */
function versionOf(pack: Pack): string {
  return createHash('sha256').update(canonical(pack)).digest('hex').slice(0, 16);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
