import type { Command } from 'commander';
import { DRILL_MINUTES, drillOccurrence } from '../domain/drill';
import { FolderInUse } from '../domain/operator-problem';
import type { Deps } from '../services/deps';
import { stopDrill } from '../services/drill/end';
import { type DrillReport, readDrill } from '../services/drill/report';
import { startDrill } from '../services/drill/start';
import { drillOutcome, secondsText, stepWords } from '../services/drill/words';
import type { Settle } from './policy/commands';
import type { Cli, Terminal } from './terminal';

interface Options {
  readonly school: string;
  /** Minutes. */
  readonly wait: string;
  readonly json?: boolean;
}

/** How often it is looked, and how long a running Waymark may take to send the first card. Seconds. */
const LOOK = 5;
const FIRST_CARD = 60;

/** Adds `waymark drill`. */
export function addDrillCommand(program: Command, cli: Cli, settle: Settle): void {
  program
    .command('drill')
    .description('Tries the way of a concern with a made-up child, and says how many seconds each step took.')
    .requiredOption('--school <urn>', 'the school')
    .option('--wait <minutes>', 'how long to wait for its end', String(DRILL_MINUTES + 1))
    .option('--json', 'print one JSON object')
    .action((options: Options) => settle(runDrill(cli, options)));
}

/** `waymark drill --school <urn>`: false when it could not be started, or ended and nobody had settled it. */
async function runDrill(cli: Cli, options: Options): Promise<boolean> {
  const { terminal } = cli;
  const wait = Number(options.wait);
  if (!(wait >= 0 && wait <= 24 * 60))
    return refused(terminal, '--wait is a number of minutes, from 0 to 1440.');
  try {
    return await cli.withDeps((deps) => drillWith(cli, deps, options, wait * 60));
  } catch (error) {
    if (!(error instanceof FolderInUse)) throw error;
    return refused(
      terminal,
      'Waymark is running on this data folder, and one process at a time may hold it: type drill in Teams instead.',
    );
  }
}

function refused(terminal: Terminal, sentence: string): false {
  terminal.err(sentence);
  return false;
}

async function drillWith(cli: Cli, deps: Deps, { school, json }: Options, wait: number): Promise<boolean> {
  const { terminal } = cli;
  if ((await deps.db.school.count({ where: { id: school } })) === 0)
    return refused(terminal, `There is no school ${school} here: give the URN in its school.yaml.`);
  const started = await startDrill(deps, school, null);
  if (!started.ok) return refused(terminal, WHY_NOT[started.why]);
  const key = { schoolId: school, id: started.id };
  const report = await untilOver(cli, deps, key, wait);
  if (json) terminal.out(JSON.stringify(report, null, 2));
  else print(terminal, report);
  if (report.endedAt === null) terminal.err('It goes on without this command. Its report goes to the DSL.');
  return report.endedAt === null || report.steps.some(({ what }) => what === 'closed');
}

const WHY_NOT = {
  running: 'A drill is running at this school already. Wait for its end.',
  none: 'This school’s policy asks nothing when a concern is raised, so there is nothing to try.',
} as const;

type Key = Readonly<Record<'schoolId' | 'id', string>>;

/** The report once the drill has ended, or as it is when the wait is over. */
async function untilOver({ terminal, pause }: Cli, deps: Deps, key: Key, wait: number): Promise<DrillReport> {
  const read = async () =>
    readDrill(deps.db, await deps.db.drill.findUniqueOrThrow({ where: { schoolId_id: key } }));
  const first = await read();
  for (let report = first; ; report = await read()) {
    const passed = (deps.clock.now().getTime() - first.startedAt.getTime()) / 1000;
    if (report.endedAt !== null) return report;
    const isNobodyThere = passed >= FIRST_CARD && (await isUntouched(deps, key));
    if (isNobodyThere)
      terminal.err(
        'No card was sent within a minute: Waymark does not run on this database. The drill is called off.',
      );
    if (isNobodyThere || passed >= DRILL_MINUTES * 60 + FIRST_CARD) {
      await stopDrill(deps, key);
      return read();
    }
    if (passed >= wait) return report;
    await pause(LOOK);
  }
}

/** Cards are owed, and nobody has tried to send one. */
async function isUntouched({ db }: Deps, { schoolId, id }: Key): Promise<boolean> {
  const prompts = await db.prompt.findMany({
    where: { schoolId, occurrence: { startsWith: `${drillOccurrence(id)}:` } },
    select: { askId: true },
  });
  const where = { schoolId, askId: { in: prompts.flatMap(({ askId }) => askId ?? []) } };
  const tried = { OR: [{ sentAt: { not: null } }, { attempts: { gt: 0 } }, { state: 'failed' }] };
  const owed = await db.delivery.count({ where });
  return owed > 0 && (await db.delivery.count({ where: { ...where, ...tried } })) === 0;
}

function print(terminal: Terminal, report: DrillReport): void {
  terminal.out(`Drill: ${drillOutcome(report)}.`);
  for (const step of report.steps)
    terminal.out(`  ${secondsText(step.seconds).padStart(12)}  ${stepWords(step)}`);
  for (const failure of report.failures) terminal.out(`  ${failure}`);
}
