import { answersOf, type Field, settling } from '../../domain/fields';
import type { Duty, Pack } from '../../domain/policy';
import { type Chance, pick } from './chance';

/** What the staff of a simulated year press on a form: nearly always what settles it, now and then what does not. */
export function formAnswer(pack: Pack, duty: Duty, today: string, chance: Chance): Record<string, string> {
  const asked = duty.fields.filter(({ type }) => type !== 'auto');
  const said = Object.fromEntries(asked.map((field) => [field.name, valueOf(field, today, chance)]));
  // Why a pupil is referred is one of the pack's own reasons, which only its card lists.
  return duty.kind === 'referral' && 'reason_code' in said
    ? { ...said, reason_code: pack.reasons[0]?.code ?? 'other' }
    : said;
}

/** How often something other than the usual answer is given. */
const UNUSUAL = 0.06;

function valueOf(field: Field, today: string, chance: Chance): string {
  const answers = answersOf(field).map(({ value }) => value);
  if (answers.length === 0) return typedIn(field, today);
  const usual = settling(field)?.[0] ?? answers[0] ?? '';
  return chance() < UNUSUAL ? (pick(chance, answers) ?? usual) : usual;
}

const typedIn = ({ type }: Field, today: string): string =>
  new Map([
    ['date', today],
    ['time', '10:00'],
    ['number', '1'],
  ]).get(type) ?? 'As agreed';

const MARKS = [
  { mark: 'not-there', share: 0.06 },
  { mark: 'late', share: 0.03 },
  { mark: 'not-known', share: 0.01 },
];

/** The marks of a session: most pupils are there. Keys as the attendance card names its inputs. */
export function marksAnswer(promptIds: readonly string[], chance: Chance): Record<string, string> {
  return Object.fromEntries(promptIds.map((id) => [`mark-${id}`, markOf(chance())]));
}

function markOf(draw: number): string {
  let from = 0;
  for (const { mark, share } of MARKS) {
    if (draw >= from && draw < from + share) return mark;
    from += share;
  }
  return 'here';
}

/** A follow-up is settled on the first call, or the reason is not known yet. */
export const followUpAnswer = (chance: Chance): Record<string, string> =>
  chance() < 0.9
    ? { parent: 'spoke', safe: 'heard', by: 'the office', reason: 'ill', next: 'back-next', note: '' }
    : { parent: 'no-answer', safe: 'no', by: '', reason: 'not-known', next: 'keep-trying', note: '' };
