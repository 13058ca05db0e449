import type { BeginCommand, Duty } from '../../../domain/policy';
import type { Who, Wish } from '../pick';

/** What stands for the school itself where a card says whom a duty is about. */
export const SCHOOL_KEY = 'school';

const TITLES: Readonly<Record<BeginCommand, string>> = {
  concern: 'Concern',
  missing: 'Missing child',
  refer: 'Referral',
  visit: 'Visit',
  review: 'Review',
  incident: 'Incident',
  end: 'End of a placement',
  record: 'Something to keep',
};

/** Commands that may be typed with a provider's name for what concerns its pupils. */
const AT_PROVIDER: readonly BeginCommand[] = ['visit', 'incident', 'record'];

/** About whom these duties can be begun. */
export function kindsOf(command: BeginCommand, duties: readonly Duty[]): Who['kind'][] {
  const subjects = duties.map(({ subject }) => subject);
  const pupil = subjects.includes('pupil') || subjects.includes('placement');
  const provider =
    subjects.includes('provider') || (subjects.includes('placement') && AT_PROVIDER.includes(command));
  return [...(pupil ? (['pupil'] as const) : []), ...(provider ? (['provider'] as const) : [])];
}

/** What somebody is tempted to tell with the name. */
const NARRATED: readonly BeginCommand[] = ['incident', 'concern', 'missing'];

/** Narrative belongs in the case system, where few may read it. */
const NARRATIVE = {
  hint: 'Only the name: what happened belongs in the case system.',
  unkept:
    'What you wrote after the name was not kept. It belongs in the case system: write it there, and delete your message here.',
};
const UNKEPT =
  'Only the name was read. What you wrote after it was not kept: the form asks for what is needed.';

/** How a command asks whom it is about. `ofSchool` are its duties about the whole school. */
export function wishFor(
  command: BeginCommand,
  kinds: readonly Who['kind'][],
  ofSchool: readonly Duty[],
): Wish {
  const names = kinds.map((kind) => `the ${kind}’s`).join(' or ');
  const [only, ...others] = ofSchool;
  const title = others.length > 0 ? 'About the whole school' : (only?.title ?? '');
  const data = { command, who: SCHOOL_KEY };
  return {
    title: TITLES[command],
    verb: 'begin',
    data: { command },
    question: `Which ${kinds.join(' or ')}?`,
    label: `Part of ${names} name`,
    go: 'Go on',
    unkept: UNKEPT,
    ...(NARRATED.includes(command) ? NARRATIVE : {}),
    also: only ? [{ title, verb: 'begin', data, alone: true }] : [],
  };
}

/** The same for what is chosen next, once it is known whom it is about. */
export const wishAbout = (wish: Wish, name: string, data: Wish['data']): Wish => ({
  ...wish,
  title: `${wish.title} · ${name}`,
  data: { ...wish.data, ...data },
});
