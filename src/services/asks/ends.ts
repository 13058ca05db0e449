import { ENDS, type EventName, isUntilEnded } from '../../domain/events';
import type { Db } from '../../prompts/kind';
import type { Deps } from '../deps';
import type { School } from '../school';
import { closePrompts } from './close';

/** What has happened, and to whom; `source` is the prompt whose answer says so. */
interface About {
  readonly event: EventName;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly source: string | null;
}

/** What has happened may end what another event has opened about the same child: what is open or to come of it is taken back. */
export async function endWhatItEnds(db: Db, deps: Deps, school: School, about: About): Promise<void> {
  const ended = ENDS[about.event];
  if (!ended) return;
  const pupilIds = await pupilsOf(db, school, about);
  await lock(db, school, pupilIds);
  const open = await running(db, school, ended, pupilIds);
  const others = open.filter(({ id }) => id !== about.source);
  await closePrompts(db, deps, school, others, 'withdrawn', about.event);
}

/** It goes on until another event ends it, so that it is not begun a second time: two who begin it at once take turns. */
export async function isUnderWay(db: Db, school: School, about: About): Promise<boolean> {
  if (!isUntilEnded(about.event)) return false;
  const pupilIds = await pupilsOf(db, school, about);
  await lock(db, school, pupilIds);
  return (await running(db, school, about.event, pupilIds)).length > 0;
}

const lock = async (db: Db, { id }: School, pupilIds: readonly string[]): Promise<void> => {
  for (const pupilId of [...pupilIds].sort())
    await db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`search ${id} ${pupilId}`}))`;
};

/** What an event has opened about these pupils that is still open or to come. */
const running = (db: Db, { id: schoolId }: School, event: string, pupilIds: readonly string[]) =>
  db.prompt.findMany({
    where: {
      schoolId,
      event,
      subjectType: 'pupil',
      subjectId: { in: [...pupilIds] },
      status: { in: ['planned', 'open'] },
    },
    select: { id: true, askId: true },
  });

/** The pupils something is about: of a placement, the one who is placed. */
async function pupilsOf(
  db: Db,
  { id: schoolId }: School,
  { subjectType, subjectId }: About,
): Promise<readonly string[]> {
  if (subjectType === 'pupil') return [subjectId];
  if (subjectType !== 'placement') return [];
  const placed = await db.placement.findUnique({ where: { schoolId_id: { schoolId, id: subjectId } } });
  return placed ? [placed.pupilId] : [];
}
