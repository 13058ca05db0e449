import { toAction } from '../cards/actions';
import {
  choice,
  dateInput,
  factRow,
  known,
  numberInput,
  section,
  textInput,
  textLine,
  tick,
  timeInput,
} from '../cards/fragments';
import type { CardAction, CardParts, Fact } from '../cards/parts';
import type { Field } from '../domain/fields';
import type { JsonObject } from '../domain/json';
import type { Duty } from '../domain/policy';
import { plain } from '../domain/text';
import { isUnreadable } from '../domain/unreadable';
import { clockTime, dayName, moment } from '../domain/words';
import { deskFold, FORM_FOLD, fold, MORE } from './desk-card';
import type { FormSaid, FormWords } from './form-facts';
import { asked, type Choices, LINE_LIMIT, offered } from './form-read';
import type { AskInput, View } from './kind';

/** What a kind adds to the form of a duty. */
export interface FormMore {
  /** Lines above the form: what Waymark has worked out. */
  readonly lines?: readonly string[];
  /** The answers that a field offers, where they are not the pack's to list. */
  readonly choices?: Choices;
  /** What comes before all else: danger. */
  readonly alerts?: readonly string[];
  /** What is known, a row each, under what the card says of who has it. */
  readonly facts?: readonly Fact[];
  /** What was tried so far, under the facts. */
  readonly tried?: readonly string[];
  /** The form waits for a button of this title. */
  readonly folded?: string | undefined;
}

/** What was said on a form, and what its card says beside it. */
type Facts = FormSaid & FormWords;

/** What a form's card says beside its question. */
export interface Told {
  readonly more: FormMore;
  /** Why what was said so far does not settle it, a sentence each. */
  readonly unmet: readonly string[];
  /** It is worked at the DSL's desk. */
  readonly desk: boolean;
}

/** A form's card: the question, what is known, the fields, and what happens if nobody answers. */
export function formCard(input: AskInput, facts: Facts, told: Told, view: View): CardParts {
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
    heading: headingFor(duty, facts, told),
    facts: facts.known.slice(0, 3),
    body: [
      ...aboveForm(input, facts, told, view),
      ...formOf(input, facts, told.more, view),
      ...(view.desk ? [deskFold(input, view.desk, view)] : []),
    ],
    actions: [...actionsOf(duty, view, told), ...back].slice(0, MOST_BUTTONS),
    footer: view.footer,
  };
}

/** Danger, who has it, what is known and what was tried; without facts of its own, who is on it stands last. */
function aboveForm(input: AskInput, facts: Facts, { more, unmet }: Told, view: View): JsonObject[] {
  const { alerts = [], tried = [], lines = [] } = more;
  const said = [...view.story, ...tried, ...soFar(input, facts, unmet), ...lines];
  if (!more.facts) return known([...said, view.holding]);
  return [
    ...alerts.map((line) => textLine(line, { bold: true, colour: 'attention' })),
    ...known([view.holding ?? 'Nobody is acting yet.']),
    ...more.facts.map(factRow),
    ...known(said),
  ];
}

/** At the desk the child's name comes first, where the card was passed on: it is one of several. */
const headingFor = ({ question, title }: Duty, { about }: Facts, { more }: Told): string =>
  more.facts && about !== '' ? `${about}: ${lowerFirst(question ?? title)}` : (question ?? title);

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The fields; where they are folded away, unfolded once something was said in them. */
function formOf({ duty, askId }: AskInput, facts: Facts, more: FormMore, view: View): JsonObject[] {
  const fields = fieldsOf(duty, facts, more, view);
  if (!isFolded(more, view)) return fields;
  const send = { type: 'ActionSet', spacing: 'medium', actions: [toAction(SEND, askId)] };
  const isBegun = asked(duty).some(({ name }) => valuesOf(facts, view)(name) !== '');
  return [fold(FORM_FOLD, [...fields, { ...send }], isBegun)];
}

const isFolded = ({ folded }: FormMore, { state }: View): boolean =>
  folded !== undefined && state !== 'changing';

const SEND: CardAction = { title: 'Send', verb: 'send' };
const MOST_BUTTONS = 3;

const eyebrow = (duty: Duty, { about, prompt }: Facts): string =>
  [duty.title, about, dayName(prompt.day)].filter((part) => part !== '').join(' · ');

/** What was said was changed where it is stored: its reader must not take it for nothing said. */
const LOST = 'What was said cannot be read. Say it again.';

function soFar({ calendar }: AskInput, { last, said, today }: Facts, unmet: readonly string[]): string[] {
  if (!last) return [];
  const lost = isUnreadable(said) ? [LOST] : [];
  return [`Kept so far, by ${last.staff}, ${moment(calendar, last.at, today)}.`, ...lost, ...unmet];
}

function closedLine({ calendar, duty }: AskInput, { about, last, prompt, said, today }: Facts): string {
  const what = about === '' ? duty.title : `${duty.title}, ${about}`;
  if (prompt.closedWhy === 'child-found') return `${what}: the child is found, so this is no longer asked.`;
  if (!last || prompt.status !== 'answered') return `${what}: no longer asked.`;
  const how = prompt.closedWhy === 'overridden' ? 'started without it' : 'recorded';
  const at = prompt.day === today ? clockTime(calendar, last.at) : moment(calendar, last.at, today);
  return `${what}: ${how}. ${last.staff}, ${at}.${isUnreadable(said) ? ' What was said cannot be read.' : ''}`;
}

