import { dayOf, schoolDaysSince } from '../../domain/calendar';
import type { Source } from '../../domain/fields';
import type { JsonObject } from '../../domain/json';
import { percentOf, tally } from '../../domain/percent';
import { MARKS, proposeCode } from '../../domain/register';
import { clockTime } from '../../domain/words';
import type { Prisma, Prompt } from '../../generated/prisma/client';
import type { Answer, Db } from '../../prompts/kind';
import { flagsOf, PUPIL_FLAGS } from '../placements';
import { dutyOf } from '../school';
import type { Answering } from './answering';

/** As much of a placement as is filled in. */
const PLACEMENT = {
  id: true,
  pupilId: true,
  basis: true,
  arrangedBy: true,
  dualRegistered: true,
  startDate: true,
  expectedEndDate: true,
  reason: true,
  timetable: true,
  objectives: true,
  flags: true,
  learnt: true,
  pupil: { select: { yearGroup: true, ...PUPIL_FLAGS } },
  provider: { select: { name: true, type: true } },
} as const;

type Placement = Prisma.PlacementGetPayload<{ select: typeof PLACEMENT }>;

/** What one answer is filled in from. */
interface Filling {
  readonly turn: Answering;
  readonly prompt: Prompt;
  readonly answer: Answer;
  readonly at: Date;
  readonly placement: Placement | undefined;
  readonly replies: number;
  readonly attendance: string;
  /** Of the provider that it is about, where it is about one. */
  readonly providerName: string | undefined;
}

/** What Waymark fills in by itself when answers are stored, by prompt: the auto fields of the duty. */
export async function autoAnswers(
  turn: Answering,
  answers: readonly Answer[],
  at: Date,
): Promise<ReadonlyMap<string, JsonObject>> {
  const { db, school, ask } = turn;
  const fields = dutyOf(school, ask.duty).fields.filter(({ type }) => type === 'auto');
  if (fields.length === 0) return new Map();
  const sources = new Set(fields.map(({ from }) => from));
  const prompts = ask.prompts.filter(({ id }) => answers.some(({ promptId }) => promptId === id));
  const placements = await placementsOf(turn, prompts, sources);
  const replies = sources.has('reply-count')
    ? await db.reply.count({ where: { schoolId: school.id, askId: ask.id } })
    : 0;
  const filled = new Map<string, JsonObject>();
  for (const prompt of prompts) {
    const answer = answers.find(({ promptId }) => promptId === prompt.id);
    if (!answer) continue;
    const placement = placements.find((p) => p.id === prompt.subjectId || p.pupilId === prompt.subjectId);
    const attendance = sources.has('attendance-percent') ? await attendanceOf(turn, prompt, placement) : '';
    const providerName = sources.has('provider') ? await providerNameOf(turn, prompt) : undefined;
    const filling = { turn, prompt, answer, at, placement, replies, attendance, providerName };
    filled.set(
      prompt.id,
      Object.fromEntries(fields.map(({ name, from }) => [name, from ? FILL[from](filling) : ''])),
    );
  }
  return filled;
}

async function providerNameOf({ db, school }: Answering, { subjectType, subjectId }: Prompt) {
  if (subjectType !== 'provider') return undefined;
  return (await db.provider.findUnique({ where: { schoolId_id: { schoolId: school.id, id: subjectId } } }))
    ?.name;
}

/** Sources that are read from a placement, its pupil or its provider. */
const FROM_PLACEMENT: readonly Source[] = [
  'pupil',
  'provider',
  'start',
  'end',
  'placement-reason',
  'objectives',
  'year-group',
  'flags',
  'timetable',
  'sessions-a-week',
  'attendance-percent',
  'clear-days-to-start',
  'register-code',
];

async function placementsOf(
  { db, school }: Answering,
  prompts: readonly Prompt[],
  sources: ReadonlySet<Source | undefined>,
): Promise<Placement[]> {
  if (!FROM_PLACEMENT.some((source) => sources.has(source))) return [];
  const ids = prompts.map(({ subjectId }) => subjectId);
  return db.placement.findMany({
    where: { schoolId: school.id, OR: [{ id: { in: ids } }, { pupilId: { in: ids } }] },
    select: PLACEMENT,
    orderBy: { startDate: 'desc' },
  });
}

