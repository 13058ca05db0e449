import { chairBlock } from '../../cards/chair';
import type { CardParts } from '../../cards/parts';
import { may, mayFill } from '../../domain/access';
import { type Day, dayOf } from '../../domain/calendar';
import type { EmptyChair, Reason } from '../../domain/empty-chairs';
import { type Role, roleTitle } from '../../domain/roles';
import { count, list } from '../../domain/text';
import { clockTime, dayName, dayWord } from '../../domain/words';
import { capital } from '../queries/phrases';
import type { School } from '../school';
import type { Ahead } from './outlook';

/** For whom the card is drawn, when, and which day it looks ahead to. */
export interface Look {
  readonly school: Pick<School, 'calendar' | 'pack'>;
  readonly day: Day;
  readonly now: Date;
  readonly staffId: string;
  /** The reader's own roles, and all they have now. */
  readonly held: readonly Role[];
  readonly roles: readonly Role[];
}

/** The most chairs on one card. */
const MOST = 6;

/** The empty chairs of a day, each with those who could be asked instead; one line once all are filled. */
export function forecastParts(look: Look, { questions, chairs, covered }: Ahead): CardParts {
  const when = whenWord(look);
  const eyebrow = `Empty chairs · ${dayName(look.day)}`;
  const done = covered.map(({ name, role }) => `${name} is asked as ${roleTitle(role)} ${when}.`);
  if (chairs.length === 0) {
    const all =
      questions === 0 ? `Nothing is asked ${when}.` : `Somebody can be reached for every question ${when}.`;
    return { eyebrow, lines: [[...done, all].join(' ')], summary: 'Empty chairs' };
  }
  const asked = chairs.reduce((sum, chair) => sum + chair.questions, 0);
  const [only, ...others] = chairs;
  const roles =
    only && others.length === 0 ? `as ${roleTitle(only.role)}` : `in these ${chairs.length} roles`;
  return {
    eyebrow,
    alert: chairs.some(({ lost }) => lost > 0) ? 'Nobody at all' : undefined,
    heading: `Who answers ${when} ${roles}?`,
    body: chairs.slice(0, MOST).map((chair, i) => chairBlock(blockOf(look, chair, i === 0))),
    lines: [
      ...done,
      ...(chairs.length > MOST
        ? [`And ${count(chairs.length - MOST, 'role')} more, shown as these are filled.`]
        : []),
    ],
    summary: `Nobody can be reached ${when} for ${count(asked, 'question')}`,
  };
}

/** "tomorrow", "on Mon 30 Nov". */
function whenWord({ school, day, now }: Look): string {
  const word = dayWord(day, dayOf(school.calendar, now));
  return word === dayName(day) ? `on ${word}` : word;
}

function blockOf({ school, day, staffId, ...reader }: Look, chair: EmptyChair, isFirst: boolean) {
  const { role, questions, first, choices, lost } = chair;
  const from = clockTime(school.calendar, first);
  const isTheirs = mayFill(reader, school.pack, role);
  return {
    id: role,
    title: `${capital(roleTitle(role))}: ${count(questions, 'question')} ${questions === 1 ? 'at' : 'from'} ${from}`,
    lines: [...becauseOf(chair), ...whoFills(chair, isTheirs)],
    otherwise: otherwise(chair, staffId),
    isLost: lost > 0,
    isFirst,
    choices: (isTheirs ? choices : []).map((who) => ({
      staffId: who.staffId,
      name: who.staffId === staffId ? `${who.name} (you)` : who.name,
      role: roleTitle(who.role),
    })),
    data: { day, role },
  };
}

const BECAUSE: Readonly<Record<Reason, (who: string, isOne: boolean) => string>> = {
  away: (who, isOne) => `${who} ${isOne ? 'is' : 'are'} away.`,
  'not-installed': (who, isOne) => `${who} ${isOne ? 'does' : 'do'} not have Waymark in Teams.`,
  blocked: (who) => `${who} cannot be sent anything: Teams says Waymark is blocked or was removed.`,
};

function becauseOf({ absent, role }: EmptyChair): string[] {
  if (absent.length === 0) return [`Nobody at your school is ${roleTitle(role)}.`];
  return (['away', 'not-installed', 'blocked'] as const).flatMap((reason) => {
    const names = absent.filter((one) => one.reason === reason).map(({ name }) => name);
    return names.length === 0 ? [] : [BECAUSE[reason](list(names), names.length === 1)];
  });
}

/** Why there is no button, where there is none. */
function whoFills({ role, choices }: EmptyChair, isTheirs: boolean): string[] {
  if (choices.length === 0) return ['Nobody else who may be asked can be reached then.'];
  if (isTheirs) return [];
  const who = may([role], 'see-safeguarding') ? 'The DSL, the deputy or the headteacher' : 'The AP lead';
  return [`${who} can give it to somebody: they type forecast.`];
}

function otherwise({ lost, questions, standIn }: EmptyChair, staffId: string): string {
  if (lost === questions) return 'Nobody further up can be reached either: as things stand, nobody is asked.';
  if (lost > 0) return `For ${lost} of them nobody further up can be reached either.`;
  if (!standIn) return 'If nobody is chosen, it goes straight up to the next who can be reached.';
  const who =
    standIn.staffId === staffId ? 'you are asked' : `${standIn.name} (${roleTitle(standIn.role)}) is asked`;
  return `If nobody is chosen, ${who}.`;
}
