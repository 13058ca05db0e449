import { addDays, type Day, dayOf, sessionTimes } from '../../domain/calendar';
import { concerns, isEarlier, type Placed } from '../../domain/placed';
import type { Duty } from '../../domain/policy';
import type { Db } from '../../prompts/kind';
import { keepVersions } from '../../prompts/versions';
import type { Deps } from '../deps';
import { record } from '../events';
import { noteChange, type School } from '../school';

/** One thing that a policy wants in place before a pupil starts. */
export interface GateItem {
  readonly duty: Duty;
  /** Null: not asked yet. */
  readonly prompt: GatePrompt | null;
}

interface GatePrompt {
  readonly id: string;
  readonly duty: string;
  readonly subjectId: string;
  readonly status: string;
  readonly askId: string | null;
  readonly closedWhy: string | null;
}

/** How long after its last day a placement still counts, in days: what follows its end is asked then. */
export const AFTERMATH = 150;

/** What is still missing before each of these placements may become active; nothing is, once a list is empty. */
export async function missingBefore(
  db: Db,
  school: School,
  placements: readonly Placed[],
): Promise<Map<string, readonly GateItem[]>> {
  const gates = school.pack.duties.filter(({ gate }) => gate);
  const subjects = placements.flatMap((placed) => [placed.id, placed.pupilId, placed.providerId]);
  const prompts =
    gates.length === 0 || placements.length === 0
      ? []
      : await db.prompt.findMany({
          where: {
            schoolId: school.id,
            duty: { in: gates.map(({ id }) => id) },
            subjectId: { in: subjects },
          },
          select: { id: true, duty: true, subjectId: true, status: true, askId: true, closedWhy: true },
        });
  return new Map(placements.map((placed) => [placed.id, missingFor(placed, gates, prompts)]));
}

function missingFor(placed: Placed, gates: readonly Duty[], prompts: readonly GatePrompt[]): GateItem[] {
  return gates
    .filter((duty) => concerns(duty, placed.flags))
    .flatMap((duty) => {
      const subjectId = {
        placement: placed.id,
        pupil: placed.pupilId,
        provider: placed.providerId,
        school: '',
      }[duty.subject];
      const theirs = prompts.filter((prompt) => prompt.duty === duty.id && prompt.subjectId === subjectId);
      if (theirs.some(({ status }) => status === 'answered')) return [];
      return [{ duty, prompt: theirs.find(({ status }) => status === 'open') ?? null }];
    });
}

/**
 * Makes every placement active for which nothing is missing any more: from its first day, or from now on when that is
 * past. Placements that had begun when Waymark did are in place already. Gives all of them as they are then.
 */
export async function activateReady(
  db: Db,
  deps: Deps,
  school: School,
  all: readonly Placed[],
): Promise<readonly Placed[]> {
  const next = nextStart(school, deps.clock.now());
  const liveDay = dayOf(school.calendar, school.liveFrom);
  const held = all.filter(({ activeFrom }) => activeFrom === null);
  const missing = await missingBefore(
    db,
    school,
    held.filter((placed) => !isEarlier(placed, liveDay)),
  );
  const ready = held.filter(({ id }) => (missing.get(id)?.length ?? 0) === 0);
  const active = new Map<string, Day>();
  for (const placed of ready) {
    const earliest = isEarlier(placed, liveDay) ? placed.startDate : next;
    active.set(placed.id, await activate(db, deps, school, placed, earliest));
  }
  return all.map((placed) => ({ ...placed, activeFrom: active.get(placed.id) ?? placed.activeFrom }));
}

/** The first day on which a pupil can be expected whose start became ready now: tomorrow, once the morning has begun. */
function nextStart({ calendar }: School, now: Date): Day {
  const today = dayOf(calendar, now);
  return now < sessionTimes(calendar, today, 'am').start ? today : addDays(today, 1);
}

async function activate(
  db: Db,
  deps: Deps,
  school: School,
  { id, startDate }: Placed,
  earliest: Day,
): Promise<Day> {
  const activeFrom = startDate > earliest ? startDate : earliest;
  const where = { schoolId: school.id, id, activeFrom: null };
  const before = await db.placement.findMany({ where });
  const { count } = await db.placement.updateMany({ where, data: { activeFrom } });
  if (count === 0) return activeFrom;
  const at = deps.clock.now();
  await keepVersions(db, 'Placement', before, at);
  await noteChange(db, school.id);
  const data = { placement: id, from: activeFrom };
  await record(db, { schoolId: school.id, at, type: 'placement-active', data });
  return activeFrom;
}
