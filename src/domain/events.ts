/**
 * What can happen to a subject that opens another duty. A kind raises some of them by itself; a pack lets an answer
 * raise others (`raises` of a duty or of one of its fields) and names under `when.on` the duties that wait for them.
 */
export const EVENTS = [
  'pupil-not-there',
  'pupil-not-known',
  'absence-unexplained',
  'attendance-poor',
  'concern-raised',
  'child-missing',
  'child-found',
  'incident-reported',
  'incident-serious',
  'need-identified',
  'needs-unmet',
  'referral-made',
  'referral-agreed',
  'provider-proposed',
  'provider-changed',
  'provider-unfit',
  'placement-agreed',
  'placement-extended',
  'placement-ending',
  'placement-breakdown',
  'permanent-exclusion',
  'direction-proposed',
  'direction-made',
  'review-held',
  'review-unsatisfactory',
  'third-formal-review',
  'return-considered',
  'return-agreed',
  'return-unsuitable',
  'part-time-proposed',
  'part-time-approved',
  'part-time-reviewed',
  'part-time-ended',
  'flexi-requested',
  'flexi-approved',
  'flexi-refused',
  'flexi-ending',
  'flexi-ended',
  'information-changed',
  'information-requested',
  'report-received',
  'event-planned',
  'authority-asked',
  'challenge-raised',
  'complaint-made',
  'law-changed',
  'action-needed',
] as const;
export type EventName = (typeof EVENTS)[number];

/** What must not wait until a form is whole: it opens what it opens as soon as it is said. */
export const ALARMS: readonly EventName[] = [
  'pupil-not-there',
  'pupil-not-known',
  'absence-unexplained',
  'concern-raised',
  'child-missing',
  'incident-reported',
  'incident-serious',
  'provider-unfit',
  'placement-breakdown',
  'permanent-exclusion',
];

/**
 * What ends what another event has opened: every question of it that is still open or to come is taken back. Nothing else
 * ends it: not an answer that is changed, and while any of it is open the event opens nothing twice.
 */
export const ENDS: Partial<Record<EventName, EventName>> = { 'child-found': 'child-missing' };

/** Is it ended by another event alone? */
export const isUntilEnded = (event: EventName): boolean => Object.values(ENDS).includes(event);

/** What tells of a child in danger: what these open is for those who safeguard, whatever its kind. */
export const SAFEGUARDING_EVENTS: readonly EventName[] = ['concern-raised', 'child-missing'];

/** Raised by Waymark itself, whatever a pack says: by a change of the school's data, or by the calendar. */
export const OUTSIDE_EVENTS: readonly EventName[] = ['placement-extended', 'provider-changed'];

/** Flags of a placement that an event switches on, or off again. */
export const EVENT_FLAGS: Partial<
  Record<
    EventName,
    { readonly flag: 'part-time' | 'flexi-schooling' | 'off-site-direction'; readonly on: boolean }
  >
> = {
  'part-time-approved': { flag: 'part-time', on: true },
  'part-time-ended': { flag: 'part-time', on: false },
  'flexi-approved': { flag: 'flexi-schooling', on: true },
  'flexi-ended': { flag: 'flexi-schooling', on: false },
  'direction-made': { flag: 'off-site-direction', on: true },
};
