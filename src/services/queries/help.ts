import { factRow } from '../../cards/fragments';
import type { CardParts } from '../../cards/parts';
import { type Capability, may } from '../../domain/access';
import { plain } from '../../domain/text';
import type { Query } from './query';

interface Entry {
  readonly label: string;
  readonly value: string;
  readonly needs?: Capability;
}

const COMMANDS: readonly Entry[] = [
  {
    label: 'status Zofia',
    value: 'One pupil: where they should be, today, attendance. Part of a name will do.',
    needs: 'see-pupil',
  },
  { label: 'today', value: 'The day at every provider, and what is still open.', needs: 'see-today' },
  {
    label: 'overdue',
    value: 'What should have been answered by now, and who holds it.',
    needs: 'see-overdue',
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
  { label: 'whoami', value: 'What Waymark knows about you, and who covers you.' },
  { label: 'help', value: 'This card.' },
];

/** What this person may type. `typed` is something Waymark did not understand. */
export function help({ roles }: Query, typed?: string): CardParts {
  const known = COMMANDS.filter(({ needs }) => !needs || may(roles, needs));
  const action = (title: string, verb: string, needs: Capability) =>
    may(roles, needs) ? [{ title, verb, alone: true }] : [];
  return {
    eyebrow: 'Help',
    heading: 'What you can type',
    ...(typed === undefined ? {} : { problems: [`“${plain(typed, 60)}” is not something Waymark knows.`] }),
    body: known.map(factRow),
    lines: ['The rest comes by itself: when something is due, Waymark asks you here.'],
    actions: [...action('Today', 'today', 'see-today'), ...action('Overdue', 'overdue', 'see-overdue')],
    summary: 'What you can type',
  };
}
