import { may } from '../../domain/access';
import { addDuration } from '../../domain/duration';
import { refuse } from '../../domain/refusals';
import { kindOf, paceOf } from '../../prompts/registry';
import { climbNow } from '../asks/climb';
import type { Done, Turn } from '../asks/press-card';
import { keepingLine } from '../asks/story';
import { writeAll } from '../at-end';
import { record } from '../events';
import { owe, redraw } from '../outbox/copies';
import { dutyOf } from '../school';
import { keptBy, safeguarders } from './desk-view';

const NOBODY = 'Choose somebody from the list: they must safeguard at this school, and be reachable now.';

/**
 * Hands a question of the desk to somebody else who safeguards: they have its card at once, every copy says who has it
 * now, and they are asked again when the duty's hold runs out. The ladder goes on as it was: only "I'm acting" makes it wait.
 */
export async function handOver(turn: Turn): Promise<Done> {
  const { deps, db, school, ask, person, input } = turn;
  if (!kindOf(ask.kind).desk || !may(person.roles, 'see-safeguarding'))
    return { ...refuse({ code: 'not-allowed' }), entered: input.data };
  if (ask.closed) return { ok: true };
  const now = deps.clock.now();
  const [to] = (await safeguarders(db, school, person.staffId, now)).filter(
    ({ staffId }) => staffId === input.data['hand_to'],
  );
  const problems = to ? await staleLine(turn, now) : [NOBODY];
  if (!to || problems.length > 0) return { ...refuse({ code: 'bad-answer', problems }), entered: input.data };
  const againAt = addDuration(school.calendar, now, dutyOf(school, ask.duty).hold);
  await db.ask.update({
    where: { schoolId_id: { schoolId: school.id, id: ask.id } },
    data: { keeper: to.staffId, keptAt: now, handedBy: person.staffId, againAt },
  });
  const at = { schoolId: school.id, at: now, askId: ask.id, staffId: person.staffId };
  await record(db, { ...at, type: 'handed-over', data: { to: to.staffId, role: to.role } });
  await owe(db, deps, school, {
    pace: paceOf(ask.kind),
    askId: ask.id,
    staffId: to.staffId,
    role: to.role,
    purpose: 'escalate',
    key: `${ask.id}:handed:${to.staffId}:${now.getTime()}`,
  });
  await redraw(db, deps, school.id, ask.id);
  await writeAll(db);
  await climbNow(db, deps, school, ask.id, 'settle');
  return { ok: true };
}

/** Somebody has taken it on, or handed it over, since this card was drawn: the first stands. */
async function staleLine({ db, school, ask, input }: Turn, now: Date): Promise<readonly string[]> {
  if (input.data['kept'] === keptBy(ask)) return [];
  const line = (await keepingLine(db, school, ask, now)) ?? 'Nobody has it.';
  return [
    `Something has changed meanwhile: nothing was handed over. ${line} Hand it over again if that is right.`,
  ];
}
