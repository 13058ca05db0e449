import type { Command } from 'commander';
import { CLASS_TITLES } from '../domain/retention';
import { count } from '../domain/text';
import { fullDay } from '../domain/words';
import { type DisposalResult, dispose, type Planned, planDisposal } from '../services/retention';
import { type HoldResult, holdPupil, releasePupil } from '../services/retention/holds';
import { printJson } from './policy/check';
import type { Settle } from './policy/commands';
import type { Cli, Terminal } from './terminal';

const SCHOOL = ['--school <urn>', 'the school, where there is more than one it could be'] as const;

/** Adds `waymark retention ...`: how long records are kept, and what becomes of them then. */
export function addRetentionCommands(program: Command, { terminal, withDeps }: Cli, settle: Settle): void {
  const retention = program.command('retention').description('Disposes of records whose time is over.');
  retention
    .command('plan')
    .description('Lists what is due for disposal, by class, and touches nothing.')
    .option('--json', 'print the result as JSON')
    .action(({ json = false }: { json?: boolean }) =>
      settle(withDeps(planDisposal).then((planned) => showPlan(terminal, planned, json))),
    );
  retention
    .command('dispose')
    .description('Disposes of what is due at a school, and writes the disposal log.')
    .requiredOption('--approved-by <email>', 'the DSL of that school')
    .option(...SCHOOL)
    .action(({ approvedBy, school }: { approvedBy: string; school?: string }) =>
      settle(withDeps((deps) => dispose(deps, approvedBy, school)).then((r) => showDisposal(terminal, r))),
    );
  retention
    .command('hold')
    .description('Puts a pupil on legal hold: nothing of theirs is disposed of.')
    .argument('<upn>', "the pupil's UPN")
    .requiredOption('--reason <text>', 'why, e.g. the claim or the inquiry')
    .option(...SCHOOL)
    .action((upn: string, { reason, school }: { reason: string; school?: string }) =>
      settle(
        withDeps((deps) => holdPupil(deps, upn, reason, school)).then((r) => showHold(terminal, upn, r)),
      ),
    );
  retention
    .command('release')
    .description('Ends a legal hold.')
    .argument('<upn>', "the pupil's UPN")
    .option(...SCHOOL)
    .action((upn: string, { school }: { school?: string }) =>
      settle(withDeps((deps) => releasePupil(deps, upn, school)).then((r) => showRelease(terminal, upn, r))),
    );
}

function showPlan(terminal: Terminal, planned: readonly Planned[], json: boolean): true {
  if (json) {
    printJson(terminal, planned);
    return true;
  }
  for (const { school, class: name, count: n, oldest } of planned) {
    const due =
      oldest === null ? 'nothing is due' : `${count(n, 'record')} due, the oldest of ${fullDay(oldest)}`;
    terminal.out(`${school} ${CLASS_TITLES[name]}: ${due}.`);
  }
  terminal.out('Nothing was touched.');
  return true;
}

function showDisposal(terminal: Terminal, result: DisposalResult): boolean {
  if (!result.ok) return refuse(terminal, result.problem);
  const { school, approvedBy, disposed } = result;
  for (const { class: name, count: n, through } of disposed)
    terminal.out(`${CLASS_TITLES[name]}: ${count(n, 'record')} disposed of, through ${fullDay(through)}.`);
  terminal.out(
    disposed.length === 0
      ? `Nothing is due at the school ${school}.`
      : `Approved by ${approvedBy}, and written in the disposal log.`,
  );
  return true;
}

function showHold(terminal: Terminal, upn: string, result: HoldResult): boolean {
  if (!result.ok) return refuse(terminal, result.problem);
  const since =
    result.since === null ? '' : ` already, since ${fullDay(result.since.toISOString().slice(0, 10))}`;
  terminal.out(`${upn} is on hold${since}: nothing of theirs is disposed of.`);
  return true;
}

function showRelease(terminal: Terminal, upn: string, result: HoldResult): boolean {
  if (!result.ok) return refuse(terminal, result.problem);
  terminal.out(`${upn} is not on hold any more.`);
  return true;
}

function refuse(terminal: Terminal, problem: string): false {
  terminal.err(problem);
  return false;
}
