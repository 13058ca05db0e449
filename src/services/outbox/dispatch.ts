import type { Card, CardParts } from '../../cards/parts';
import { toCard } from '../../cards/shell';
import { faultName } from '../../domain/fault';
import type { Delivery } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';
import { drawAsk, loadAsk, purposeOf, type Reader } from '../asks/draw';
import { isEnded } from '../cover/cover';
import type { Deps } from '../deps';
import { FORECAST, isUntold } from '../forecast/forecast';
import { drawForecast, isReady } from '../forecast/forecast-turn';
import { rolesOf } from '../people';
import { loadSchool } from '../school';
import { drawToday } from './ap-today';
import { type Channel, ChannelError, type ChatAddress } from './channel';
import { LANE } from './copies';
import { drawStub } from './put-away';
import { type Sent, settleFailure, settleSent } from './settle';

/** How long one replica keeps a row to itself, in milliseconds, and how long a send may take at the most. */
const LEASE = 45_000;
const LONGEST_SEND = 30_000;
/** Rows sent side by side; those of one chat one after another. */
const BATCH = 24;

/** Sends what is due in the lanes up to this one until nothing is; gives the number of cards posted. */
export async function dispatch(deps: Deps, channel: Channel, upTo: number = LANE.update): Promise<number> {
  let posted = 0;
  for (;;) {
    const rows = await lease(deps, upTo);
    if (rows.length === 0) return posted;
    const chats = [...new Set(rows.map(({ staffId }) => staffId))];
    const counts = await Promise.all(
      chats.map((staffId) =>
        sendInOrder(
          deps,
          channel,
          rows.filter((row) => row.staffId === staffId),
        ),
      ),
    );
    posted += counts.reduce((a, b) => a + b, 0);
  }
}

async function sendInOrder(deps: Deps, channel: Channel, rows: readonly Delivery[]): Promise<number> {
  let posted = 0;
  for (const row of rows) {
    if (await isOurs(deps, row)) posted += (await send(deps, channel, row)) ? 1 : 0;
  }
  return posted;
}

/**
 * A lease that has run for long is renewed when its row's turn comes; false when it ran out before that, and another
 * replica has the row.
 */
async function isOurs({ db, clock }: Deps, { schoolId, id, leasedUntil }: Delivery): Promise<boolean> {
  if (leasedUntil && leasedUntil.getTime() - clock.now().getTime() > LONGEST_SEND) return true;
  const until = new Date(clock.now().getTime() + LEASE);
  const { count } = await db.delivery.updateMany({
    where: { schoolId, id, leasedUntil },
    data: { leasedUntil: until },
  });
  return count > 0;
}

/** Claims rows that need work, urgent lanes first: no other replica gets them until the lease runs out. */
async function lease(deps: Deps, upTo: number): Promise<Delivery[]> {
  const now = deps.clock.now();
  const until = new Date(now.getTime() + LEASE);
  const claimed = await deps.db.$queryRaw<{ schoolId: string; id: string }[]>`
    UPDATE "Delivery" SET "leasedUntil" = ${until} WHERE ("schoolId", "id") IN (
      SELECT "schoolId", "id" FROM "Delivery"
      WHERE "state" = 'live' AND NOT "bundled" AND "shown" < "wanted" AND "nextAt" <= ${now} AND "lane" <= ${upTo}
        AND ("busyUntil" IS NULL OR "busyUntil" <= ${now})
        AND ("leasedUntil" IS NULL OR "leasedUntil" <= ${now})
      ORDER BY "lane", "seq" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) RETURNING "schoolId", "id"`;
  if (claimed.length === 0) return [];
  return deps.db.delivery.findMany({
    where: { OR: claimed.map(({ schoolId, id }) => ({ schoolId, id })) },
    orderBy: [{ lane: 'asc' }, { seq: 'asc' }],
  });
}

