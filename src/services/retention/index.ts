import type { Day } from '../../domain/calendar';
import { CLASSES, type RecordClass } from '../../domain/retention';
import { list } from '../../domain/text';
import type { Deps } from '../deps';
import { inTransaction } from '../transaction';
import { DUE } from './due';
import { lockDisposal } from './holds';
import { scopeOf } from './scope';

/** What is due for disposal in one class of one school. */
export interface Planned {
  readonly school: string;
  readonly class: RecordClass;
  readonly count: number;
  /** The day of the oldest record; null where nothing is due. */
  readonly oldest: Day | null;
}

/** Lists what is due, school by school and class by class, and touches nothing. */
export async function planDisposal({ db, clock }: Deps): Promise<Planned[]> {
  const planned: Planned[] = [];
  for (const { id } of await db.school.findMany({ select: { id: true }, orderBy: { id: 'asc' } })) {
    const scope = await scopeOf(db, id, clock.now());
    for (const name of CLASSES) {
      const days = [...(await DUE[name](scope)).days].sort();
      planned.push({ school: id, class: name, count: days.length, oldest: days[0] ?? null });
    }
  }
  return planned;
}

/** What went: how many records of a class, the newest of them of that day. */
export interface Disposed {
  readonly class: RecordClass;
  readonly count: number;
  readonly through: Day;
}

export type DisposalResult =
  | {
      readonly ok: true;
      readonly school: string;
      readonly approvedBy: string;
      readonly disposed: readonly Disposed[];
    }
  | { readonly ok: false; readonly problem: string };

/** Disposes of what is due at the school of the DSL who approves it, a class at a time, each with its line in the log. */
export async function dispose(deps: Deps, email: string, school?: string): Promise<DisposalResult> {
  const approver = await findDsl(deps, email, school);
  if (typeof approver === 'string') return { ok: false, problem: approver };
  const { schoolId, id: approvedBy, name } = approver;
  const disposed: Disposed[] = [];
  for (const recordClass of CLASSES) {
    const gone = await disposeOf(deps, schoolId, recordClass, approvedBy);
    if (gone) disposed.push(gone);
  }
  return { ok: true, school: schoolId, approvedBy: name, disposed };
}

function disposeOf(deps: Deps, schoolId: string, recordClass: RecordClass, approvedBy: string) {
  return inTransaction(deps, async (db): Promise<Disposed | null> => {
    await lockDisposal(db, schoolId);
    const at = deps.clock.now();
    const due = await DUE[recordClass](await scopeOf(db, schoolId, at));
    const through = [...due.days].sort().at(-1);
    if (through === undefined) return null;
    await due.dispose();
    const gone = { class: recordClass, count: due.days.length, through };
    await db.disposal.create({ data: { ...gone, schoolId, id: deps.ids.next(), approvedBy, at } });
    return gone;
  });
}

interface Approver {
  readonly schoolId: string;
  readonly id: string;
  readonly name: string;
}

/** The DSL with this address, or why nobody may approve under it. A deputy may not. */
async function findDsl({ db }: Deps, typed: string, schoolId?: string): Promise<Approver | string> {
  const email = typed.trim().toLowerCase();
  const found = await db.staff.findMany({
    where: { email, active: true, roles: { some: { role: 'dsl' } }, ...(schoolId ? { schoolId } : {}) },
    select: { schoolId: true, id: true, name: true },
    orderBy: { schoolId: 'asc' },
  });
  const [dsl, ...others] = found;
  const where = schoolId ? `of the school ${schoolId}` : 'of a school here';
  if (!dsl)
    return `${email} is not a DSL ${where}: only the school's own DSL approves a disposal. Nothing was disposed of.`;
  if (others.length === 0) return dsl;
  return `${email} is a DSL of the schools ${list(found.map((one) => one.schoolId))}: say which with --school.`;
}
