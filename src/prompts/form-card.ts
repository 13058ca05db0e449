import {
  choice,
  dateInput,
  known,
  numberInput,
  section,
  textInput,
  tick,
  timeInput,
} from '../cards/fragments';
import type { CardAction, CardParts } from '../cards/parts';
import type { Field } from '../domain/fields';
import type { JsonObject } from '../domain/json';
import type { Duty } from '../domain/policy';
import { plain } from '../domain/text';
import { clockTime, dayName, moment } from '../domain/words';
import type { FormFacts } from './form-facts';
import { asked, type Choices, LINE_LIMIT, offered } from './form-read';
import type { AskInput, View } from './kind';

/** What a kind adds to the form of a duty. */
export interface FormMore {
  /** Lines above the form: what Waymark has worked out. */
  readonly lines?: readonly string[];
  /** The answers that a field offers, where they are not the pack's to list. */
  readonly choices?: Choices;
}

/** What a form's card says beside its question. */
export interface Told {
  readonly more: FormMore;
  /** Why what was said so far does not settle it, a sentence each. */
  readonly unmet: readonly string[];
}

/** A form's card: the question, what is known, the fields, and what happens if nobody answers. */
export function formCard(input: AskInput, facts: FormFacts, { more, unmet }: Told, view: View): CardParts {
  const { duty } = input;
  const base = { eyebrow: eyebrow(duty, facts), summary: duty.title };
  const back: CardAction[] = view.inPlace ? [{ title: 'Back', verb: 'back', alone: true }] : [];
  if (view.state === 'superseded') return { ...base, lines: ['Asked again below.'] };
  if (view.state === 'closed') {
    const change: CardAction[] = view.mayChange ? [{ title: 'Change', verb: 'change', alone: true }] : [];
    return { ...base, lines: [closedLine(input, facts)], actions: [...change, ...back] };
  }
  return {
    ...base,
    alert: view.alert,
    heading: duty.question ?? duty.title,
    facts: facts.known.slice(0, 3),
    body: [
      ...known([...view.story, ...soFar(input, facts, unmet), ...(more.lines ?? []), view.holding]),
      ...fieldsOf(duty, facts, more, view),
    ],
    actions: [...actionsOf(duty, view), ...back].slice(0, 3),
    footer: view.footer,
  };
}

const eyebrow = (duty: Duty, { about, prompt }: FormFacts): string =>
  [duty.title, about, dayName(prompt.day)].filter((part) => part !== '').join(' · ');

function soFar({ calendar }: AskInput, { last, today }: FormFacts, unmet: readonly string[]): string[] {
  if (!last) return [];
  return [`Kept so far, by ${last.staff}, ${moment(calendar, last.at, today)}.`, ...unmet];
}

function closedLine({ calendar, duty }: AskInput, { about, last, prompt, today }: FormFacts): string {
  const what = about === '' ? duty.title : `${duty.title}, ${about}`;
  if (!last || prompt.status !== 'answered') return `${what}: no longer asked.`;
  const how = prompt.closedWhy === 'overridden' ? 'started without it' : 'recorded';
  return `${what}: ${how}. ${last.staff}, ${prompt.day === today ? clockTime(calendar, last.at) : moment(calendar, last.at, today)}.`;
}

/** Lines of a checklist stand together under one heading each time they follow one another. */
function fieldsOf(duty: Duty, facts: FormFacts, more: FormMore, view: View): JsonObject[] {
  const { entered = {} } = view;
  const { choices = {} } = more;
  const value = (name: string): string => {
    const sent = entered[name];
    return typeof sent === 'string' || typeof sent === 'number'
      ? plain(String(sent), LINE_LIMIT)
      : (facts.said[name] ?? '');
  };
  const elements: JsonObject[] = [];
  let ticks: JsonObject[] = [];
  const flush = () => {
    if (ticks.length > 0) elements.push(section('Tick what is in place', ticks));
    ticks = [];
  };
  for (const field of asked(duty)) {
    if (field.type === 'tick') {
      ticks.push(tick(field.name, field.label, value(field.name) === 'yes'));
      continue;
    }
    flush();
    elements.push(inputOf(field, labelOf(duty, field, choices), offered(field, choices), value(field.name)));
  }
  flush();
  return view.mayOverride ? [...elements, ...OVERRIDE] : elements;
}

const OVERRIDE = [
  textInput('override_reason', 'To let it start without this: why? (kept in the report)', LINE_LIMIT),
];

function labelOf(duty: Duty, field: Field, choices: Choices): string {
  const [condition] = Object.entries(field.when ?? {});
  if (!condition) return field.required ? field.label : `${field.label} (optional)`;
  return `${field.label} (if ${answerWords(duty, condition[0], condition[1] ?? '', choices)})`;
}

/** "“Outcome” is not improved". */
function answerWords({ fields }: Duty, name: string, value: string, choices: Choices): string {
  const field = fields.find((one) => one.name === name);
  if (!field) return `“${name}” is ${value}`;
  const answer = offered(field, choices).find((one) => one.value === value);
  return `“${field.label}” is ${(answer?.title ?? value).toLowerCase()}`;
}

function inputOf(
  field: Field,
  label: string,
  answers: readonly { value: string; title: string }[],
  value: string,
): JsonObject {
  if (answers.length > 0) {
    return choice(field.name, label, answers, answers.some((one) => one.value === value) ? value : '');
  }
  const { name, type } = field;
  if (type === 'date') return dateInput(name, label, value);
  if (type === 'time') return timeInput(name, label, value);
  if (type === 'number') return numberInput(name, label, value);
  return textInput(name, label, LINE_LIMIT, value);
}

const MANY_TICKS = 3;

function actionsOf(duty: Duty, view: View): CardAction[] {
  if (view.state === 'changing') {
    return [
      { title: 'Save changes', verb: 'send', primary: true },
      { title: 'Cancel', verb: 'show', alone: true },
    ];
  }
  const ticks = asked(duty).filter(({ type }) => type === 'tick').length;
  const all: CardAction[] = ticks >= MANY_TICKS ? [{ title: 'All in place', verb: 'all' }] : [];
  const hold: CardAction[] = view.mayHold ? [{ title: 'I’m on it', verb: 'hold', alone: true }] : [];
  const override: CardAction[] = view.mayOverride ? [{ title: 'Start without it', verb: 'override' }] : [];
  return [{ title: 'Send', verb: 'send', primary: true }, ...override, ...all, ...hold];
}
