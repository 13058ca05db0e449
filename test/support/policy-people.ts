import { type Row, STAFF, staffRow } from './school-folder';

/** Who works at the school of the stories about policies: one person a role. */
export const WHO = {
  amira: 'attendance-officer',
  ben: 'ap-lead',
  cara: 'dsl',
  dev: 'deputy-dsl',
  ewa: 'headteacher',
  finn: 'pastoral-lead',
  gita: 'slt',
  hanna: 'sendco',
  ivo: 'school-rep',
  jo: 'governor',
} as const;
export type Who = keyof typeof WHO;

export const EVERYBODY = Object.keys(WHO) as Who[];

/** Their lines of staff.csv. */
export const PEOPLE: readonly Row[] = [
  ...STAFF,
  staffRow('Gita Rao', 'slt'),
  staffRow('Hanna Berg', 'sendco'),
  staffRow('Ivo Marsh', 'school-rep'),
  staffRow('Jo Field', 'governor'),
];
