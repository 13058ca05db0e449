import type { Day } from '../../domain/calendar';
import { addDuration } from '../../domain/duration';
import { chainOf, type Subject } from '../../domain/policy';
import type { Role } from '../../domain/roles';
import type { Db } from '../../prompts/kind';
import type { Deps } from '../deps';
import type { SchoolFolder } from '../import/folder';
import { importSchool } from '../import/import-school';
import { type Owed, owedBetween } from '../plan/plan';
import type { Problem } from '../problems';
import { dutyOf, loadSchool, type School } from '../school';

/** Who would be asked: the first holder of the role, or of one that stands in for it. */
export interface PreviewPerson {
  readonly email: string;
  readonly name: string;
}

/** One prompt that the calendar will bring. */
export interface PreviewPrompt {
  readonly policy: string;
  readonly duty: string;
  readonly title: string;
  readonly clauses: readonly string[];
  readonly kind: string;
  /** As the school's files name it: a placement_id, a provider_id, a pupil's UPN, the school's URN. */
  readonly subject: { readonly type: Subject; readonly id: string };
  readonly role: Role;
  /** Null: nobody holds the role, nor stands in. */
  readonly person: PreviewPerson | null;
  readonly day: Day;
  readonly opensAt: Date;
  readonly dueAt: Date;
}

export interface Preview {
  readonly school: Pick<School, 'id' | 'name' | 'calendar'>;
  /** The name of the pack. */
  readonly policy: string;
  readonly prompts: readonly PreviewPrompt[];
}

export type Previewed =
  | ({ readonly ok: true } & Preview)
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Everything that the calendar will ask of a school from one day to another, both included, as if Waymark began there
 * at the clock's time. `deps.db` must be empty: the school is imported into it. Every placement is taken to start on
 * its first day, its list complete; what answers and events open is not foreseen.
 */
export async function previewSchool(
  deps: Deps,
  folder: SchoolFolder,
  from: Day,
  to: Day,
): Promise<Previewed> {
  const imported = await importSchool(deps, folder, { live: true });
  if (!imported.ok) return imported;
  const school = await loadSchool(deps.db, imported.schoolId);
  await deps.db
    .$executeRaw`UPDATE "Placement" SET "activeFrom" = "startDate" WHERE "schoolId" = ${school.id} AND "activeFrom" IS NULL`;
  const owed = await owedBetween(deps.db, school, from, to);
  const upns = await upnsOf(deps.db, school);
  const people = await peopleOf(deps.db, school);
  const prompts = owed.map((one) => promptOf(school, one, upns, people)).sort(inOrder);
  return { ok: true, school, policy: school.pack.name, prompts };
}

function promptOf(
  school: School,
  { duty: id, kind, subjectId, day, opensAt }: Owed,
  upns: ReadonlyMap<string, string>,
  people: ReadonlyMap<string, PreviewPerson>,
): PreviewPrompt {
  const { title, clauses, subject: type, to: role, due } = dutyOf(school, id);
  const holder = chainOf(school.pack, role).find((next) => people.has(next));
  return {
    policy: school.pack.id,
    duty: id,
    title,
    clauses,
    kind,
    subject: { type, id: (type === 'pupil' ? upns.get(subjectId) : undefined) ?? subjectId },
    role,
    person: (holder && people.get(holder)) ?? null,
    day,
    opensAt,
    dueAt: addDuration(school.calendar, opensAt, due),
  };
}

const inOrder = (a: PreviewPrompt, b: PreviewPrompt): number =>
  a.opensAt.getTime() - b.opensAt.getTime() ||
  a.duty.localeCompare(b.duty) ||
  a.subject.id.localeCompare(b.subject.id);

async function upnsOf(db: Db, { id: schoolId }: School): Promise<ReadonlyMap<string, string>> {
  const pupils = await db.pupil.findMany({ where: { schoolId }, select: { id: true, upn: true } });
  return new Map(pupils.map(({ id, upn }) => [id, upn]));
}

/** The first holder of each role, in the order of staff.csv. */
async function peopleOf(db: Db, { id: schoolId }: School): Promise<ReadonlyMap<string, PreviewPerson>> {
  const held = await db.staffRole.findMany({
    where: { schoolId, staff: { active: true } },
    orderBy: { rank: 'desc' },
    select: { role: true, staff: { select: { email: true, name: true } } },
  });
  return new Map(held.map(({ role, staff }) => [role, staff]));
}
