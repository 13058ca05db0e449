import { dayOf } from '../../domain/calendar';
import { codeForReason, codeWithMeaning, UNESTABLISHED } from '../../domain/register';
import { CANNOT_BE_READ } from '../../domain/unreadable';
import { clockTime, moment } from '../../domain/words';
import type { AskInput } from '../kind';
import type { Attempt, FollowUpFacts } from './facts';
import { isSettled, NEXT, NONE_GIVEN, PARENT, REASON, titleOf } from './reply';

/** "09:20 Amira Khan: no answer yet, reason not known yet." */
export function attemptLines({ calendar, now }: AskInput, { attempts }: FollowUpFacts): string[] {
  const today = dayOf(calendar, now);
  return attempts.map(
    (attempt) => `${moment(calendar, attempt.at, today)} ${attempt.staff}: ${summary(attempt)}.`,
  );
}

function summary(attempt: Attempt): string {
  const { parent, reason, safe, by, next, note } = attempt;
  if (note === CANNOT_BE_READ) return 'what was said cannot be read';
  const safety = { '': '', no: 'not seen or heard yet' }[safe] ?? `${safe} safe by ${by || attempt.staff}`;
  const told = [
    safety,
    labelled('reason', titleOf([...REASON, NONE_GIVEN], reason)),
    labelled('parent or carer', titleOf(PARENT, parent)),
    labelled('next', titleOf(NEXT, next)),
    labelled('note', note, note),
  ].filter((part) => part !== '');
  return told.length > 0 ? told.join(', ') : 'nothing known yet';
}

const labelled = (label: string, title: string, words = title.toLowerCase()): string =>
  title === '' ? '' : `${label}: ${words}`;

/** Code N may stand no longer: another must take its place. */
export const isLimitReached = (schoolDays: number): boolean => schoolDays >= UNESTABLISHED.schoolDays;

/** Where code N stands on its clock, while the reason is not established. */
export function codeLines({ prompt, attempts, schoolDays }: FollowUpFacts): string[] {
  if (prompt.context.event === 'pupil-not-known')
    return ['Register: no code until somebody confirms where the pupil is.'];
  const reason = attempts.at(-1)?.reason ?? '';
  if (reason !== '' && reason !== 'not-known') return [];
  const day = Math.min(schoolDays + 1, UNESTABLISHED.schoolDays);
  const stands = `Register: ${codeWithMeaning(UNESTABLISHED.code)}. School day ${day} of ${UNESTABLISHED.schoolDays}.`;
  if (!isLimitReached(schoolDays)) return [stands];
  return [`${stands} Replace it now: ${codeWithMeaning(UNESTABLISHED.then)}, if no reason was given.`];
}

/** A finished follow-up in a line or two. */
export function closedLines(input: AskInput, facts: FollowUpFacts): string[] {
  const { prompt, name, attempts } = facts;
  const last = attempts.at(-1);
  if (prompt.status !== 'answered' || !last) {
    const why =
      prompt.closedWhy === 'answer-changed' ? 'The attendance was changed.' : 'Not expected there any more.';
    return [`${name}: no longer asked. ${why}`];
  }
  const { code, why } = codeForReason(last.reason);
  const register = code
    ? `Register: ${codeWithMeaning(code)}. Why: ${why}.`
    : `Register: no code proposed. Why: ${why}.`;
  const lines = [`${name}: ${summary(last)}. ${last.staff}, ${clockTime(input.calendar, last.at)}.`];
  return isSettled(last) && last.reason !== 'arrived' ? [...lines, register] : lines;
}
