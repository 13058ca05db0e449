import { DateTime } from 'luxon';
import { plain } from './text';

/** An event as its row says, wherever that row stands. */
export interface ChainedEvent {
  readonly seq: number;
  readonly position: number;
  /** An ISO instant; null when what stands there is no time of our era. */
  readonly at: string | null;
  readonly type: string;
}

/** What one look at a school's chain finds. */
export interface ChainLook {
  readonly events: number;
  /** The place of the chain's head: how many events there should be. */
  readonly head: number;
  /** The first row that is not as it was written, and the place at which it was come to. */
  readonly row: ChainedEvent | null;
  readonly place: number | null;
}

/** The first thing that is wrong with a chain, and the place in it. */
export type ChainFault =
  | { readonly what: 'changed' | 'added' | 'moved'; readonly place: number; readonly event: ChainedEvent }
  | { readonly what: 'missing'; readonly place: number }
  /** A page of the disk that holds these events is not what was written, and each of them says what it said. */
  | { readonly what: 'beside'; readonly place: number; readonly to: number }
  /** It fits in itself, but not with a head that was kept elsewhere: the events from `from` to `place` are others. */
  | { readonly what: 'rewritten'; readonly place: number; readonly from: number };

/** Judges a look: undefined when every event is as it was written. */
export function faultOf({ events, head, row, place }: ChainLook): ChainFault | undefined {
  if (!row || place === null) return events < head ? { what: 'missing', place: events + 1 } : undefined;
  if (row.position > place && place <= head) return { what: 'missing', place };
  if (row.position < place || place > head) return { what: 'added', place, event: row };
  return { what: 'changed', place, event: row };
}

/** Faults of which no one row can be told. */
type Rowless = Exclude<ChainFault, { readonly event: ChainedEvent }>;

function rowlessText(fault: Rowless): string {
  const { place } = fault;
  if (fault.what === 'missing') return `event ${place} is missing`;
  if (fault.what === 'beside') {
    const which = place < fault.to ? `events ${place} to ${fault.to}` : `event ${place}`;
    return `the page of ${which} was changed on the disk, beside what they say`;
  }
  const which = fault.from < place ? `one of the events ${fault.from} to ${place}` : `event ${place}`;
  return `the chain was written anew: ${which} is not what it was when the head was taken`;
}

/** "event 57 of 12 Oct 2026 09:30 (opened) was changed after it was written", in school time. */
export function faultText(fault: ChainFault, zone: string): string {
  if (!('event' in fault)) return rowlessText(fault);
  const { what, place, event } = fault;
  const time = DateTime.fromISO(event.at ?? '', { zone });
  const when = time.isValid ? time.toFormat('d LLL yyyy HH:mm') : 'no readable time';
  const name = `of ${when} (${plain(event.type, 40)})`;
  if (what === 'moved') {
    const where =
      event.position === place ? 'it bears another school' : `it stands as number ${event.position}`;
    return `event ${place} ${name} was moved: ${where}`;
  }
  if (what === 'added')
    return `event ${event.position} ${name} was put in beside the chain (row ${event.seq})`;
  return `event ${place} ${name} was changed after it was written`;
}
