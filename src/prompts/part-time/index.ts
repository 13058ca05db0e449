import { z } from 'zod/v4';
import { addDays, type Day } from '../../domain/calendar';
import type { Duty } from '../../domain/policy';
import { count } from '../../domain/text';
import { dayName } from '../../domain/words';
import { type FormRules, formKind } from '../form';
import type { FormFacts } from '../form-facts';
import type { Said } from '../form-read';
import type { AskInput } from '../kind';

const settings = z.strictObject({
  /** The field with the last day of the part-time timetable: where it is named, there must be one. */
  endField: z.string().optional(),
  /** The field with its first day; today where it is not given. */
  startField: z.string().default('start_on'),
  /** How long it may last, in weeks. */
  mostWeeks: z.int().min(1).max(52).optional(),
});
type Settings = z.infer<typeof settings>;

/** Is the part-time arrangement right, agreed and short, and is the pupil safe today? */
export const partTime = formKind({
  name: 'part-time',
  title: 'a part-time timetable',
  subjects: ['placement', 'pupil'],
  settings,
  rules: (_db, input, facts) => temporary(input, facts),
});

/** A part-time timetable is temporary: it has a last day, and not a distant one. */
function temporary({ duty }: AskInput, { today }: FormFacts): FormRules {
  const set = settings.parse(duty.settings);
  if (set.endField === undefined) return {};
  const line = set.mostWeeks ? [`It may last ${count(set.mostWeeks, 'week')} at most.`] : [];
  return { more: { lines: line }, problems: (said) => endProblem(duty, set, said, today) };
}

function endProblem({ fields }: Duty, set: Settings, said: Said, today: Day): string[] {
  const { endField = '' } = set;
  const label = fields.find(({ name }) => name === endField)?.label ?? endField;
  const end = said[endField];
  const fault = end ? endFault(end, said[set.startField] ?? today, set, today) : MISSING;
  return fault === undefined ? [] : [`${label}: ${fault}`];
}

const MISSING = 'a part-time timetable needs a last day.';

function endFault(end: Day, start: Day, { mostWeeks }: Settings, today: Day): string | undefined {
  if (end < today) return 'that day has passed. Choose today or a later day.';
  if (end < start) return `it starts on ${dayName(start)}. Choose a day after that.`;
  const latest = mostWeeks && addDays(start, mostWeeks * 7);
  if (!latest || end <= latest) return undefined;
  return `${count(mostWeeks, 'week')} at most, so by ${dayName(latest)}. Choose an earlier day.`;
}
