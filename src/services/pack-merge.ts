import { lookOf } from '../domain/field-names';
import type { Library } from './pack-library';
import type { YamlPath } from './yaml-file';

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
  const unknown: Merged['unknown'][number][] = [];
  const shared: number[] = [];
  const duties = content['duties'].map((duty: unknown, i) => {
    if (!isRaw(duty)) return duty;
    const base = takenFrom(duty, library);
    if (duty['use'] !== undefined && !base) {
      unknown.push({
        path: ['duties', i, 'use'],
        message: `use: the library has no duty "${String(duty['use'])}": ${[...library.duties.keys()].join(', ')}`,
      });
    }
    const ladder = duty['ladder'] ?? base?.['ladder'];
    if (typeof ladder === 'string' && !library.ladders.has(ladder)) {
      unknown.push({
        path: ['duties', i, 'ladder'],
        message: `ladder: there is no ladder "${ladder}": ${[...library.ladders.keys()].join(', ')}`,
      });
    }
    const theirs = listOf(base?.['fields']);
    shared[i] = theirs.length;
    const fields = [...theirs, ...listOf(duty['fields'])].map((field) => questionOf(field, looks));
    const settings = { ...rawOf(base?.['settings']), ...rawOf(duty['settings']) };
    const { use: _use, ...said } = duty;
    return {
      ...base,
      ...said,
      ...(ladder === undefined ? {} : { ladder: stepsOf(ladder, library) }),
      fields,
      settings,
    };
  });
  const sourceOf = (path: YamlPath): YamlPath => {
    const [top, i, part, n, ...rest] = path;
    if (top !== 'duties' || typeof i !== 'number' || part !== 'fields' || typeof n !== 'number') return path;
    const taken = shared[i] ?? 0;
    return n < taken ? [top, i, 'use'] : [top, i, part, n - taken, ...rest];
  };
  return { content: { ...pack, duties }, unknown, sourceOf };
}

const takenFrom = (duty: Raw, { duties }: Library): Raw | undefined =>
  typeof duty['use'] === 'string' ? duties.get(duty['use']) : undefined;

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
