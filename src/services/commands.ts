import type { Card } from '../cards/parts';
import { toCard } from '../cards/shell';
import type { Command } from '../domain/commands';
import type { Refusal } from '../domain/refusals';
import { type Asking, showBy } from './buttons';
import type { Deps } from './deps';
import type { Person } from './people';
import { help } from './queries/help';
import { begin, type QueryResult, shown } from './queries/query';

/** What a command answers: a card, or a refusal in words. */
export type CommandResult = { ok: true; card: Card } | { ok: false; refusal: Refusal };

/** Answers what a person typed, from the records of their own school and as far as their roles go. */
export async function runCommand(deps: Deps, person: Person, command: Command): Promise<CommandResult> {
  const asking = { deps, person, query: await begin(deps, person) };
  return drawn(await answer(command, asking));
}

/** A typed command shows what the button of its name shows. */
async function answer(command: Command, asking: Asking): Promise<QueryResult> {
  const { name } = command;
  if (name === 'unknown') return shown(await help(asking.query, command.text));
  return showBy(name, dataOf(command), asking);
}

/** What was typed, as the button of that name sends it. */
function dataOf(command: Command): object {
  if ('pupil' in command) return { name: command.pupil };
  if ('what' in command) return { command: command.what, name: command.who };
  if ('role' in command) return { typed: command.role };
  return 'about' in command ? { name: command.about } : command;
}

/** Answers a button of one of these cards. The card's data says what is wished for, never what is allowed. */
export async function queryPress(
  deps: Deps,
  person: Person,
  { verb, data }: { verb: string; data: Readonly<Record<string, unknown>> },
): Promise<CommandResult> {
  return drawn(await showBy(verb, data, { deps, person, query: await begin(deps, person) }));
}

const drawn = (result: QueryResult): CommandResult =>
  result.ok && 'parts' in result ? { ok: true, card: toCard(result.parts) } : result;
