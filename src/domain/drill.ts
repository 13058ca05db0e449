/** How the occurrence of every question of a drill begins, and of all that follows from its answers. */
const PREFIX = 'drill:';

/** The occurrence of what a drill raises. */
export const drillOccurrence = (drillId: string): string => `${PREFIX}${drillId}`;

/** Whether a question belongs to a drill. */
export const isDrill = (occurrence: string): boolean => occurrence.startsWith(PREFIX);

/** Every question of any drill, where they are left out of lists. */
export const OF_DRILLS = { occurrence: { startsWith: PREFIX } } as const;

/** The made-up child. The UPN is none that a file could hold: those are in capitals, and of 13 characters at most. */
export const DRILL_CHILD = { firstName: 'Drill Child', lastName: '', upn: 'drill, not a pupil' } as const;

/** What every card of a drill says, so that nobody acts on it as real. */
export const DRILL_WORD = 'Drill';
export const DRILL_LINE =
  'This is a drill. There is no such child: ring nobody. Answer it as you would a real one.';

/** A drill that nobody has settled ends so many minutes after its start. */
export const DRILL_MINUTES = 30;
