import { z } from 'zod/v4';
import { weigh } from '../../domain/registration';
import type { FormRules } from '../form';
import { formKind } from '../form';
import type { FormFacts } from '../form-facts';
import type { AskInput, Db } from '../kind';
import { providerPupils } from './facts';

const settings = z.strictObject({
  /** Whether the registration threshold is worked out from the school's own pupils. */
  threshold: z.boolean().default(false),
  /** The field that says whether the provider is registered; over the threshold only `value` settles it. */
  registered: z.string().optional(),
  value: z.string().default('registered'),
  /** Full time is more than so many hours a week, or so many half days, where a school draws the line elsewhere. */
  fullTimeHours: z.number().positive().optional(),
  fullTimeSessions: z.int().min(1).max(10).optional(),
});

/** Is this provider fit to be used, and still fit? */
export const providerCheck = formKind({
  name: 'provider-check',
  title: 'a provider check',
  subjects: ['provider', 'placement'],
  settings,
  rules,
});

/** Would the provider have to be registered, with our pupils there? It is said, and nobody can wave it through. */
async function rules(db: Db, input: AskInput, { providerId, said, today }: FormFacts): Promise<FormRules> {
  const set = settings.parse(input.duty.settings);
  if (!set.threshold || providerId === null) return {};
  const provider = await providerPupils(db, input.schoolId, providerId, today);
  const own = { hours: set.fullTimeHours, sessions: set.fullTimeSessions };
  const { lines, mayNeedRegistering } = weigh(provider, input.calendar, today, own);
  const field = input.duty.fields.find(({ name }) => name === set.registered);
  const isShort = (answers: Readonly<Record<string, string>>) =>
    mayNeedRegistering && field !== undefined && answers[field.name] !== set.value;
  const sentence = `${field?.label}: this provider may need to be registered and is not. Refer to the local authority; no pupil starts there until it is.`;
  return {
    more: { lines },
    problems: (answers) => (isShort(answers) ? [sentence] : []),
    firm: isShort(said) ? sentence : undefined,
  };
}
