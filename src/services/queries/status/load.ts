import { addDays, type Day, type HalfTerm } from '../../../domain/calendar';
import { plain } from '../../../domain/text';
import type { Ask, AttendanceMark, Event, Prisma, Prompt, Pupil } from '../../../generated/prisma/client';
import { placementsBetween } from '../../placements';
import { loadSchool } from '../../school';
import { type Awaited, awaited } from '../before-start';
import { visible } from '../confidential';
import { markChanges } from '../corrections';
import { type Holding, holdingsOf, staffNames } from '../holders';
import type { Query } from '../query';

/** All that is on record of one pupil for the status card, from the half term before this one until now. */
export interface PupilRecord {
  readonly pupil: Pupil;
  readonly placements: readonly PlacementRow[];
  /** This half term (in a holiday, the one that ended), and the one before it. */
  readonly terms: { readonly current?: HalfTerm; readonly last?: HalfTerm };
  readonly prompts: readonly Prompt[];
  readonly marks: readonly AttendanceMark[];
  /** Of what is open, and of today. */
  readonly asks: readonly Ask[];
  readonly holdings: ReadonlyMap<string, Holding>;
  readonly climbs: readonly Event[];
  readonly staff: ReadonlyMap<string, string>;
  /** How what was said of a session of today was changed, by the question's id. */
  readonly changes: ReadonlyMap<string, string>;
  /** What a placement that is to come waits for before it may start, by its id. */
  readonly waits: ReadonlyMap<string, readonly Awaited[]>;
}

export type PlacementRow = Prisma.PlacementGetPayload<{ include: { provider: true } }> & { flags: [] };

/** The pupil's record; null when the school has no such pupil. */
export async function loadRecord(query: Query, pupilId: string): Promise<PupilRecord | null> {
  const { db, schoolId, today } = query;
  const found = await db.pupil.findUnique({
    where: { schoolId_id: { schoolId, id: pupilId }, drill: false },
    include: { placements: { include: { provider: true }, orderBy: { startDate: 'asc' } } },
  });
  if (!found) return null;
  const { placements, ...pupil } = found;
  const terms = termsAround(query);
  const from = terms.last?.start ?? terms.current?.start ?? addDays(today, -60);
  const [prompts, marks, staff, waits] = await Promise.all([
    promptsAbout(query, [pupilId, ...placements.map(({ id }) => id)], from),
    db.attendanceMark.findMany({ where: { schoolId, pupilId, date: { gte: from } }, orderBy: { at: 'asc' } }),
    staffNames(query),
    waitsOf(query, placements),
  ]);
  const live = prompts.filter(({ day, status }) => day === today || status === 'open');
  const named = placements.map(toRow);
  const asked = prompts.filter(({ day }) => day === today);
  const changed = await markChanges(query, asked, staff);
  const changes = new Map(changed.map(({ prompt, text }) => [prompt.id, text]));
  const record = { pupil, placements: named, terms, prompts, marks, staff, changes, waits };
  return { ...record, ...(await loadAsks(query, live, staff)) };
}

/** Only a pupil with a placement that has not started waits for anything. */
async function waitsOf(query: Query, placements: readonly Omit<PlacementRow, 'flags'>[]) {
  const { db, schoolId, today } = query;
  const toCome = placements.filter(
    ({ activeFrom, expectedEndDate }) =>
      activeFrom === null && (expectedEndDate === null || expectedEndDate >= today),
  );
  const [first] = toCome;
  if (!first) return new Map<string, readonly Awaited[]>();
  const school = await loadSchool(db, schoolId);
  const { pupilId } = first;
  const placed = await placementsBetween(db, schoolId, today, '9999-12-31', { pupilId });
  const waiting = placed.filter(({ activeFrom }) => activeFrom === null);
  return awaited(query, school, waiting);
}

/** Names and addresses as one line each, however long a school writes them. */
const toRow = ({ provider, ...placement }: Omit<PlacementRow, 'flags'>): PlacementRow => ({
  ...placement,
  flags: [],
  provider: { ...provider, name: plain(provider.name, 60), address: plain(provider.address ?? '', 120) },
});

function termsAround({ calendar, today }: Query): PupilRecord['terms'] {
  const begun = calendar.halfTerms
    .filter(({ start }) => start <= today)
    .sort((a, b) => b.start.localeCompare(a.start));
  const [current, last] = begun;
  return { ...(current ? { current } : {}), ...(last ? { last } : {}) };
}

const promptsAbout = (query: Query, subjects: readonly string[], from: Day) =>
  query.db.prompt.findMany({
    where: {
      schoolId: query.schoolId,
      ...visible(query),
      subjectType: { in: ['placement', 'pupil'] },
      subjectId: { in: [...subjects] },
      OR: [{ day: { gte: from } }, { status: 'open' }],
    },
    orderBy: [{ opensAt: 'asc' }, { id: 'asc' }],
  });

async function loadAsks(query: Query, prompts: readonly Prompt[], staff: ReadonlyMap<string, string>) {
  const { db, schoolId } = query;
  const askIds = [...new Set(prompts.flatMap(({ askId }) => askId ?? []))];
  if (askIds.length === 0) return { asks: [], climbs: [], holdings: new Map<string, Holding>() };
  const type = { in: ['escalated', 'nobody-available'] };
  const [asks, climbs] = await Promise.all([
    db.ask.findMany({ where: { schoolId, id: { in: askIds } } }),
    db.event.findMany({ where: { schoolId, askId: { in: askIds }, type }, orderBy: { seq: 'asc' } }),
  ]);
  const open = asks.filter(({ closed }) => !closed);
  return { asks, climbs, holdings: await holdingsOf(query, open, staff) };
}