/** Lines of a checklist stand together under one heading, and so do the fields that count under one condition. */
function fieldsOf(duty: Duty, facts: Facts, more: FormMore, view: View): JsonObject[] {
  const { choices = {} } = more;
  const value = valuesOf(facts, view);
  const elements = runsOf(asked(duty)).flatMap((run, i, runs) => {
    const [first] = run;
    const isList = first?.type === 'item';
    const condition = first ? conditionOf(duty, first, choices) : '';
    const isGroup = isList || (condition !== '' && run.length > 1);
    const labelled = (field: Field) => labelOf(field, isGroup ? '' : condition);
    const drawn = run.map((field) =>
      isList
        ? tick(field.name, field.label, value(field.name) === 'yes')
        : inputOf(field, labelled(field), offered(field, choices), value(field.name)),
    );
    if (isGroup) return [section(headingOf(condition, isList), drawn)];
    return i > 0 && isSection(runs[i - 1] ?? []) ? apart(drawn) : drawn;
  });
  return view.mayOverride ? [...elements, ...apart(OVERRIDE)] : elements;
}

const headingOf = (condition: string, isList: boolean): string =>
  [condition && `If ${condition}`, isList && 'Tick what is in place'].filter(Boolean).join('. ');

/** What was typed last on this card, else what was said before. */
function valuesOf({ said }: Facts, { entered = {} }: View): (name: string) => string {
  return (name) => {
    const sent = entered[name];
    const isTyped = typeof sent === 'string' || typeof sent === 'number';
    return isTyped ? plain(String(sent), LINE_LIMIT) : (said[name] ?? '');
  };
}

/** Fields that follow one another and are of a sort: lines of a checklist, or not; under one condition, or none. */
function runsOf(fields: readonly Field[]): Field[][] {
  const sortOf = ({ type, when = {} }: Field) => `${type === 'item'} ${JSON.stringify(when)}`;
  const runs: Field[][] = [];
  for (const field of fields) {
    const last = runs.at(-1);
    if (last?.[0] && sortOf(last[0]) === sortOf(field)) last.push(field);
    else runs.push([field]);
  }
  return runs;
}

const isSection = (run: readonly Field[]): boolean =>
  run[0]?.type === 'item' || (run.length > 1 && Object.keys(run[0]?.when ?? {}).length > 0);

/** What follows a group does not belong to it. */
const apart = ([first, ...rest]: readonly JsonObject[]): JsonObject[] =>
  first ? [{ ...first, separator: true, spacing: 'medium' }, ...rest] : [];

const OVERRIDE = [
  textInput('override_reason', 'To let it start without this: why? (kept in the report)', LINE_LIMIT),
];

function labelOf({ label, required }: Field, condition: string): string {
  if (condition !== '') return `${label} (if ${condition})`;
  return required ? label : `${label} (optional)`;
}

/** "“Outcome” is not improved"; '' where a field always counts. What a label says in brackets is left out. */
function conditionOf(duty: Duty, { when = {} }: Field, choices: Choices): string {
  const [condition] = Object.entries(when);
  if (!condition) return '';
  const [name, value = ''] = condition;
  const field = duty.fields.find((one) => one.name === name);
  const answer = field && offered(field, choices).find((one) => one.value === value);
  const label = (field?.label ?? name).replace(/\s*\([^()]*\)$/u, '');
  return `“${label}” is ${(answer?.title ?? value).toLowerCase()}`;
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

function actionsOf(duty: Duty, view: View, { more, desk }: Told): CardAction[] {
  if (view.state === 'changing') {
    return [
      { title: 'Save changes', verb: 'send', primary: true },
      { title: 'Cancel', verb: 'show', alone: true },
    ];
  }
  const ticks = asked(duty).filter(({ type }) => type === 'item').length;
  const all: CardAction[] = ticks >= MANY_TICKS ? [{ title: 'All in place', verb: 'all' }] : [];
  if (desk) return deskActions(view, more);
  const hold: CardAction[] = view.mayHold ? [{ title: 'I’m on it', verb: 'hold', alone: true }] : [];
  const override: CardAction[] = view.mayOverride ? [{ title: 'Start without it', verb: 'override' }] : [];
  return [{ title: 'Send', verb: 'send', primary: true }, ...override, ...all, ...hold];
}

/** The first thing to do stands out: to take it on, and once somebody has, to say that the child is safe; a report is sent. */
function deskActions({ mayHold, desk }: View, { folded }: FormMore): CardAction[] {
  const act: CardAction[] = mayHold ? [{ title: 'I’m acting', verb: 'hold', alone: true }] : [];
  const form: CardAction =
    folded === undefined ? SEND : { title: folded, verb: 'fold', toggles: [FORM_FOLD] };
  const inOrder = folded === undefined ? [form, ...act] : [...act, form];
  return [...inOrder.map((action, i) => ({ ...action, primary: i === 0 })), ...(desk ? [MORE] : [])];
}
