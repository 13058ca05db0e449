import { z } from 'zod/v4';
import type { Card } from '../cards/parts';
import { toCard } from '../cards/shell';
import { type Command, type DueSpan, REGISTERS, type RegisterName, SPANS } from '../domain/commands';
import { BEGIN_COMMANDS } from '../domain/policy';
import { type Refusal, refuse } from '../domain/refusals';
import type { Deps } from './deps';
import type { Person } from './people';
import { beginDuty } from './queries/begin';
import { due } from './queries/due';
import { help } from './queries/help';
import { history } from './queries/history';
import { log } from './queries/log';
import { looks } from './queries/looks';
import { concerns, overdue } from './queries/overdue';
import type { Named } from './queries/pick';
import { provider } from './queries/provider';
import { begin, type Query, type QueryResult, shown } from './queries/query';
import { register } from './queries/register';
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
  if (isListingCommand(command)) return listed(query, listingOf(command));
  switch (command.name) {
    case 'status':
      return statusByName(query, command.pupil);
    case 'begin':
      return beginDuty(query, { deps, person }, { command: command.what, name: command.who });
    case 'today':
      return today(query, deps);
    case 'overdue':
      return overdue(query);
    case 'dsl':
      return concerns(query);
    case 'help':
      return shown(await help(query));
    case 'whoami':
      return shown(await whoami(query, deps, person));
    case 'unknown':
      return shown(await help(query, command.text));
  }
}

type ListingCommand = Extract<Command, { name: Listing['verb'] }>;

const isListingCommand = (command: Command): command is ListingCommand =>
  'about' in command || command.name === 'due' || command.name === 'register';

/** A typed command as the press that would show the same. */
function listingOf(command: ListingCommand): Listing {
  if ('about' in command) return { verb: command.name, name: command.about };
  return command.name === 'due'
    ? { verb: 'due', span: command.span }
    : { verb: 'register', list: command.list };
}

const isListing = (press: QueryPress): press is Extract<QueryPress, { verb: Listing['verb'] }> =>
  ['provider', 'history', 'looks', 'due', 'register', 'log'].includes(press.verb);

/** A look at the records that is typed and pressed alike. */
type Listing =
  | ({ verb: 'provider' | 'history' | 'looks' } & Named)
  | { verb: 'due'; span: DueSpan }
  | { verb: 'register'; list: RegisterName | '' }
  | { verb: 'log'; ask?: string | undefined };

async function listed(query: Query, wish: Listing): Promise<QueryResult> {
  switch (wish.verb) {
    case 'provider':
      return provider(query, wish);
    case 'history':
      return history(query, wish);
    case 'looks':
      return looks(query, wish);
    case 'due':
      return due(query, wish.span);
    case 'register':
      return register(query, wish.list);
    case 'log':
      return log(query, wish);
  }
}

/** What the buttons of these cards may send. Whatever else a client sends is not looked at. */
const pressSchema = z.discriminatedUnion('verb', [
  z.object({ verb: z.literal('status'), pupil: z.string().optional(), name: z.string().optional() }),
  z.object({ verb: z.literal('today'), day: z.iso.date().optional() }),
  z.object({ verb: z.literal('confirm-codes'), day: z.iso.date(), shown: z.string().optional() }),
  z.object({
    verb: z.enum(['provider', 'history', 'looks']),
    who: z.string().max(200).optional(),
    name: z.string().optional(),
  }),
  z.object({
    verb: z.literal('begin'),
    command: z.enum(BEGIN_COMMANDS),
    who: z.string().max(200).optional(),
    name: z.string().max(1_000).optional(),
    duty: z.string().max(100).optional(),
    subject: z.string().max(200).optional(),
  }),
  z.object({ verb: z.literal('log'), ask: z.string().max(100).optional() }),
  z.object({ verb: z.literal('due'), span: z.enum(SPANS) }),
  z.object({ verb: z.literal('register'), list: z.enum(REGISTERS) }),
  z.object({ verb: z.enum(['overdue', 'dsl', 'help', 'whoami']) }),
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
  if (isListing(press)) return listed(query, press);
  switch (press.verb) {
    case 'status':
      return chosen(query, press);
    case 'begin':
      return beginDuty(query, { deps, person }, press);
    case 'today':
      return today(query, deps, press.day);
    case 'confirm-codes':
      return confirmDay(query, deps, press.day, press.shown);
    case 'overdue':
    case 'dsl':
    case 'help':
    case 'whoami':
      return answer(deps, person, query, { name: press.verb });
  }
}

/** A pupil chosen from a list, or a name typed on a card. */
const chosen = (query: Query, { pupil, name }: { pupil?: string | undefined; name?: string | undefined }) =>
  pupil ? statusOf(query, pupil) : statusByName(query, name ?? '');

const drawn = (result: QueryResult): CommandResult =>
  result.ok && 'parts' in result ? { ok: true, card: toCard(result.parts) } : result;
