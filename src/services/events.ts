import type { JsonObject } from '../domain/json';
import { insert } from '../prompts/insert';
import type { Db } from '../prompts/kind';
import { atVeryEnd } from './at-end';

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
  | 'handed-over'
  | 'replied'
  | 'codes-confirmed'
  | 'withdrawn'
  | 'excused'
  | 'placement-active'
  | 'placement-held'
  | 'delivery-failed'
  | 'not-put-away'
  | 'chat-opened'
  | 'chat-closed'
  | 'went-live'
  | 'away-set'
  | 'away-ended'
  | 'cover-set'
  | 'cover-removed'
  | 'drill-started'
  | 'drill-ended';

export interface EventRow {
  readonly schoolId: string;
  readonly at: Date;
  readonly type: EventType;
  readonly askId?: string;
  readonly promptId?: string;
  readonly staffId?: string;
  readonly data?: JsonObject;
}

/** Appends to the log, in the transaction of the change it tells of and as the last thing it writes. */
export const record = (db: Db, ...events: readonly EventRow[]): Promise<void> =>
  atVeryEnd(db, writeEvents, ...events);

/** School by school in one order, as each school's chain is locked with its first event (docs/adr/0010). */
async function writeEvents(db: Db, events: readonly EventRow[]): Promise<void> {
  const bySchool = [...events].sort((a, b) =>
    a.schoolId < b.schoolId ? -1 : Number(a.schoolId > b.schoolId),
  );
  await insert(
    db,
    'Event',
    bySchool.map((event) => ({ ...event, data: event.data ?? {} })),
  );
}