/** Sessions attended, in percent: of the placement, of all placements at the provider, or of the whole school. */
async function attendanceOf(
  { db, school }: Answering,
  { subjectType, subjectId }: Prompt,
  placement: Placement | undefined,
): Promise<string> {
  const of = {
    school: {},
    provider: { placementId: { in: await placementIds(db, school.id, subjectType, subjectId) } },
  };
  const about =
    subjectType === 'school' || subjectType === 'provider'
      ? of[subjectType]
      : { placementId: placement?.id ?? '' };
  const marks = await db.attendanceMark.findMany({
    where: { schoolId: school.id, ...about },
    select: { mark: true },
  });
  const percent = percentOf(tally(marks.map(({ mark }) => MARKS.find((known) => known === mark) ?? null)));
  return percent === null ? 'none recorded' : String(percent);
}

async function placementIds(
  db: Db,
  schoolId: string,
  subjectType: string,
  providerId: string,
): Promise<string[]> {
  if (subjectType !== 'provider') return [];
  const placements = await db.placement.findMany({ where: { schoolId, providerId }, select: { id: true } });
  return placements.map(({ id }) => id);
}

/** An answer for every source; what does not apply says so. */
const FILL: Readonly<Record<Source, (filling: Filling) => string>> = {
  person: ({ turn }) => turn.person.staffId,
  role: ({ turn }) => turn.person.roles[0] ?? 'none',
  today: ({ turn, at }) => dayOf(turn.school.calendar, at),
  now: ({ at }) => at.toISOString(),
  'asked-on': ({ turn }) => dayOf(turn.school.calendar, turn.ask.openedAt),
  'asked-at': ({ turn }) => turn.ask.openedAt.toISOString(),
  'due-on': ({ turn }) => dayOf(turn.school.calendar, turn.ask.dueAt),
  'closed-how': ({ answer }) => answer.why ?? answer.settles,
  session: ({ prompt }) => prompt.session ?? 'day',
  mark: ({ answer }) => wordIn(answer, 'mark'),
  'register-code': codeOf,
  duty: ({ prompt }) => prompt.duty,
  pupil: ({ prompt, placement }) => placement?.pupilId ?? prompt.subjectId,
  provider: ({ prompt, placement, providerName }) =>
    placement?.provider.name ?? providerName ?? prompt.subjectId,
  school: ({ turn }) => turn.school.id,
  start: ({ placement }) => placement?.startDate ?? 'none',
  end: ({ placement }) => placement?.expectedEndDate ?? 'open',
  'placement-reason': ({ placement }) => placement?.reason ?? 'none',
  objectives: ({ placement }) => placement?.objectives.join('; ') || 'none',
  'year-group': ({ placement }) => placement?.pupil.yearGroup ?? 'none',
  flags: ({ placement }) => (placement ? flagsOf(placement).join(', ') : '') || 'none',
  timetable: ({ placement }) => placement?.timetable.join(', ') || 'none',
  'sessions-a-week': ({ placement }) => String(placement?.timetable.length ?? 0),
  'attendance-percent': ({ attendance }) => attendance,
  'clear-days-to-start': clearDays,
  'days-since-asked': ({ turn, at }) =>
    String(
      schoolDaysSince(
        turn.school.calendar,
        dayOf(turn.school.calendar, turn.ask.openedAt),
        dayOf(turn.school.calendar, at),
      ),
    ),
  escalated: ({ turn }) => (turn.ask.roles.length > 1 ? 'yes' : 'no'),
  'reply-count': ({ replies }) => String(replies + 1),
  'policy-version': ({ turn }) => turn.ask.policyVersion,
  prompt: ({ prompt }) => prompt.id,
  time: ({ turn, at }) => clockTime(turn.school.calendar, at),
};

const wordIn = ({ reply }: Answer, key: string): string => {
  const value = reply[key];
  return typeof value === 'string' ? value : 'none';
};

function codeOf({ prompt, answer, placement }: Filling): string {
  const mark = MARKS.find((known) => known === wordIn(answer, 'mark'));
  if (!mark || !placement) return 'none';
  const session = prompt.session === 'pm' ? 'pm' : 'am';
  const { arrangedBy, dualRegistered, provider } = placement;
  return (
    proposeCode({ mark, session, arrangedBy, dualRegistered, providerType: provider.type }).code ?? 'none'
  );
}

/** Whole school days strictly between the day it was sent (the form says when, else today) and the start. */
function clearDays({ turn: { school, ask }, at, answer, placement }: Filling): string {
  if (!placement) return 'none';
  const { sent = 'notice_sent_on' } = dutyOf(school, ask.duty).settings;
  const said = answer.reply[String(sent)];
  const from = typeof said === 'string' ? said : dayOf(school.calendar, at);
  return String(Math.max(schoolDaysSince(school.calendar, from, placement.startDate) - 1, 0));
}