/** Sends one row; true when a card was posted. A fault here stops this row, never the others. */
async function send(deps: Deps, channel: Channel, row: Delivery): Promise<boolean> {
  try {
    if (isUntold(row) && !(await isReady(deps, channel, row))) return false;
    const chat = await deps.db.chat.findUnique({ where: { schoolId_staffId: keyOfChat(row) } });
    if (!chat || (chat.unreachable && !row.stub)) throw new ChannelError('unreachable');
    const card = await draw(deps, row);
    const sent = card ? await show(deps, channel, row, chat, card) : {};
    await settleSent(deps, row, sent);
    if (card) await meterSent(deps, row, sent).catch(() => undefined); // it is sent, counted or not
    return 'sentAt' in sent;
  } catch (error) {
    await settleFailure(deps, row, error instanceof ChannelError ? error : undefined, faultName(error));
    return false;
  }
}

/** Notes a send that went well, and how long after it was due: a question's own time, which a late tick does not move. */
async function meterSent({ db, meter }: Deps, row: Delivery, { sentAt }: Sent): Promise<void> {
  const { schoolId, askId, lane, purpose } = row;
  const at = { school: schoolId, lane };
  meter?.sent({ ...at, result: sentAt ? 'posted' : 'replaced' });
  if (!meter || !sentAt) return;
  const asked =
    purpose === 'ask'
      ? await db.prompt.aggregate({ where: { schoolId, askId }, _min: { opensAt: true } })
      : null;
  const due = asked?._min.opensAt ?? row.createdAt;
  meter.delivered(at, (sentAt.getTime() - due.getTime()) / 1000);
}

/** Replaces the message that shows this copy, or posts it for the first time. */
async function show(
  deps: Deps,
  channel: Channel,
  row: Delivery,
  chat: ChatAddress,
  card: Card,
): Promise<Sent> {
  if (row.activityId && row.conversationId) {
    await channel.update({ ...chat, conversationId: row.conversationId }, row.activityId, card);
    return {};
  }
  const posted = await channel.post(chat, card, row.lane <= LANE.urgent);
  if (posted.conversationId !== chat.conversationId) {
    const data = { conversationId: posted.conversationId };
    await deps.db.chat.update({ where: { schoolId_staffId: keyOfChat(row) }, data });
  }
  return { ...posted, sentAt: deps.clock.now() };
}

const keyOfChat = ({ schoolId, staffId }: Delivery) => ({ schoolId, staffId });

/**
 * What a row shows now; null when there is nothing left to show: the ask was settled before it was ever sent, or what a
 * notice said was disposed of.
 */
async function draw(deps: Deps, row: Delivery): Promise<Card | null> {
  if (row.purpose === 'today') return drawToday(deps, row);
  if (row.stub) return drawStub(deps.db, row, deps.clock.now());
  if (row.purpose === FORECAST) return drawForecast(deps, row);
  if (row.askId) return drawCopy(deps, row, row.askId);
  return row.content ? cardIn(row.content as object) : null;
}

/** A notice is drawn from what it says; an answer that had to wait was drawn before. */
const cardIn = (content: object): Card =>
  'card' in content ? (content.card as Card) : toCard(content as CardParts);

async function drawCopy(deps: Deps, row: Delivery, askId: string): Promise<Card | null> {
  const ask = await loadAsk(deps.db, row.schoolId, askId);
  if (!ask || ((ask.closed || row.superseded) && !row.activityId)) return null;
  if (isEnded(row)) return toCard({ eyebrow: 'Cover', lines: [OVER], summary: 'Cover has ended' });
  const school = await loadSchool(deps.db, row.schoolId, ask.policyVersion);
  const now = deps.clock.now();
  return drawAsk(deps.db, school, ask, now, await readerOf(deps.db, row, now));
}

const OVER =
  'Your cover has ended, and somebody else is asked now. What was here can no longer be answered by you.';

async function readerOf(db: Db, row: Delivery, now: Date): Promise<Reader> {
  const { schoolId, staffId } = row;
  return {
    staffId,
    roles: await rolesOf(db, schoolId, staffId, now),
    purpose: purposeOf(row.purpose),
    state: row.superseded ? 'superseded' : undefined,
  };
}
