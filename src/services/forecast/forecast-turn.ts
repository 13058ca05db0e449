import type { Card } from '../../cards/parts';
import { toCard } from '../../cards/shell';
import { concerned } from '../../domain/empty-chairs';
import { type Outlook, outlookAt } from '../../domain/forecast';
import type { Delivery } from '../../generated/prisma/client';
import { resolve } from '../asks/recipients';
import type { Deps } from '../deps';
import type { Channel } from '../outbox/channel';
import { settleSent } from '../outbox/settle';
import { heldRoles, rolesOf } from '../people';
import { loadSchool, type School } from '../school';
import { inTransaction } from '../transaction';
import { keyOf, tellOperator } from './forecast';
import { forecastParts } from './forecast-card';
import { lookAhead, outsetOf, questionsOn } from './outlook';
import { probe } from './probe';

/** So often Teams is asked again about whom it did not tell of; then the card goes out with what is known. */
const TRIES = 8;

/**
 * Makes a forecast ready before it is first shown: Teams is asked about everybody who would be asked, and it is put to
 * the AP lead, or to who stands in. False when there is nothing to send here now. Throws ChannelError while Teams does
 * not answer.
 */
export async function isReady(deps: Deps, channel: Channel, row: Delivery): Promise<boolean> {
  const school = await loadSchool(deps.db, row.schoolId);
  const outlook = outlookAt(school.calendar, deps.clock.now(), school.pack.forecastAt);
  if (!outlook || row.key !== keyOf(outlook.day)) return isOver(deps, row);
  const { day } = outlook;
  const questions = await questionsOn(deps.db, school, day, deps.clock.now());
  if (questions.length === 0) return isOver(deps, row);
  const staff = concerned(await outsetOf(deps.db, school, day), questions);
  await askTeams(
    deps,
    channel,
    row,
    staff.map(({ staffId }) => staffId),
  );
  const { chairs } = await lookAhead(deps.db, school, day, deps.clock.now());
  return chairs.length === 0 ? isOver(deps, row) : isAddressed(deps, school, row, outlook);
}

async function isOver(deps: Deps, row: Delivery): Promise<false> {
  await settleSent(deps, row, {});
  return false;
}

/** Whom Teams has told of is kept on the row, so that the next try goes on where this one stopped. */
async function askTeams(
  deps: Deps,
  channel: Channel,
  row: Delivery,
  staffIds: readonly string[],
): Promise<void> {
  const { schoolId, id, attempts } = row;
  const before = toldOf(row);
  const chats = await deps.db.chat.findMany({
    where: { schoolId, staffId: { in: staffIds.filter((staffId) => !before.includes(staffId)) } },
    orderBy: { staffId: 'asc' },
  });
  const { told, failure } = await probe(deps, channel, chats);
  if (told.length > 0) {
    const content = { told: [...before, ...told] };
    await deps.db.delivery.update({ where: { schoolId_id: { schoolId, id } }, data: { content } });
  }
  if (failure && attempts < TRIES) throw failure;
}

const toldOf = ({ content }: Delivery): readonly string[] =>
  (content as { told?: readonly string[] } | null)?.told ?? [];

/** Whether it stands in the outbox for somebody who can be reached; where it does not, it is put to them. */
async function isAddressed(deps: Deps, school: School, row: Delivery, { day }: Outlook): Promise<boolean> {
  return inTransaction(deps, async (db) => {
    const { to } = await resolve(db, school, 'ap-lead', deps.clock.now());
    if (to?.staffId === row.staffId) return true;
    const data = to
      ? { staffId: to.staffId, attempts: 0, nextAt: deps.clock.now() }
      : { state: 'failed', failure: 'unreachable' };
    const key = { schoolId_id: { schoolId: school.id, id: row.id } };
    await db.delivery.update({ where: key, data: { ...data, leasedUntil: null } });
    if (!to) tellOperator(deps, school, day);
    return false;
  });
}

/** What a forecast shows now; null when it was never sent and no chair is empty. */
export async function drawForecast(deps: Deps, row: Delivery): Promise<Card | null> {
  const school = await loadSchool(deps.db, row.schoolId);
  const now = deps.clock.now();
  const outlook = outlookAt(school.calendar, now, school.pack.forecastAt);
  if (!outlook || row.key !== keyOf(outlook.day)) return row.activityId ? toCard(OVER) : null;
  const { day } = outlook;
  const ahead = await lookAhead(deps.db, school, day, now);
  if (ahead.chairs.length === 0 && !row.activityId) return null;
  const { staffId } = row;
  const held = await heldRoles(deps.db, school.id, staffId);
  const roles = await rolesOf(deps.db, school.id, staffId, now);
  return toCard(forecastParts({ school, day, now, staffId, held, roles }, ahead));
}

const OVER = {
  eyebrow: 'Empty chairs',
  lines: ['There is nothing left to arrange for that day.'],
  summary: 'Empty chairs',
};
