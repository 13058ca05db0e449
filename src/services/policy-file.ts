import { createHash } from 'node:crypto';
import type { z } from 'zod/v4';
import { type Duty, type Pack, packSchema } from '../domain/policy';
import type { Role } from '../domain/roles';
import type { Problem } from './problems';
import { problemsOf, readYaml, type YamlFile } from './yaml-file';

/** As much of a kind of prompt as it takes to check the duties that name it. */
export interface KindRules {
  readonly name: string;
  readonly subject: string;
  readonly askable: readonly Role[];
  readonly settings: z.ZodType;
  readonly events: readonly string[];
}

export type LoadedPack =
  | { readonly ok: true; readonly pack: Pack; readonly version: string }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a policy pack and checks it against the kinds of prompt there are: every fault, with its line. */
export function loadPack(text: string, fileName: string, kinds: readonly KindRules[]): LoadedPack {
  const file = readYaml(text, fileName);
  if (file.problems.length > 0) return { ok: false, problems: file.problems };
  const parsed = packSchema.safeParse(file.content);
  if (!parsed.success) return { ok: false, problems: problemsOf(file, parsed.error) };
  const pack = parsed.data;
  const problems = [
    ...pack.duties.flatMap((duty, i) => checkDuty(file, duty, i, kinds)),
    ...checkReasons(file, pack),
    ...checkEvents(file, pack, kinds),
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
  const subject =
    duty.subject === kind.subject
      ? []
      : [file.problemAt(['duties', i, 'subject'], `${kind.name} asks about a ${kind.subject}: write that`)];
  const settings = kind.settings.safeParse(duty.settings);
  return [
    ...subject,
    ...checkRoles(file, duty, i, kind),
    ...checkOrder(file, duty, i),
    ...(settings.success ? [] : problemsOf(file, settings.error, ['duties', i, 'settings'])),
  ];
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
function checkEvents(file: YamlFile, { duties }: Pack, kinds: readonly KindRules[]): Problem[] {
  const used = new Set(duties.map(({ kind }) => kind));
  const raised = new Set(kinds.filter(({ name }) => used.has(name)).flatMap(({ events }) => events));
  return duties.flatMap(({ when }, i) =>
    ('on' in when ? when.on : []).flatMap((event, n) =>
      raised.has(event)
        ? []
        : [file.problemAt(['duties', i, 'when', 'on', n], `no duty of this pack raises ${event}: remove it`)],
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
