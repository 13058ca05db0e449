import { known } from '../../cards/fragments';
import type { CardAction, CardParts } from '../../cards/parts';
import { may } from '../../domain/access';
import { DRILL_MINUTES, DRILL_WORD } from '../../domain/drill';
import { minutesOf } from '../../domain/duration';
import type { Duty } from '../../domain/policy';
import { refuse } from '../../domain/refusals';
import { type Role, roleTitle } from '../../domain/roles';
import { count, list } from '../../domain/text';
import { moment } from '../../domain/words';
import type { Db } from '../../prompts/kind';
import { resolve } from '../asks/recipients';
import type { Deps } from '../deps';
import { type DrillReport, readDrill } from '../drill/report';
import { drillDuties, startDrill } from '../drill/start';
import { drillOutcome, stepFacts } from '../drill/words';
import { loadSchool } from '../school';
import { listSection } from './lines';
import { stamp } from './phrases';
import { type Query, type QueryResult, shown } from './query';

/** The most drills on the card. */
const MOST_DRILLS = 8;

/** The drill that runs, or who will get a card if one is started; below it the last ones. */
export async function drill(query: Query): Promise<QueryResult> {
  if (!may(query.roles, 'run-drill')) return refuse({ code: 'not-allowed' });
  const { db, schoolId } = query;
  const rows = await db.drill.findMany({
    where: { schoolId },
    orderBy: { startedAt: 'desc' },
    take: MOST_DRILLS,
  });
  const reports: DrillReport[] = [];
  for (const row of rows) reports.push(await readDrill(db, row));
  const running = reports.find(({ endedAt }) => endedAt === null);
  const { known: lines, ...parts } = running ? runningParts(running) : await offerParts(query);
  const last = reports.filter((one) => one !== running).map((report) => lineOf(query, report));
  return shown({
    eyebrow: `${DRILL_WORD} · ${stamp(query)}`,
    ...parts,
    body: [...known(lines), ...listSection('Last drills', last)],
    summary: DRILL_WORD,
  });
}

/** Starts one, for whoever may; gives the card as it is then, also when one runs already. */
export async function beginDrill(query: Query, deps: Deps): Promise<QueryResult> {
  if (!may(query.roles, 'run-drill')) return refuse({ code: 'not-allowed' });
  await startDrill(deps, query.schoolId, query.staffId);
  return drill(query);
}

type Parts = Pick<CardParts, 'heading' | 'facts' | 'actions'> & { readonly known: readonly string[] };

const AGAIN: CardAction = { title: 'Look again', verb: 'drill', alone: true };

const runningParts = (report: DrillReport): Parts => ({
  heading: 'A drill is running',
  facts: stepFacts(report),
  known: [...report.failures, 'Its report comes when it is closed, or after half an hour.'],
  actions: [AGAIN],
});

/** What a drill does, and to whom. */
async function offerParts(query: Query): Promise<Parts> {
  const duties = drillDuties(await loadSchool(query.db, query.schoolId));
  if (duties.length === 0)
    return {
      heading: 'No drill can be run',
      known: ['Your school’s policy asks nothing when a concern is raised.'],
    };
  return {
    heading: 'Start a drill?',
    known: [
      'Waymark raises a concern about a made-up child, Drill Child. The real people get real cards, and each says Drill.',
      ...(await query.db.$transaction((db) => whoLines(db, query, duties))),
      `It is over when it is closed, and after ${DRILL_MINUTES} minutes at the latest.`,
    ],
    actions: [{ title: 'Start the drill', verb: 'start-drill', primary: true }],
  };
}

/** Who gets a card now, who would follow, and for whom there is nobody. */
async function whoLines(db: Db, query: Query, duties: readonly Duty[]): Promise<string[]> {
  const steps = duties.flatMap(({ to, ladder }) => [
    { role: to, minutes: 0 },
    ...ladder.flatMap((rung) => ('to' in rung ? [{ role: rung.to, minutes: minutesOf(rung.after) }] : [])),
  ]);
  const school = await loadSchool(db, query.schoolId);
  const said: { minutes: number; role: Role; who: string | null }[] = [];
  for (const step of steps) {
    const { to } = await resolve(db, school, step.role, query.now);
    said.push({ ...step, who: to && `${to.name} (${roleTitle(to.role)})` });
  }
  const namesAt = (isAt: (minutes: number) => boolean) => [
    ...new Set(said.flatMap(({ who, minutes }) => (who !== null && isAt(minutes) ? [who] : []))),
  ];
  const [now, later] = [namesAt((minutes) => minutes === 0), namesAt((minutes) => minutes > 0)];
  const first = Math.min(...said.flatMap(({ minutes }) => (minutes > 0 ? [minutes] : [])));
  const missing = [...new Set(said.flatMap(({ who, role }) => (who === null ? [roleTitle(role)] : [])))];
  return [
    ...(now.length > 0 ? [`A card now: ${list(now)}.`] : []),
    ...(later.length > 0
      ? [`After ${count(first, 'minute')}, if nobody has settled it: ${list(later)}.`]
      : []),
    ...missing.map((title) => `Nobody can be reached as ${title}: that will be part of the report.`),
  ];
}

const lineOf = ({ calendar, today }: Query, report: DrillReport) => ({
  title: moment(calendar, report.startedAt, today),
  text: `${drillOutcome(report)}. Started ${report.startedBy === null ? 'by the operator' : `by ${report.startedBy}`}.`,
});
