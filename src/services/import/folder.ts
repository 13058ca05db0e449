/** The files of a school's import folder. Only `contacts.csv` and `guests.csv` may be absent. */
export const FILES = [
  'school.yaml',
  'staff.csv',
  'pupils.csv',
  'contacts.csv',
  'providers.csv',
  'guests.csv',
  'placements.csv',
] as const;
export type FileName = (typeof FILES)[number];

/** What a file says, or why it cannot be read and what to do about it. */
export type FileText = { readonly text: string } | { readonly fault: string };

/** A policy pack's text, and the name its faults are told under. */
export type PolicyText = FileText & { readonly name: string };

/** A school as its staff wrote it down: the files' texts by name, and a way to the policy pack they chose. */
export interface SchoolFolder {
  readonly files: Readonly<Partial<Record<FileName, FileText>>>;
  /** The text of a pack that ships with Waymark (by its id), or of one beside the school's files (by its path). */
  readPolicy(policy: string): Promise<PolicyText>;
}
