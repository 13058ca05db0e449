import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod/v4';
import type { Problem } from './problems';

/** The way to a value in a YAML file: keys and positions from the top. */
export type YamlPath = readonly PropertyKey[];

/** A YAML file that was read, right or wrong: it knows on which line each value stands. */
export interface YamlFile {
  /** The file as plain data; undefined when it is not YAML at all. */
  readonly content: unknown;
  /** What keeps it from being YAML. */
  readonly problems: readonly Problem[];
  /** A problem with the value at a path, or with its key; with what holds it, when it is not there. */
  problemAt(path: YamlPath, message: string, at?: 'value' | 'key'): Problem;
}

/** Reads YAML and remembers where everything stands. Never throws. */
export function readYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1), message };
  };
  const problems = document.errors.map(({ pos, message }) => at(pos[0], sentenceOf(message)));
  const top = document.contents;
  const problemAt: YamlFile['problemAt'] = (path, message, part = 'value') =>
    at(offsetOf(top, path, part), message);
  if (problems.length > 0) return { content: undefined, problems, problemAt };
  try {
    return { content: document.toJS(), problems, problemAt };
  } catch {
    return { content: undefined, problems: [at(0, 'write the values out: too many aliases (*)')], problemAt };
  }
}

const sentenceOf = (message: string): string =>
  `this is not YAML as it stands: ${message.split(/ at line \d+/)[0] ?? message}`;

/** Where the value at a path starts in the text, or as near to it as the file goes. */
function offsetOf(top: Node | null, path: YamlPath, part: 'value' | 'key'): number {
  let node = top;
  let offset = startOf(top);
  for (const [i, step] of path.entries()) {
    const key = keyOf(node, step);
    if (key && part === 'key' && i === path.length - 1) return startOf(key);
    node = childOf(node, step);
    if (!node) return key ? startOf(key) : offset;
    offset = startOf(node);
  }
  return offset;
}

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;

function keyOf(node: Node | null, step: PropertyKey): Node | null {
  if (!isMap(node)) return null;
  const key = node.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(step))?.key;
  return isNode(key) ? key : null;
}

function childOf(node: Node | null, step: PropertyKey): Node | null {
  if (node === null || !('get' in node) || typeof node.get !== 'function') return null;
  const child: unknown = node.get(step, true);
  return isNode(child) ? child : null;
}

/** Every way in which the file's content is not what a schema asks for, each at its place. */
export function problemsOf(file: YamlFile, error: z.ZodError, under: YamlPath = []): Problem[] {
  const issues = flatten(error.issues, under);
  const told = issues.filter(
    ({ code, path }) => code !== 'custom' || !issues.some((i) => isWithin(i.path, path)),
  );
  return told.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') {
      return [file.problemAt(issue.path, wordsFor(issue, valueAt(file.content, issue.path)))];
    }
    return issue.keys.map((key) => {
      const message = `"${key}" is not known here: correct its spelling, or remove it`;
      return file.problemAt([...issue.path, key], message, 'key');
    });
  });
}

/** What holds a faulty part is not judged until the part is right. */
const isWithin = (path: YamlPath, outer: YamlPath): boolean =>
  path.length > outer.length && outer.every((step, i) => path[i] === step);

type Issue = z.core.$ZodIssue;

/** Of a choice, the alternative that comes nearest to what was written is the one worth telling about. */
function flatten(issues: readonly Issue[], under: YamlPath): Issue[] {
  return issues.flatMap((issue): Issue[] => {
    const path = [...under, ...issue.path];
    if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }];
    const alternatives = issue.errors.map((branch) => flatten(branch, path));
    return alternatives.reduce((best, branch) => (weight(branch) < weight(best) ? branch : best));
  });
}

const weight = (issues: readonly Issue[]): number =>
  issues.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);

function valueAt(content: unknown, path: YamlPath): unknown {
  let value = content;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'write text, in quotes if it looks like a number',
  array: 'write a list, one line each, starting with -',
  object: 'write its parts as name: value',
};

function wordsFor(issue: Issue, value: unknown): string {
  const name = String(issue.path.findLast((step) => typeof step === 'string') ?? 'this file');
  if (value === undefined || value === null) return `${name} is missing: write it here`;
  if (issue.code === 'invalid_value') return `${name}: write one of ${issue.values.join(', ')}`;
  const expected = issue.code === 'invalid_type' ? EXPECTED[issue.expected] : sizeWords(issue);
  return `${name}: ${expected ?? issue.message}`;
}

const UNITS: Readonly<Record<string, string>> = { string: ' characters', array: ' of them' };

/** Too little or too much of something, where the schema has no sentence of its own. */
function sizeWords(issue: Issue): string | undefined {
  if ((issue.code !== 'too_small' && issue.code !== 'too_big') || !issue.message.startsWith('Too '))
    return undefined;
  const unit = UNITS[issue.origin] ?? '';
  if (issue.code === 'too_big') return `write at most ${issue.maximum}${unit}`;
  return Number(issue.minimum) === 1 && unit
    ? 'this cannot be empty'
    : `write at least ${issue.minimum}${unit}`;
}
