/** Stands where something is stored that none of the keys opens at its place: it was changed, or moved. */
export const CANNOT_BE_READ = '(cannot be read)';

/** No field of a form has this name: names of fields have no spaces. */
const MARK = 'cannot be read';

/** Stands for a whole answer that cannot be read. It answers nothing. */
export const UNREADABLE_ANSWER = { [MARK]: CANNOT_BE_READ };

/** Is this what stands for an answer, or for a notice, that cannot be read? */
export const isUnreadable = (said: unknown): boolean =>
  typeof said === 'object' && said !== null && MARK in said;

/** Stands for what a notice said that cannot be read. */
export const UNREADABLE_NOTICE = {
  eyebrow: 'A notice',
  [MARK]: CANNOT_BE_READ,
  lines: [
    'What this notice said cannot be read: it was changed where it is stored. Tell whoever runs Waymark.',
  ],
  summary: 'A notice that cannot be read',
};
