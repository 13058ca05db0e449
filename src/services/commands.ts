import { z } from 'zod/v4';
import type { Card } from '../cards/parts';
import { toCard } from '../cards/shell';
import type { Command } from '../domain/commands';
import { type Refusal, refuse } from '../domain/refusals';
import type { Deps } from './deps';
import type { Person } from './people';
import { help } from './queries/help';
import { overdue } from './queries/overdue';
import { begin, type Query, type QueryResult, shown } from './queries/query';
import { statusByName, statusOf } from './queries/status';
import { confirmDay, today } from './queries/today';
import { whoami } from './queries/whoami';

/** What a command answers: a card, or a refusal in words. */
export type CommandResult = { ok: true; card: Card } | { ok: false; refusal: Refusal };

/** Answers what a person typed, from the records of their own school and as far as their roles go. */
export async function runCommand(deps: Deps, person: Person, command: Command): Promise<CommandResult> {
  return drawn(await answer(deps, person, await begin(deps, person), command));
}

async function answer(deps: Deps, person: Person, query: Query, command: Command): Promise<QueryResult> {
  switch (command.name) {
    case 'status':
      return statusByName(query, command.pupil);
    case 'today':
      return today(query, deps);
    case 'overdue':
      return overdue(query);
    case 'help':
      return shown(help(query));
    case 'whoami':
      return shown(await whoami(query, deps, person));
    case 'unknown':
      return shown(help(query, command.text));
  }
}

/** What the buttons of these cards may send. Whatever else a client sends is not looked at. */
const pressSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('status'), pupil: z.string().optional(), name: z.string().optional() }),
  z.object({ verb: z.literal('today'), day: z.iso.date().optional() }),
  z.object({ verb: z.literal('confirm-codes'), day: z.iso.date(), shown: z.string().optional() }),
  z.object({ verb: z.enum(['overdue', 'help', 'whoami']) }),
]);
type QueryPress = z.infer<typeof pressSchema>;

/** Answers a button of one of these cards. The card's data says what is wished for, never what is allowed. */
export async function queryPress(
  deps: Deps,
  person: Person,
  press: { verb: string; data: Readonly<Record<string, unknown>> },
): Promise<CommandResult> {
  const parsed = pressSchema.safeParse({ ...press.data, verb: press.verb });
  if (!parsed.success) return refuse({ code: 'card-gone' });
  return drawn(await pressed(deps, person, await begin(deps, person), parsed.data));
}

async function pressed(deps: Deps, person: Person, query: Query, press: QueryPress): Promise<QueryResult> {
  switch (press.verb) {
    case 'status':
      return chosen(query, press);
    case 'today':
      return today(query, deps, press.day);
    case 'confirm-codes':
      return confirmDay(query, deps, press.day, press.shown);
    case 'overdue':
    case 'help':
    case 'whoami':
      return answer(deps, person, query, { name: press.verb });
  }
}

/** A pupil chosen from a list, or a name typed on a card. */
const chosen = (query: Query, { pupil, name }: { pupil?: string | undefined; name?: string | undefined }) =>
  pupil ? statusOf(query, pupil) : statusByName(query, name ?? '');

const drawn = (result: QueryResult): CommandResult =>
  result.ok ? { ok: true, card: toCard(result.parts) } : result;
