import { z } from 'zod/v4';
import type { SchoolCalendar } from '../../domain/calendar';
import { clearDaysBetween, firstDayAllowed, lastDayToSend } from '../../domain/notice';
import { count, list } from '../../domain/text';
import { dayName, dayWord } from '../../domain/words';
import { type FormRules, formKind } from '../form';
import type { FormFacts } from '../form-facts';
import type { AskInput } from '../kind';

const settings = z.strictObject({
  /** Whole school days between the notice and the start of the placement. */
  clearDays: z.int().min(1).max(60).optional(),
  /** The field that says when the notice was sent. */
  sent: z.string().default('notice_sent_on'),
  /** What the notice must say, in the policy's words. */
  contents: z.array(z.string().min(1).max(80)).max(20).default([]),
});

/** Has the written notice gone out, with all it must contain, in time? */
export const notice = formKind({
  name: 'notice',
  title: 'a notice to parents',
  subjects: ['placement'],
  settings,
  rules: (_db, input, facts) => inTime(input, facts),
});

function inTime({ calendar, duty }: AskInput, { placement, said, today }: FormFacts): FormRules {
  const { clearDays, contents, sent } = settings.parse(duty.settings);
  const lines = contents.length > 0 ? [`The notice must say: ${list(contents)}.`] : [];
  if (clearDays === undefined || !placement) return { more: { lines } };
  const { startDate } = placement;
  const isShort = (day: string | undefined): day is string =>
    day !== undefined && clearDaysBetween(calendar, day, startDate) < clearDays;
  const deadline = said[sent] === undefined ? deadlineLines(calendar, startDate, today, clearDays) : [];
  return {
    more: { lines: [...deadline, ...lines] },
    problems: (answers) => {
      const day = answers[sent];
      return isShort(day) ? [shortSentence(calendar, day, startDate, clearDays)] : [];
    },
  };
}

function deadlineLines(calendar: SchoolCalendar, start: string, today: string, clearDays: number): string[] {
  const last = lastDayToSend(calendar, start, clearDays);
  const why = `${count(clearDays, 'clear school day')} before ${dayName(start)}`;
  if (last === undefined || last >= today) {
    if (last === undefined) return [];
    return [`Send it ${last === today ? 'today' : `by ${dayWord(last, today)}`} at the latest: ${why}.`];
  }
  const first = firstDayAllowed(calendar, today, clearDays);
  const allows = first ? ` Sent today, it allows a start on ${dayName(first)}.` : '';
  return [`It should have gone by ${dayName(last)}: ${why}.${allows}`];
}

function shortSentence(calendar: SchoolCalendar, day: string, start: string, clearDays: number): string {
  const left = clearDaysBetween(calendar, day, start);
  const first = firstDayAllowed(calendar, day, clearDays);
  const earliest = first ? ` The earliest start this notice allows is ${dayName(first)}.` : '';
  return `Sent on ${dayName(day)}, it leaves ${count(left, 'clear school day')} before the start on ${dayName(start)}: ${clearDays} are needed.${earliest}`;
}
