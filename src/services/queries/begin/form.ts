import { refuse } from '../../../domain/refusals';
import { begin } from '../../asks/begin';
import { drawAsk, loadAsk } from '../../asks/draw';
import { type PressResult, press } from '../../asks/press';
import type { Deps } from '../../deps';
import { NEVER, owe, redrawToday } from '../../outbox/copies';
import type { Person } from '../../people';
import { loadSchool } from '../../school';
import { inTransaction } from '../../transaction';
import { holdingsOf, staffNames } from '../holders';
import type { Query, QueryResult } from '../query';

/** Who begins something, and with what it is done. */
export interface Beginner {
  readonly deps: Deps;
  readonly person: Person;
}

/** Opens a duty for one subject, or finds it open, and gives its form as this person sees it. */
export async function openForm(
  query: Query,
  by: Beginner,
  dutyId: string,
  subjectId: string,
  remark?: string,
): Promise<QueryResult> {
  const begun = await begin(by.deps, by.person, dutyId, subjectId);
  if (!begun.ok) return begun;
  const { askId } = begun;
  await holdBack(by, askId);
  let form = await show(by, askId);
  if (!form.ok && form.refusal.code === 'not-yours') {
    if (!(await give(by, askId))) return withOthers(query, askId);
    form = await show(by, askId);
  }
  if (!form.ok) return { ok: false, refusal: form.refusal };
  return remark ? remarked(by, askId, remark) : { ok: true, card: form.card };
}

/** The form just as a press would show it, with the same check of who may answer. */
const show = ({ deps, person }: Beginner, askId: string): Promise<PressResult> =>
  press(deps, person, { askId, verb: 'show', data: {} });

/**
 * What they typed is answered with the form, so the outbox need not send them another of an urgent one: their copy
 * waits on "AP today" like any other.
 */
async function holdBack({ deps, person: { schoolId, staffId } }: Beginner, askId: string): Promise<void> {
  await inTransaction(deps, async (db) => {
    const unsent = { shown: 0, activityId: null, leasedUntil: null, superseded: false, bundled: false };
    const { count } = await db.delivery.updateMany({
      where: { schoolId, staffId, askId, state: 'live', ...unsent },
      data: { bundled: true, nextAt: NEVER },
    });
    if (count > 0) await redrawToday(db, deps, schoolId, [staffId]);
  });
}

/** It was open already, and this person is on no rung of it: they get a copy, unless somebody has begun to answer. */
async function give({ deps, person }: Beginner, askId: string): Promise<boolean> {
  const { schoolId, staffId, roles } = person;
  return inTransaction(deps, async (db) => {
    const ask = await loadAsk(db, schoolId, askId);
    const [role] = roles;
    if (!ask || !role || (await db.reply.count({ where: { schoolId, askId } })) > 0) return false;
    const school = await loadSchool(db, schoolId, ask.policyVersion);
    const copy = { askId, staffId, role, purpose: 'ask', pace: 'routine', isFirst: true } as const;
    await owe(db, deps, school, { ...copy, key: `${askId}:also:${staffId}` });
    return true;
  });
}

async function withOthers(query: Query, askId: string): Promise<QueryResult> {
  const asks = await query.db.ask.findMany({ where: { schoolId: query.schoolId, id: askId } });
  const holdings = await holdingsOf(query, asks, await staffNames(query));
  return refuse({ code: 'with-others', holder: holdings.get(askId)?.who ?? 'with somebody else' });
}

/** The same form with a line on what was typed and not kept. */
async function remarked({ deps, person }: Beginner, askId: string, remark: string): Promise<QueryResult> {
  const { db, clock } = deps;
  const { schoolId, staffId, roles } = person;
  const ask = await loadAsk(db, schoolId, askId);
  if (!ask) return refuse({ code: 'card-gone' });
  const school = await loadSchool(db, schoolId, ask.policyVersion);
  const reader = { staffId, roles, purpose: 'ask', problems: [remark] } as const;
  return { ok: true, card: await drawAsk(db, school, ask, clock.now(), reader) };
}
