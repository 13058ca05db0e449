/**
 * Why an answer that had settled its question is changed, in the order of how often it is true. An amended register entry
 * keeps the original, the new entry, the reason, the date and who made it: The School Attendance (Pupil Registration)
 * (England) Regulations 2024, reg 6.
 */
export const CORRECTION_REASONS = [
  { value: 'mistake', title: 'It was a mistake' },
  { value: 'new-information', title: 'There is new information' },
  { value: 'told-later', title: 'I was told later' },
  { value: 'other', title: 'Another reason' },
] as const;

export type CorrectionReason = (typeof CORRECTION_REASONS)[number]['value'];

/** The field that a form asks it in. No field of a duty begins so. */
export const CORRECTION_FIELD = 'waymark-why-changed';

/** The reason that a form was sent with; undefined where none was chosen, or something that is none. */
export const correctionReason = (data: Readonly<Record<string, unknown>>): CorrectionReason | undefined =>
  CORRECTION_REASONS.find(({ value }) => value === data[CORRECTION_FIELD])?.value;

const WORDS: Readonly<Record<string, string>> = {
  mistake: 'a mistake',
  'new-information': 'new information',
  'told-later': 'told later',
  other: 'another reason',
};

/** "new information": the reason as a line tells it. */
export const reasonWords = (reason: string | null): string => WORDS[reason ?? ''] ?? 'no reason kept';
