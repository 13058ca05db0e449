import type { JsonObject } from '../domain/json';
import { insert } from '../prompts/insert';
import type { Db } from '../prompts/kind';
import { atEnd } from './at-end';

/** What happens in the life of a prompt, as the log names it. Ids only, never a name or a note. */
export type EventType =
  | 'planned-late'
  | 'missed'
  | 'opened'
  | 'reminded'
  | 'escalated'
  | 'skipped'
  | 'nobody-available'
  | 'held'
  | 'hold-ended'
  | 'replied'
  | 'codes-confirmed'
  | 'withdrawn'
  | 'excused'
  | 'placement-active'
  | 'placement-held'
  | 'delivery-failed'
  | 'chat-opened'
  | 'chat-closed';

export interface EventRow {
  readonly schoolId: string;
  readonly at: Date;
  readonly type: EventType;
  readonly askId?: string;
  readonly promptId?: string;
  readonly staffId?: string;
  readonly data?: JsonObject;
}

/** Appends to the log, in the transaction of the change it tells of and at its end. */
export const record = (db: Db, ...events: readonly EventRow[]): Promise<void> =>
  atEnd(db, writeEvents, ...events);

async function writeEvents(db: Db, events: readonly EventRow[]): Promise<void> {
  await insert(
    db,
    'Event',
    events.map((event) => ({ ...event, data: event.data ?? {} })),
  );
}
