import { z } from 'zod/v4';
import { addDays } from '../../domain/calendar';
import type { Duty } from '../../domain/policy';
import { count } from '../../domain/text';
import { dayName } from '../../domain/words';
import { type FormRules, formKind } from '../form';
import type { FormFacts } from '../form-facts';
import type { Said } from '../form-read';
import type { AskInput, Db } from '../kind';
import { earlierRequests } from './facts';

const settings = z.strictObject({
  /** Requests a pupil may bring in one academic year; one more needs the headteacher's reason. */
  perYear: z.int().min(1).max(20).optional(),
  exception: z.string().default('exception_reason'),
  /** Calendar days from the notice (`notice_on`) to the last day (`ends_on`); fewer need a reason. */
  noticeDays: z.int().min(1).max(200).optional(),
  shortNotice: z.string().default('short_notice_reason'),
});

/** How was the request answered, and does the arrangement work? */
export const flexiSchooling = formKind({
  name: 'flexi-schooling',
  title: 'a flexi-schooling arrangement',
  subjects: ['pupil', 'placement'],
  settings,
  rules,
});

async function rules(db: Db, input: AskInput, { prompt, pupilId }: FormFacts): Promise<FormRules> {
  const { exception, noticeDays, perYear, shortNotice } = settings.parse(input.duty.settings);
  const before =
    perYear === undefined || pupilId === null ? -1 : await earlierRequests(db, input, prompt, pupilId);
  const isOver = perYear !== undefined && before >= perYear;
  const line = `Request ${before + 1} for this pupil since 1 September. The policy allows ${perYear}.`;
  const excuse = labelOf(input.duty, exception);
  return {
    more: { lines: before < 0 ? [] : [line] },
    problems: (said) => [
      ...(isOver && !said[exception]
        ? [`${line} Give the headteacher’s reason under “${excuse}” to consider it.`]
        : []),
      ...shortNoticeProblem(input.duty, said, noticeDays, shortNotice),
    ],
  };
}

/** Notice is counted in calendar days (decision 32). */
function shortNoticeProblem(
  duty: Duty,
  { notice_on: from, ends_on: end, ...said }: Said,
  noticeDays: number | undefined,
  reason: string,
): string[] {
  if (noticeDays === undefined || !from || !end || said[reason]) return [];
  const first = addDays(from, noticeDays);
  return end >= first
    ? []
    : [
        `${count(noticeDays, 'day')} of notice run to ${dayName(first)}. Give the headteacher’s reason for less under “${labelOf(duty, reason)}”.`,
      ];
}

const labelOf = ({ fields }: Duty, name: string): string =>
  fields.find((field) => field.name === name)?.label ?? name;
