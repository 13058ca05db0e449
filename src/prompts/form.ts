import { z } from 'zod/v4';
import type { EventName } from '../domain/events';
import { settling } from '../domain/fields';
import type { Duty, Subject } from '../domain/policy';
import { refuse } from '../domain/refusals';
import { CASE_ROLES, type Role } from '../domain/roles';
import { type FormMore, formCard } from './form-card';
import { type FormFacts, formFacts } from './form-facts';
import { LINE_LIMIT, missingSentence, outstanding, readForm, type Said } from './form-read';
import type { AskInput, Db, Kind, Press, Read } from './kind';

/** What a kind looks up for itself, and what follows from it. */
export interface FormRules {
  /** What the card says beside the fields, and the answers it offers. */
  readonly more?: FormMore;
  /** What must hold before the question is settled, beyond the pack's own rules: a sentence for each that does not. */
  readonly problems?: (said: Said) => readonly string[];
  /** Events that the answer raises, beyond the pack's own. */
  readonly raises?: (said: Said) => readonly EventName[];
}

/** A kind that asks the fields of its duty: only what a table cannot say is its own. */
export interface FormKind {
  readonly name: string;
  readonly title: string;
  readonly urgent?: boolean;
  readonly subjects: readonly Subject[];
  /** Left out: everybody who works with pupils. */
  readonly askable?: readonly Role[];
  readonly settings?: z.ZodType;
  readonly events?: readonly EventName[];
  /** One look into the database, if it takes more than every form knows. */
  readonly rules?: (db: Db, input: AskInput, facts: FormFacts) => Promise<FormRules> | FormRules;
}

/** Makes a kind of prompt of what is its own: the card, the reading and the keeping are the same for all forms. */
export function formKind(form: FormKind): Kind {
  return {
    urgent: false,
    askable: CASE_ROLES,
    settings: z.strictObject({}),
    events: [],
    ...form,
    ownForm: false,
    evidence: [],
    perCard: 1,
    group: ({ subjectId, occurrence }) => `${subjectId}:${occurrence}`,
    async open(db, input) {
      const facts = await formFacts(db, input);
      const rules = (await form.rules?.(db, input, facts)) ?? {};
      return {
        card: (view) => formCard(input, facts, rules.more ?? {}, view),
        read: (press) =>
          press.verb === 'override' ? override(input, facts, press) : read(input, facts, rules, press),
      };
    },
  };
}

/** An incomplete form is kept and stays open; nothing that was typed is lost. */
function read({ duty }: AskInput, facts: FormFacts, rules: FormRules, press: Press): Read {
  const { said, problems } = readForm(duty, facts.said, press);
  if (problems.length > 0) return refuse({ code: 'bad-answer', problems });
  if (Object.keys(said).length === 0)
    return refuse({ code: 'bad-answer', problems: ['Fill in at least one line first.'] });
  const { missing, unsettled } = outstanding(duty, said);
  const faults = missing.length === 0 ? (rules.problems?.(said) ?? []) : [];
  const isSettled = missing.length === 0 && unsettled.length === 0 && faults.length === 0;
  if (!isSettled && facts.prompt.status === 'answered')
    return refuse({
      code: 'bad-answer',
      problems: [...missingSentence(missing), ...faults, ...unsettledSentences(unsettled)],
    });
  const answer = {
    promptId: facts.prompt.id,
    reply: said,
    settles: isSettled ? ('close' as const) : ('open' as const),
    raises: [
      ...new Set([
        ...answerEvents(duty, said),
        ...(rules.raises?.(said) ?? []),
        ...(isSettled ? duty.raises : []),
      ]),
    ],
    escalates: unsettled.some(({ type }) => type !== 'tick'),
  };
  const told = [...missingSentence(missing), ...unsettledSentences(unsettled), ...faults];
  return {
    ok: true,
    answers: [answer],
    problems: isSettled ? [] : [`Kept. ${told.join(' ')}`],
    partial: !isSettled,
  };
}

const unsettledSentences = (fields: ReturnType<typeof outstanding>['unsettled']): string[] =>
  fields.map((field) => `${field.label} does not settle this yet: it needs ${words(settling(field) ?? [])}.`);

const words = (values: readonly string[]): string =>
  values.map((value) => `“${value.replaceAll('-', ' ')}”`).join(' or ');

function answerEvents({ fields }: Duty, said: Said): EventName[] {
  return fields.flatMap(({ name, raises }) => raises?.[said[name] ?? ''] ?? []);
}

/** The placement may start without this: only with a reason, by the role that the pack names. */
function override({ duty }: AskInput, facts: FormFacts, { data, roles }: Press): Read {
  if (!duty.override || !roles.includes(duty.override)) return refuse({ code: 'not-allowed' });
  const written = data['override_reason'];
  const reason = typeof written === 'string' ? written.trim() : '';
  if (reason === '' || reason.length > LINE_LIMIT) {
    return refuse({
      code: 'bad-answer',
      problems: [`Say in up to ${LINE_LIMIT} characters why it may start without this.`],
    });
  }
  const reply = { ...facts.said, override_reason: reason };
  return { ok: true, answers: [{ promptId: facts.prompt.id, reply, settles: 'close', why: 'overridden' }] };
}
