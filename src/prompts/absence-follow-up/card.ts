import type { CardAction, CardParts, Fact } from '../../cards/parts';
import { render } from '../../cards/render';
import { codeForReason, codeWithMeaning, UNESTABLISHED } from '../../domain/register';
import { dayOf } from '../../domain/calendar';
import { clockTime, dayName, dayWord, moment, sessionWord } from '../../domain/words';
import type { AskInput, View } from '../kind';
import template from './ask.json';
import type { Attempt, FollowUpFacts } from './facts';
import { isSettled, NEXT, NONE_GIVEN, PARENT, REASON, SAFE, titleOf } from './reply';

/** The follow-up card: who is missing, whom to ring, what was tried, and the form. */
export function followUpCard(input: AskInput, facts: FollowUpFacts, view: View): CardParts {
  const { prompt } = facts;
  const when = [prompt.session ? sessionWord(prompt.session) : '', dayName(prompt.day)].filter(Boolean).join(' · ');
  const base = { eyebrow: `Not at provision · ${when}`, summary: 'A pupil is not at provision' };
  if (view.state === 'superseded') return { ...base, lines: ['Asked again below.'] };
  if (view.state === 'closed') return { ...base, lines: closedLines(input, facts), actions: closedActions(view) };
  return {
    ...base,
    alert: view.alert ?? (prompt.context.event === 'pupil-not-known' ? 'Counts as unsafe until answered' : 'Needs an answer'),
    heading: heading(input, facts),
    facts: whom(facts),
    body: [form(input, facts, view)],
    lines: [...attemptLines(input, facts), ...codeLines(facts), ...view.story, ...(view.holding ? [view.holding] : [])],
    actions: view.state === 'changing' ? CHANGE_ACTIONS : askActions(view),
    ...(view.footer ? { footer: view.footer } : {}),
    summary: base.summary,
  };
}

function heading({ calendar, now }: AskInput, { prompt, name, provider }: FollowUpFacts): string {
  const today = dayOf(calendar, now);
  const session = prompt.session ? sessionWord(prompt.session) : 'day';
  const when = prompt.day === today ? `this ${session}` : `${dayWord(prompt.day, today)}, ${session}`;
  if (prompt.context.event === 'pupil-not-known') return `Where is ${name}? Nobody knows if they are at ${provider.name} ${when}`;
  return `${name} is not at ${provider.name} ${when}. What has happened?`;
}

function whom({ contact, provider }: FollowUpFacts): Fact[] {
  const facts: Fact[] = [];
  if (contact?.phone) {
    facts.push({ label: `Ring ${contact.name} (${contact.relationship})`, value: contact.phone, tel: contact.phone });
  }
  if (provider.phone) facts.push({ label: `Ring ${provider.name}`, value: provider.phone, tel: provider.phone });
  return facts;
}

function form(_input: AskInput, { name, attempts, schoolDays }: FollowUpFacts, { entered = {} }: View) {
  const last = attempts.at(-1);
  const said = (key: 'safe' | 'by' | 'parent' | 'reason' | 'next' | 'note') => {
    const value = entered[key];
    return typeof value === 'string' ? value : (last?.[key] ?? '');
  };
  const reasons = schoolDays >= UNESTABLISHED.schoolDays ? [...REASON, NONE_GIVEN] : REASON;
  return render(template, {
    name,
    ...{ safe: said('safe'), by: said('by'), parent: said('parent'), reason: said('reason'), next: said('next') },
    ...{ note: said('note'), noted: said('note') !== '' },
    ...{ safeChoices: SAFE, parentChoices: PARENT, reasonChoices: reasons, nextChoices: NEXT },
  });
}

const CHANGE_ACTIONS: readonly CardAction[] = [
  { title: 'Save changes', verb: 'send', primary: true },
  { title: 'Cancel', verb: 'show', alone: true },
];

function askActions(view: View): CardAction[] {
  const hold: CardAction[] = view.mayHold ? [{ title: 'I’m on it', verb: 'hold', alone: true }] : [];
  const climb: CardAction[] = view.climbsTo ? [{ title: `Tell the ${view.climbsTo} now`, verb: 'climb' }] : [];
  return [{ title: 'Send', verb: 'send', primary: true }, ...hold, ...climb];
}

/** "09:20 Amira Khan: no answer yet, reason not known yet." */
function attemptLines({ calendar, now }: AskInput, { attempts }: FollowUpFacts): string[] {
  const today = dayOf(calendar, now);
  return attempts.map((attempt) => `${moment(calendar, attempt.at, today)} ${attempt.staff}: ${summary(attempt)}.`);
}

function summary(attempt: Attempt): string {
  const { parent, reason, safe, by, next, note } = attempt;
  const told = [
    parent ? `parent or carer: ${titleOf(PARENT, parent).toLowerCase()}` : '',
    reason ? `reason: ${titleOf([...REASON, NONE_GIVEN], reason).toLowerCase()}` : '',
    safe === 'no' ? 'not seen or heard yet' : safe ? `${safe} safe by ${by || attempt.staff}` : '',
    next ? `next: ${titleOf(NEXT, next).toLowerCase()}` : '',
    note ? `note: ${note}` : '',
  ].filter(Boolean);
  return told.length > 0 ? told.join(', ') : 'nothing known yet';
}

function codeLines({ attempts, schoolDays }: FollowUpFacts): string[] {
  const reason = attempts.at(-1)?.reason ?? '';
  if (reason !== '' && reason !== 'not-known') return [];
  const day = Math.min(schoolDays + 1, UNESTABLISHED.schoolDays);
  const offer = schoolDays >= UNESTABLISHED.schoolDays ? ` Replace it now: ${codeWithMeaning(UNESTABLISHED.then)}, if no reason was given.` : '';
  return [`Register: ${codeWithMeaning(UNESTABLISHED.code)}. School day ${day} of ${UNESTABLISHED.schoolDays}.${offer}`];
}

function closedLines(input: AskInput, facts: FollowUpFacts): string[] {
  const { prompt, name, attempts } = facts;
  const last = attempts.at(-1);
  if (prompt.status !== 'answered' || !last) {
    return [`${name}: no longer asked. ${prompt.closedWhy === 'answer-changed' ? 'The attendance was changed.' : 'Not expected there any more.'}`];
  }
  const { code, why } = codeForReason(last.reason);
  const register = code ? `Register: ${codeWithMeaning(code)}. Why: ${why}.` : `Register: no code proposed. Why: ${why}.`;
  const lines = [`${name}: ${summary(last)}. ${last.staff}, ${clockTime(input.calendar, last.at)}.`];
  return isSettled(last) && last.reason !== 'arrived' ? [...lines, register] : lines;
}

const closedActions = (view: View): CardAction[] =>
  view.mayChange ? [{ title: 'Change', verb: 'change', alone: true }] : [];
