import { addDays, dayOf, type SessionName, timeOn } from '../../domain/calendar';
import { isDrill } from '../../domain/drill';
import { addDuration, daysIn, isExact, weeksIn } from '../../domain/duration';
import { EVENT_FLAGS, type EventName } from '../../domain/events';
import { type Duty, openedBy } from '../../domain/policy';
import { schoolDayFrom, schoolDayOn } from '../../domain/school-days';
import { insert } from '../../prompts/insert';
import type { Db } from '../../prompts/kind';
import { kindOf, paceOf } from '../../prompts/registry';
import { keepVersions } from '../../prompts/versions';
import type { Deps } from '../deps';
import type { Person } from '../people';
import { noteChange, type School } from '../school';
import { type About, around, subjectsFor } from '../subjects';
import { endWhatItEnds, isUnderWay } from './ends';
import { openAtOnce } from './open-asks';

/** What has happened, to whom, and the prompt whose answer says so (null: Waymark itself). */
export interface Happening extends About {
  readonly event: EventName;
  readonly occurrence: string;
  readonly day: string;
  readonly session: SessionName | null;
  readonly source: string | null;
}

/** A duty that waits for what has happened, and whom it is about. */
interface Wanted {
  readonly duty: Duty;
  readonly subjectId: string;
}

/** Opens every duty of the pack that waits for what has happened: at once, or planned for later. `by` is at hand, and gets a copy of what is not confidential; a guest gets none. */
export async function raise(
  db: Db,
  deps: Deps,
  school: School,
  happening: Happening,
  by?: Person,
): Promise<void> {
  await learnFlag(db, deps, school, happening, true);
  await endWhatItEnds(db, deps, school, happening);
  if (await isUnderWay(db, school, happening)) return;
  // A drill tries the way of a concern, and leaves no paperwork behind.
  const opened = openedBy(school.pack, happening.event);
  const isWanted = ({ kind }: Duty) => !isDrill(happening.occurrence) || paceOf(kind) === 'alarm';
  const duties = opened.filter(isWanted);
  if (duties.length === 0) return;
  const about = await around(db, school.id, happening, dayOf(school.calendar, deps.clock.now()));
  const all = duties.flatMap((duty) =>
    subjectsFor(school.id, duty, happening, about).map((subjectId) => ({ duty, subjectId })),
  );
  const wanted = await notOpen(db, school, all);
  const timed = wanted.map((one) => ({ one, days: daysOf(deps, school, one.duty) }));
  const later = timed.flatMap(({ one, days }) =>
    days.map(({ day, at }) => rowOf(deps, school, one, happening, day, at)),
  );
  const sheets = timed
    .filter(({ days }) => days.length === 0)
    .map(({ one }) => sheetNow(deps, school, one, happening));
  await insert(db, 'Prompt', [...later, ...sheets.flatMap(({ prompts }) => prompts)]);
  const isFor = (confidential: boolean) =>
    sheets.filter(({ duty }) => kindOf(duty.kind).confidential === confidential);
  await openAtOnce(db, deps, school, isFor(true));
  await openAtOnce(db, deps, school, isFor(false), by?.guestOf === undefined ? by : undefined);
}

/**
 * Paperwork that waits already is not asked twice. What is urgent always is: a second concern is another concern, and a
 * session's question is about its own session.
 */
async function notOpen(
  db: Db,
  { id: schoolId }: School,
  wanted: readonly Wanted[],
): Promise<readonly Wanted[]> {
  const paperwork = wanted.filter(({ duty }) => !kindOf(duty.kind).urgent && !kindOf(duty.kind).ownForm);
  if (paperwork.length === 0) return wanted;
  const waiting = await db.prompt.findMany({
    where: {
      schoolId,
      duty: { in: paperwork.map(({ duty }) => duty.id) },
      subjectId: { in: paperwork.map(({ subjectId }) => subjectId) },
      status: { in: ['planned', 'open'] },
    },
    select: { duty: true, subjectId: true },
  });
  const waits = ({ duty, subjectId }: Wanted) =>
    waiting.some((prompt) => prompt.duty === duty.id && prompt.subjectId === subjectId);
  return wanted.filter((one) => !paperwork.includes(one) || !waits(one));
}

/** A question that is asked at once; a session's is about its own day. */
function sheetNow(deps: Deps, school: School, wanted: Wanted, happening: Happening) {
  const { duty, subjectId } = wanted;
  const now = deps.clock.now();
  const kind = kindOf(duty.kind);
  const day = kind.ownForm ? happening.day : dayOf(school.calendar, now);
  const row = rowOf(deps, school, wanted, happening, day, now);
  const groupKey = kind.group({ subjectId, occurrence: row.occurrence, providerId: null });
  return { duty, groupKey, prompts: [row] };
}

function rowOf(
  deps: Deps,
  school: School,
  { duty, subjectId }: Wanted,
  { event, source, session, occurrence }: Happening,
  day: string,
  opensAt: Date,
) {
  const id = deps.ids.next();
  return {
    schoolId: school.id,
    id,
    duty: duty.id,
    kind: duty.kind,
    subjectType: duty.subject,
    subjectId,
    occurrence: `${occurrence}:${id}`,
    session: kindOf(duty.kind).ownForm ? session : null,
    day,
    opensAt,
    status: 'planned',
    event,
    source,
  };
}

/** When a duty is asked that waits for some time after its event; none: at once. Minutes are exact, whatever the day or hour. */
function daysOf({ clock }: Deps, school: School, { when }: Duty): { day: string; at: Date }[] {
  if (!('on' in when)) return [];
  const { calendar } = school;
  const now = clock.now();
  const after = when.after ?? [];
  const exact = after.filter(isExact).map((offset) => addDuration(calendar, now, offset));
  const today = dayOf(calendar, now);
  const days = new Set(after.filter((one) => !isExact(one)).map((offset) => dayAfter(school, today, offset)));
  return [
    ...exact.map((at) => ({ day: dayOf(calendar, at), at })),
    ...[...days].map((day) => ({ day, at: timeOn(calendar, day, when.at ?? '08:00') })),
  ];
}

/** P5D: the fifth school day from now; P2W: the first school day from two weeks on. */
function dayAfter({ calendar }: School, today: string, offset: string): string {
  if (offset.endsWith('D')) return schoolDayOn(calendar, today, daysIn(offset)) ?? today;
  const ideal = addDays(today, 7 * weeksIn(offset));
  return schoolDayFrom(calendar, ideal) ?? ideal;
}

/** What follows from an answer that says something else now: the flag it switched goes back. */
export const unlearn = (db: Db, deps: Deps, school: School, happening: Happening): Promise<void> =>
  learnFlag(db, deps, school, happening, false);

async function learnFlag(
  db: Db,
  deps: Deps,
  school: School,
  { event, subjectType, subjectId }: Happening,
  holds: boolean,
): Promise<void> {
  const change = EVENT_FLAGS[event];
  if (!change) return;
  const of = subjectType === 'pupil' ? { pupilId: subjectId } : { id: subjectId };
  await noteChange(db, school.id);
  const placements = await db.placement.findMany({ where: { schoolId: school.id, ...of } });
  const changed = placements.filter(({ learnt }) => learnt.includes(change.flag) !== (change.on === holds));
  await keepVersions(db, 'Placement', changed, deps.clock.now());
  for (const { id, learnt } of changed) {
    const rest = learnt.filter((flag) => flag !== change.flag);
    await db.placement.update({
      where: { schoolId_id: { schoolId: school.id, id } },
      data: { learnt: change.on === holds ? [...rest, change.flag] : rest },
    });
  }
}
