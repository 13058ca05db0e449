import { factRow, section } from '../../cards/fragments';
import type { CardParts, Fact } from '../../cards/parts';
import { allows, type Capability, may, toBegin } from '../../domain/access';
import type { BeginCommand } from '../../domain/policy';
import { plain } from '../../domain/text';
import { loadSchool } from '../school';
import type { Query } from './query';

interface Entry extends Fact {
  readonly needs?: Capability;
}

const LOOKS: readonly Entry[] = [
  {
    label: 'status Zofia',
    value: 'One pupil: where they should be, today, attendance. Part of a name will do.',
    needs: 'see-pupil',
  },
  { label: 'today', value: 'The day at every provider, and what is still open.', needs: 'see-today' },
  { label: 'today', value: 'Who is expected with you today.', needs: 'see-own-sessions' },
  {
    label: 'overdue',
    value: 'What should have been answered by now, and who holds it.',
    needs: 'see-overdue',
  },
  {
    label: 'forecast',
    value: 'Whom nobody can reach on the next school day, and who could be asked instead.',
    needs: 'see-overdue',
  },
  {
    label: 'dsl',
    value: 'Every open concern and search, who has it, and its log.',
    needs: 'see-safeguarding',
  },
  {
    label: 'drill',
    value: 'Tries the way of a concern with a made-up child. Also: how the last drills went.',
    needs: 'run-drill',
  },
  {
    label: 'due, due half-term',
    value: 'What your roles owe: open now, and coming this week or half term.',
    needs: 'see-due',
  },
  {
    label: 'provider Oak',
    value: 'One provider: whom to ring, its checks, who is there, how it answers.',
    needs: 'see-provider',
  },
  {
    label: 'history Zofia',
    value: 'What was recorded of a pupil or a provider, newest first.',
    needs: 'see-history',
  },
  {
    label: 'register ap',
    value: 'Every pupil in AP. Also: register parttime, register providers.',
    needs: 'see-register',
  },
  {
    label: 'looks Zofia',
    value: 'Who was shown a pupil’s record, and when, newest first.',
    needs: 'see-ledger',
  },
  { label: 'cover, cover dsl', value: 'Who covers which role, and who is on duty.', needs: 'see-cover' },
  {
    label: 'away tomorrow',
    value: 'You are away: somebody else is asked. Also: away 30 Nov to 2 Dec.',
    needs: 'be-away',
  },
  { label: 'whoami', value: 'What Waymark knows about you, and who covers you.' },
  { label: 'help', value: 'This card.' },
];

/** Each of these opens a form of the school's own policy. */
const BEGINNINGS: Readonly<Record<BeginCommand, Fact>> = {
  concern: {
    label: 'concern Zofia',
    value: 'A worry about a child. The DSL hears at once. In danger now? Ring 999 first.',
  },
  missing: {
    label: 'missing Zofia',
    value: 'Nobody knows where a child is. The search begins at once, step by step.',
  },
  incident: { label: 'incident Zofia', value: 'Something happened. The name only, never what happened.' },
  visit: { label: 'visit Oak', value: 'You have been to see a pupil, or a provider.' },
  review: { label: 'review Zofia', value: 'How a placement is going.' },
  refer: { label: 'refer Zofia', value: 'A pupil may need alternative provision.' },
  end: { label: 'end Zofia', value: 'A placement ends, or is to go on.' },
  record: { label: 'record', value: 'Anything else that your policy wants kept.' },
};
const BEGIN_ORDER = ['concern', 'missing', 'incident', 'visit', 'review', 'refer', 'end', 'record'] as const;

/** What this person may type, under the policy of their school. `typed` is something Waymark did not understand. */
export async function help(query: Query, typed?: string): Promise<CardParts> {
  const looks = LOOKS.filter(({ needs }) => !needs || allows(query, needs));
  const beginnings = await beginningsFor(query);
  const action = (title: string, verb: string, needs: Capability) =>
    may(query.roles, needs) ? [{ title, verb, alone: true }] : [];
  return {
    eyebrow: 'Help',
    heading: 'What you can type',
    ...(typed === undefined ? {} : { problems: [`“${plain(typed, 60)}” is not something Waymark knows.`] }),
    body: [
      ...looks.map(factRow),
      ...(beginnings.length > 0 ? [section('To begin something yourself', beginnings.map(factRow))] : []),
    ],
    lines: query.guestOf ? [] : ['The rest comes by itself: when something is due, Waymark asks you here.'],
    actions: [...action('Today', 'today', 'see-today'), ...action('Overdue', 'overdue', 'see-overdue')],
    summary: 'What you can type',
  };
}

/** Only what the school's policy has. */
async function beginningsFor(query: Query): Promise<Fact[]> {
  const { pack } = await loadSchool(query.db, query.schoolId);
  const commands = new Set(pack.duties.map(({ command }) => command));
  return BEGIN_ORDER.filter((command) => commands.has(command) && allows(query, toBegin(command))).map(
    (command) => BEGINNINGS[command],
  );
}
