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
import { answersOf, type Field } from '../domain/fields';
import type { JsonObject } from '../domain/json';
import type { Duty } from '../domain/policy';
import { plain } from '../domain/text';
import { clockTime, dayName, moment } from '../domain/words';
import type { FormFacts } from './form-facts';
import { asked, LINE_LIMIT, missingSentence, outstanding } from './form-read';
import type { AskInput, View } from './kind';

/** What a kind adds to the form of a duty. */
export interface FormMore {
  /** Lines above the form: what Waymark has worked out. */
  readonly lines?: readonly string[];
  /** The answers that a field offers, where they are not the pack's to list. */
  readonly choices?: Readonly<Record<string, readonly { value: string; title: string }[]>>;
}

/** A form's card: the question, what is known, the fields, and what happens if nobody answers. */
export function formCard(input: AskInput, facts: FormFacts, more: FormMore, view: View): CardParts {
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
      ...known([...view.story, ...soFar(input, facts), ...(more.lines ?? []), view.holding]),
      ...fieldsOf(duty, facts, more, view),
    ],
    actions: [...actionsOf(duty, view), ...back].slice(0, 3),
    footer: view.footer,
  };
}

const eyebrow = (duty: Duty, { about, prompt }: FormFacts): string =>
  [duty.title, about, dayName(prompt.day)].filter((part) => part !== '').join(' · ');

function soFar({ calendar, duty }: AskInput, { last, said, today }: FormFacts): string[] {
  if (!last) return [];
  const missing = missingSentence(outstanding(duty, said).missing);
  return [`Kept so far, by ${last.staff}, ${moment(calendar, last.at, today)}.`, ...missing];
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
    elements.push(inputOf(field, labelOf(duty, field), more.choices?.[field.name], value(field.name)));
  }
  flush();
  return view.mayOverride ? [...elements, ...OVERRIDE] : elements;
}

const OVERRIDE = [
  textInput('override_reason', 'To let it start without this: why? (kept in the report)', LINE_LIMIT),
];

function labelOf(duty: Duty, field: Field): string {
  const [condition] = Object.entries(field.when ?? {});
  if (condition) {
    const other = duty.fields.find(({ name }) => name === condition[0]);
    const answer = other && answersOf(other).find(({ value }) => value === condition[1])?.title;
    return `${field.label} (if “${other?.label ?? condition[0]}” is ${(answer ?? condition[1]).toLowerCase()})`;
  }
  return field.required ? field.label : `${field.label} (optional)`;
}

function inputOf(
  field: Field,
  label: string,
  choices: readonly { value: string; title: string }[] | undefined,
  value: string,
): JsonObject {
  const answers = choices ?? answersOf(field);
  if (answers.length > 0) {
    return choice(field.name, label, answers, answers.some((one) => one.value === value) ? value : '');
  }
  switch (field.type) {
    case 'date':
      return dateInput(field.name, label, value);
    case 'time':
      return timeInput(field.name, label, value);
    case 'number':
      return numberInput(field.name, label, value);
    default:
      return textInput(field.name, label, LINE_LIMIT, value);
  }
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
