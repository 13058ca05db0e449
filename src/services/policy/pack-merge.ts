import { lookOf } from '../../domain/field-names';
import type { YamlPath } from '../yaml-file';
import type { Library } from './pack-library';

type Raw = Readonly<Record<string, unknown>>;

/** A pack as it is checked and stored: what it takes from the library written out, so that it stands by itself. */
export interface Merged {
  readonly content: unknown;
  /** Names that the library does not have, and where they are written. */
  readonly unknown: readonly { path: YamlPath; message: string }[];
  /** Where the pack's own file says what stands at this place of the merged content. */
  sourceOf(path: YamlPath): YamlPath;
}

/**
 * Writes out what a pack takes from the library: `use: routine-review` becomes that duty with what the pack says
 * instead, a ladder's name becomes its steps, and the name of a field becomes its question.
 */
export function mergePack(content: unknown, library: Library): Merged {
  if (!isRaw(content) || !Array.isArray(content['duties']))
    return { content, unknown: [], sourceOf: (p) => p };
  const { fields: own, ...pack } = content;
  const looks = { ...Object.fromEntries(library.looks), ...(isRaw(own) ? own : {}) };
  const merged = content['duties'].map((duty: unknown) => mergeDuty(duty, looks, library));
  const duties = merged.map(({ duty }) => duty);
  const shared = merged.map(({ taken }) => taken);
  const unknown = merged.flatMap(({ unknown: faults }, i) =>
    faults.map(({ key, message }) => ({ path: ['duties', i, key], message })),
  );
  const sourceOf = (path: YamlPath): YamlPath => {
    const [top, i, part, n, ...rest] = path;
    if (top !== 'duties' || typeof i !== 'number' || part !== 'fields' || typeof n !== 'number') return path;
    const taken = shared[i] ?? 0;
    return n < taken ? [top, i, 'use'] : [top, i, part, n - taken, ...rest];
  };
  return { content: { ...pack, duties }, unknown, sourceOf };
}

interface MergedDuty {
  readonly duty: unknown;
  /** How many of its fields the library brought. */
  readonly taken: number;
  readonly unknown: readonly { key: string; message: string }[];
}

function mergeDuty(duty: unknown, looks: Raw, library: Library): MergedDuty {
  if (!isRaw(duty)) return { duty, taken: 0, unknown: [] };
  const { use, ...said } = duty;
  const base = typeof use === 'string' ? library.duties.get(use) : undefined;
  const ladder = duty['ladder'] ?? base?.['ladder'];
  const theirs = listOf(base?.['fields']);
  const fields = [...theirs, ...listOf(duty['fields'])].map((field) => questionOf(field, looks));
  const settings = { ...rawOf(base?.['settings']), ...rawOf(duty['settings']) };
  const steps = ladder === undefined ? {} : { ladder: stepsOf(ladder, library) };
  return {
    duty: { ...base, ...said, ...steps, fields, settings },
    taken: theirs.length,
    unknown: [...unknownUse(use, library), ...unknownLadder(ladder, library)],
  };
}

const unknownUse = (use: unknown, { duties }: Library): MergedDuty['unknown'] =>
  use === undefined || (typeof use === 'string' && duties.has(use))
    ? []
    : [
        {
          key: 'use',
          message: `use: the library has no duty ${JSON.stringify(use)}: ${[...duties.keys()].join(', ')}`,
        },
      ];

const unknownLadder = (ladder: unknown, { ladders }: Library): MergedDuty['unknown'] =>
  typeof ladder !== 'string' || ladders.has(ladder)
    ? []
    : [
        {
          key: 'ladder',
          message: `ladder: there is no ladder "${ladder}": ${[...ladders.keys()].join(', ')}`,
        },
      ];

const stepsOf = (ladder: unknown, { ladders }: Library): unknown =>
  typeof ladder === 'string' ? (ladders.get(ladder) ?? []) : ladder;

/** "shared_on", "actions?" (need not be answered), or a question written out; the looks fill in what is not said. */
function questionOf(field: unknown, looks: Raw): unknown {
  const written = typeof field === 'string' ? { name: field } : field;
  if (!isRaw(written) || typeof written['name'] !== 'string') return field;
  const name = written['name'].replace(/\?$/u, '');
  const optional = name === written['name'] ? {} : { required: false };
  const look = rawOf(looks[name]);
  const guessed = (look['type'] ?? written['type']) ? { label: lookOf(name).label } : lookOf(name);
  const question: Raw = { ...guessed, ...look, ...optional, ...written, name };
  const choices = question['choices'];
  return Array.isArray(choices) ? { ...question, choices: choices.map(choiceOf) } : question;
}

/** "not-yet" reads "Not yet". */
function choiceOf(choice: unknown): unknown {
  if (typeof choice !== 'string') return choice;
  const words = choice.replaceAll('-', ' ');
  return { value: choice, title: words.charAt(0).toUpperCase() + words.slice(1) };
}

const isRaw = (value: unknown): value is Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const rawOf = (value: unknown): Raw => (isRaw(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
