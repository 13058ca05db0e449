import { type Delivery, Prisma } from '../../generated/prisma/client';
import { climbNow, lockAsk } from '../asks/climb';
import { loseChat } from '../chats';
import type { Deps } from '../deps';
import { record } from '../events';
import { isUntold } from '../forecast/forecast';
import type { SendResult } from '../meter';
import { loadSchool } from '../school';
import { inTransaction } from '../transaction';
import type { ChannelError } from './channel';
import { NEVER } from './copies';

/** Tries for the first half hour of an outage come at least once a minute, later ones every ten. Seconds. */
const SOON = { tries: 30, seconds: 60 };
const LATER = { seconds: 600 };

/** 1 s, 2 s, 4 s ... up to the limit, or what Teams asked for when that is longer. Milliseconds. */
function waitAfter(attempts: number, retryAfter: number | undefined): number {
  const limit = attempts <= SOON.tries ? SOON.seconds : LATER.seconds;
  return Math.max(retryAfter ?? 0, Math.min(2 ** (attempts - 1), limit)) * 1000;
}

const keyOf = ({ schoolId, id }: Delivery) => ({ schoolId_id: { schoolId, id } });

/** What became of a send; empty when nothing new was posted. */
export interface Sent {
  readonly activityId?: string;
  readonly conversationId?: string;
  readonly sentAt?: Date;
}

/** The row shows what it should as of when it was leased; a change since then stays to be sent. */
export async function settleSent({ db }: Deps, row: Delivery, sent: Sent): Promise<void> {
  const said = row.purpose === 'answer' ? { content: Prisma.DbNull } : {};
  const data = { ...sent, ...said, shown: row.wanted, leasedUntil: null, attempts: 0, failure: null };
  const { schoolId, id, wanted } = row;
  const { count } = await db.delivery.updateMany({
    where: { schoolId, id, wanted },
    data: { ...data, nextAt: NEVER },
  });
  if (count === 0) await db.delivery.update({ where: keyOf(row), data });
}

/** `error` undefined: a fault of ours, tried again like an outage so that no card is lost to a passing one. */
export async function settleFailure(
  deps: Deps,
  row: Delivery,
  error: ChannelError | undefined,
  fault: string,
): Promise<void> {
  const reason = error?.reason ?? 'fault';
  const result = resultOf(error);
  deps.log.warn({ delivery: row.id, reason, fault, attempts: row.attempts + 1 }, 'a card was not sent');
  deps.meter?.sent({ school: row.schoolId, lane: row.lane, result });
  if (result === 'retried') return retryLater(deps, row, reason, error?.retryAfter);
  if (reason === 'card-gone') return postAgain(deps, row);
  if (row.stub) await leaveName(deps, row, reason);
  if (reason === 'unreachable') return loseWay(deps, row);
  if (!row.stub) await giveUp(deps, row, reason);
}

const resultOf = (error: ChannelError | undefined): SendResult => {
  if (!error || error.reason === 'throttled' || error.reason === 'unavailable') return 'retried';
  return error.reason;
};

async function retryLater(
  deps: Deps,
  row: Delivery,
  failure: string,
  retryAfter: number | undefined,
): Promise<void> {
  const attempts = row.attempts + 1;
  const nextAt = new Date(deps.clock.now().getTime() + waitAfter(attempts, retryAfter));
  await deps.db.delivery.update({
    where: keyOf(row),
    data: { attempts, nextAt, failure, leasedUntil: null },
  });
}

/** The message was deleted: an ask that is still open is posted anew, anything else is let go. */
async function postAgain(deps: Deps, row: Delivery): Promise<void> {
  const data = { activityId: null, conversationId: null, leasedUntil: null };
  await deps.db.delivery.update({ where: keyOf(row), data });
}

/** A look ahead that its reader never saw goes on to who stands in for them. */
async function loseWay(deps: Deps, row: Delivery): Promise<void> {
  const isMoving = isUntold(row);
  const failed = { state: 'failed', failure: 'unreachable' };
  const data = { ...(isMoving ? { nextAt: deps.clock.now() } : failed), leasedUntil: null };
  await deps.db.delivery.update({ where: keyOf(row), data });
  await loseChat(deps, row.schoolId, row.staffId, 'blocked');
}

/** A card that shall be put away cannot be replaced: it is on record where a name still stands. */
async function leaveName(deps: Deps, row: Delivery, failure: string): Promise<void> {
  const { schoolId, askId, staffId, id } = row;
  await inTransaction(deps, async (db) => {
    await db.delivery.update({ where: keyOf(row), data: { state: 'failed', failure, leasedUntil: null } });
    const event = { schoolId, at: deps.clock.now(), staffId, data: { delivery: id, failure } };
    await record(db, { ...event, type: 'not-put-away', ...(askId ? { askId } : {}) });
  });
}

/** Teams will never take this card: recorded, told to the operator, and the ask climbs at once. */
async function giveUp(deps: Deps, row: Delivery, failure: string): Promise<void> {
  const { schoolId, askId, staffId, id } = row;
  await inTransaction(deps, async (db) => {
    await db.delivery.update({ where: keyOf(row), data: { state: 'failed', failure, leasedUntil: null } });
    const at = deps.clock.now();
    const data = { delivery: id, failure };
    await record(db, { schoolId, at, type: 'delivery-failed', staffId, data, ...(askId ? { askId } : {}) });
    const ask = askId ? await lockAsk(db, schoolId, askId) : null;
    if (ask) await climbNow(db, deps, await loadSchool(db, schoolId, ask.policyVersion), ask.id, 'next-role');
  });
  deps.log.error({ school: schoolId, delivery: id, failure }, 'Teams refused a card for good');
}
