import { z } from 'zod/v4';
import { mayOverride } from '../domain/access';
import { ALARMS, type EventName } from '../domain/events';
import { settling } from '../domain/fields';
import type { Duty, Subject } from '../domain/policy';
import { refuse } from '../domain/refusals';
import { CASE_ROLES, type Role } from '../domain/roles';
import { type FormMore, formCard } from './form-card';
import { type FormFacts, type FormSaid, formFacts, formSaid, formWords } from './form-facts';
import { applies, LINE_LIMIT, missingSentence, outstanding, readForm, runOut, type Said } from './form-read';
import type { AskInput, Db, Kind, Press, Read } from './kind';
import { referOn } from './refer-on';

/** What a kind looks up for itself, and what follows from it. */
export interface FormRules {
  /** What the card says beside the fields, and the answers it offers. */
  readonly more?: FormMore;
  /** What must hold before the question is settled, beyond the pack's own rules: a sentence for each that does not. */
  readonly problems?: (said: Said) => readonly string[];
  /** Events that the answer raises, beyond the pack's own. */
  readonly raises?: (said: Said, isSettled: boolean) => readonly EventName[];
  /** Why nobody may let a placement start without this, in a sentence; left out where the pack's role may. */
  readonly firm?: string | undefined;
}

/** A kind that asks the fields of its duty: only what a table cannot say is its own. */
export interface FormKind {
  readonly name: string;
  readonly title: string;
  readonly urgent?: boolean;
  readonly confidential?: boolean;
  readonly desk?: boolean;
  readonly subjects: readonly Subject[];
  /** Left out: everybody who works with pupils. */
  readonly askable?: readonly Role[];
  readonly settings?: z.ZodType;
  readonly events?: readonly EventName[];
  /** Names of dates that tell of a day gone by on this form, beyond those that say so themselves. */
  readonly happened?: RegExp;
  /** One look into the database, if it takes more than every form knows. */
  readonly rules?: (db: Db, input: AskInput, facts: FormFacts) => Promise<FormRules> | FormRules;
}

/** Makes a kind of prompt of what is its own: the card, the reading and the keeping are the same for all forms. */
export function formKind(form: FormKind): Kind {
  return {
    urgent: false,
    confidential: false,
    amendable: false,
    desk: false,
    askable: CASE_ROLES,
    settings: z.strictObject({}),
    events: [],
    ...form,
    ownForm: false,
    evidence: [],
    perCard: 1,
    group: ({ subjectId, occurrence }) => `${subjectId}:${occurrence}`,
    async open(db, input) {
      const said = formSaid(input);
      const rules = (await form.rules?.(db, input, await formFacts(db, input, said))) ?? {};
      const reading = { input, facts: said, rules, happened: form.happened };
      const told = {
        more: rules.more ?? {},
        unmet: unmetBy(reading, said.said).sentences,
        desk: form.desk ?? false,
      };
      return {
        async card(view) {
          const words = await formWords(db, input, await formFacts(db, input, said));
          const mayOverride = view.mayOverride && rules.firm === undefined;
          return formCard(input, { ...said, ...words }, told, { ...view, mayOverride });
        },
        read(press) {
          if (press.verb === 'override') return override(reading, press);
          return press.verb === 'refer-on' && form.desk ? referOn(said, press) : read(reading, press);
        },
      };
    },
  };
}

interface Reading {
  readonly input: AskInput;
  readonly facts: FormSaid;
  readonly rules: FormRules;
  readonly happened: RegExp | undefined;
}

/** An incomplete form is kept and stays open; nothing that was typed is lost. */
function read(reading: Reading, press: Press): Read {
  const { facts, rules, happened } = reading;
  const form = {
    duty: reading.input.duty,
    today: facts.today,
    choices: rules.more?.choices ?? {},
    happened,
  };
  const { said, problems } = readForm(form, facts.said, press);
  if (problems.length > 0) return refuse({ code: 'bad-answer', problems });
  if (Object.keys(said).length === 0)
    return refuse({ code: 'bad-answer', problems: ['Fill in at least one line first.'] });
  return taken(reading, said);
}

/** What was settled already may be changed, and not made unsettled. */
function taken(reading: Reading, said: Said): Read {
  const { prompt } = reading.facts;
  const { sentences, unsettled } = unmetBy(reading, said);
  const isSettled = sentences.length === 0;
  if (!isSettled && prompt.status === 'answered') return refuse({ code: 'bad-answer', problems: sentences });
  const answer = {
    promptId: prompt.id,
    reply: said,
    settles: isSettled ? ('close' as const) : ('open' as const),
    raises: eventsOf(reading, said, isSettled),
    escalates: unsettled.some(({ type }) => type !== 'item'),
  };
  return {
    ok: true,
    answers: [answer],
    problems: isSettled ? [] : ['Kept, but not settled yet.'],
    partial: !isSettled,
  };
}

/** By an answer at once, by the kind, and by the duty once it is settled; each once. */
function eventsOf({ input: { duty }, rules }: Reading, said: Said, isSettled: boolean): EventName[] {
  const answered = answerEvents(duty, said, isSettled);
  const own = rules.raises?.(said, isSettled) ?? [];
  return [...new Set([...answered, ...own, ...(isSettled ? duty.raises : [])])];
}

/** Why what was said does not settle the question, a sentence each; none when it does. */
function unmetBy({ input: { duty }, facts, rules }: Reading, said: Said) {
  const { missing, unsettled } = outstanding(duty, said);
  const faults = [...runOut(duty, said, facts.today), ...(rules.problems?.(said) ?? [])];
  return {
    unsettled,
    sentences: [
      ...missingSentence(missing),
      ...unsettledSentences(unsettled),
      ...(missing.length === 0 ? faults : []),
    ],
  };
}

const unsettledSentences = (fields: ReturnType<typeof outstanding>['unsettled']): string[] =>
  fields.map((field) => `${field.label} does not settle this yet: it needs ${words(settling(field) ?? [])}.`);

const words = (values: readonly string[]): string =>
  values.map((value) => `“${value.replaceAll('-', ' ')}”`).join(' or ');

/**
 * What is not asked, because another answer rules it out, tells nothing. An approval counts once the whole form is
 * settled; an alarm, or an answer that will not settle the form ("not safe"), counts at once.
 */
function answerEvents({ fields }: Duty, said: Said, isSettled: boolean): EventName[] {
  return fields
    .filter((field) => applies(field, said))
    .flatMap((field) => {
      const answer = said[field.name] ?? '';
      const event = field.raises?.[answer];
      const isAlarm =
        event !== undefined && (ALARMS.includes(event) || settling(field)?.includes(answer) === false);
      return event !== undefined && (isSettled || isAlarm) ? [event] : [];
    });
}

/** The placement may start without this: only with a reason, by the role that the pack names. */
function override({ input: { duty }, facts, rules: { firm } }: Reading, { data, roles }: Press): Read {
  if (!mayOverride(roles, duty)) return refuse({ code: 'not-allowed' });
  if (firm !== undefined) return refuse({ code: 'bad-answer', problems: [firm] });
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
