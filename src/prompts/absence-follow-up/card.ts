import { known } from '../../cards/fragments';
import type { CardAction, CardParts, Fact } from '../../cards/parts';
import { render } from '../../cards/render';
import { dayOf } from '../../domain/calendar';
import { plain } from '../../domain/text';
import { CANNOT_BE_READ } from '../../domain/unreadable';
import { dayName, dayWord, sessionWord } from '../../domain/words';
import type { AskInput, View } from '../kind';
import template from './ask.json';
import type { FollowUpFacts } from './facts';
import { attemptLines, closedLines, codeLines, isLimitReached } from './lines';
import { NEXT, NONE_GIVEN, NOTE_LIMIT, PARENT, REASON, SAFE, type Said } from './reply';

/** The follow-up card: who is missing, whom to ring, what was tried, and the form. */
export function followUpCard(input: AskInput, facts: FollowUpFacts, view: View): CardParts {
  const { day, session } = facts.prompt;
  const when = session ? `${sessionWord(session)} · ${dayName(day)}` : dayName(day);
  const base = { eyebrow: `Not at provision · ${when}`, summary: 'A pupil is not at provision' };
  if (view.state === 'superseded') return { ...base, lines: ['Asked again below.'] };
  if (view.state === 'closed') {
    const actions = view.mayChange ? [{ title: 'Change', verb: 'change', alone: true }] : [];
    return { ...base, lines: closedLines(input, facts), actions };
  }
  return {
    ...base,
    alert: view.alert ?? urgency(facts),
    heading: heading(input, facts),
    facts: whom(facts),
    body: [...known([...view.story, ...attemptLines(input, facts), view.holding]), form(facts, view)],
    lines: codeLines(facts),
    actions: view.state === 'changing' ? CHANGE_ACTIONS : askActions(view),
    footer: view.footer,
  };
}

/** Nobody knows where the pupil is, which is worse than knowing that they are not there. */
const isUnknown = ({ prompt }: FollowUpFacts): boolean => prompt.context.event === 'pupil-not-known';

const urgency = (facts: FollowUpFacts): string =>
  isUnknown(facts) ? 'Counts as unsafe until answered' : 'Needs an answer';

function heading({ calendar, now }: AskInput, facts: FollowUpFacts): string {
  const { prompt, name, provider } = facts;
  const today = dayOf(calendar, now);
  const session = prompt.session ? sessionWord(prompt.session) : 'day';
  const when = prompt.day === today ? `this ${session}` : `${dayWord(prompt.day, today)}, ${session}`;
  if (isUnknown(facts)) return `Where is ${name}? Nobody knows if they are at ${provider.name} ${when}`;
  return `${name} is not at ${provider.name} ${when}. What has happened?`;
}

function whom({ contact, provider }: FollowUpFacts): Fact[] {
  const facts: Fact[] = [];
  if (contact?.phone) {
    facts.push({
      label: `Ring ${contact.name} (${contact.relationship})`,
      value: contact.phone,
      tel: contact.phone,
    });
  }
  if (provider.phone)
    facts.push({ label: `Ring ${provider.name}`, value: provider.phone, tel: provider.phone });
  return facts;
}

function form({ name, attempts, schoolDays }: FollowUpFacts, { entered = {} }: View) {
  const last = attempts.at(-1);
  const said = (key: keyof Said): string => {
    const value = entered[key];
    if (typeof value === 'string') return plain(value, NOTE_LIMIT);
    const before = last?.[key] ?? '';
    return before === CANNOT_BE_READ ? '' : before;
  };
  return render(template, {
    name,
    safe: said('safe'),
    by: said('by'),
    parent: said('parent'),
    reason: said('reason'),
    next: said('next'),
    note: said('note'),
    noted: said('note') !== '',
    safeChoices: SAFE,
    parentChoices: PARENT,
    reasonChoices: isLimitReached(schoolDays) ? [...REASON, NONE_GIVEN] : REASON,
    nextChoices: NEXT,
  });
}

const CHANGE_ACTIONS: readonly CardAction[] = [
  { title: 'Save changes', verb: 'send', primary: true },
  { title: 'Cancel', verb: 'show', alone: true },
];

function askActions(view: View): CardAction[] {
  const hold: CardAction[] = view.mayHold ? [{ title: 'I’m on it', verb: 'hold', alone: true }] : [];
  const climb: CardAction[] = view.climbsTo
    ? [{ title: `Tell the ${view.climbsTo} now`, verb: 'climb' }]
    : [];
  return [{ title: 'Send', verb: 'send', primary: true }, ...hold, ...climb];
}
