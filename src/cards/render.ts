// The package's index also types a whole card, by way of another package's TypeScript source, which fails our checks.
import { GlobalSettings, Template } from 'adaptivecards-templating/lib/template-engine';
import type { Json, JsonObject } from '../domain/json';

/** Compiling a template costs about ten times what filling it does, so each is compiled once. */
const compiled = new WeakMap<object, Template>();

/** Stands before every "{" of the data while a template is filled, so that an open "${" can only be the template's. */
const GUARD = '\uFDD0';

/** Properties that a client shows as text: it drops a number there. */
const TEXTS = new Set(['text', 'title', 'label', 'altText', 'placeholder', 'errorMessage', 'fallbackText']);

// By default the library would show the reader "${key}" instead.
GlobalSettings.getUndefinedFieldValueSubstitutionString = (key) => {
  throw new Error(`a card template asks for "${key}", which its data lacks`);
};

/**
 * Fills a card template with data, once: `${...}` in a person's text stays text. What is absent (null, undefined)
 * becomes ''. Shares nothing with `data`. Throws when the template asks for a key that the data lacks.
 */
export function render(template: object, data: object): JsonObject {
  const filled: unknown = compile(template).expand({ $root: guarded(data) });
  const card = finished(filled);
  if (typeof card !== 'object' || card === null || Array.isArray(card)) {
    throw new Error('a card template must fill to one object');
  }
  return card;
}

function compile(template: object): Template {
  const known = compiled.get(template);
  if (known) return known;
  refuseConstantConditions(template);
  const fresh = new Template(template);
  compiled.set(template, fresh);
  return fresh;
}

/** The library shows an element whose `$when` is false and drops one whose `$when` is true. */
function refuseConstantConditions(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  if ('$when' in node && !String(node.$when).includes('${')) {
    throw new Error(`a card template has a $when that is no expression: ${String(node.$when)}`);
  }
  Object.values(node).forEach(refuseConstantConditions);
}

/** The data copied, with nothing in it that the library trips over or would take for its own. */
function guarded(value: unknown): unknown {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.replaceAll('{', `${GUARD}{`);
  if (Array.isArray(value)) return value.map(guarded);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, guarded(inner)]));
}

/** The card copied: the guards taken out, text as text, and no binding left open. */
function finished(value: unknown): Json {
  if (typeof value === 'string') return unguarded(value);
  if (Array.isArray(value)) return value.map(finished);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  const owner = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(owner).map(([key, inner]) => [key, property(owner, key, finished(inner))]),
  );
}

function property(owner: Readonly<Record<string, unknown>>, key: string, value: Json): Json {
  if (typeof value === 'number' && isText(owner, key)) return String(value);
  return typeof value === 'string' && TEXTS.has(key) ? still(value) : value;
}

function unguarded(text: string): string {
  const open = /\$\{[^}]*\}?/u.exec(text)?.[0];
  if (open) throw new Error(`a card template cannot fill ${open}`);
  return text.replaceAll(`${GUARD}{`, '{');
}

/** `value` is text in a fact, a choice and most inputs, but a number in a chart or in Input.Number. */
function isText(owner: Readonly<Record<string, unknown>>, key: string): boolean {
  if (key !== 'value') return TEXTS.has(key);
  const type = typeof owner['type'] === 'string' ? owner['type'] : '';
  return type === '' ? 'title' in owner : type.startsWith('Input.') && type !== 'Input.Number';
}

/** A client would turn {{DATE(...)}} into a date of its own: an invisible joiner keeps it the text it is. */
const still = (text: string): string => text.replaceAll('{{', '{\u2060{');
