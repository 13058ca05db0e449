import { CANNOT_BE_READ, UNREADABLE_ANSWER, UNREADABLE_NOTICE } from '../domain/unreadable';

/** How a column keeps a value: as it is, as the one element of a list, or as a JSON string. */
type Sort = 'text' | 'list' | 'json';

/** A column whose values are encrypted, and what a reader is given in place of one that cannot be read. */
export interface SealedColumn {
  readonly sort: Sort;
  readonly instead: unknown;
}

/** A table with such columns. */
export interface SealedTable {
  /** The columns of its primary key, in order. They are never encrypted. */
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, SealedColumn>>;
}

const text: SealedColumn = { sort: 'text', instead: CANNOT_BE_READ };
const list: SealedColumn = { sort: 'list', instead: [CANNOT_BE_READ] };
const answer: SealedColumn = { sort: 'json', instead: UNREADABLE_ANSWER };
/** As one that was disposed of: what the row said then is not rebuilt. */
const version: SealedColumn = { sort: 'json', instead: {} };
const notice: SealedColumn = { sort: 'json', instead: UNREADABLE_NOTICE };

/** Everything that is encrypted: contact details, and what people wrote. docs/adr/0016-encrypted-fields.md says why these. */
export const SEALED: Readonly<Record<string, SealedTable>> = {
  Contact: {
    key: ['schoolId', 'pupilId', 'order'],
    columns: { name: text, phone: text, email: text },
  },
  Provider: { key: ['schoolId', 'id'], columns: { phone: text, contactName: text, contactEmail: text } },
  Placement: { key: ['schoolId', 'id'], columns: { reason: text, objectives: list } },
  Delivery: { key: ['schoolId', 'id'], columns: { content: notice } },
  Reply: { key: ['schoolId', 'id'], columns: { answer, auto: answer } },
  AttendanceMark: { key: ['schoolId', 'placementId', 'date', 'session'], columns: { note: text } },
  LegalHold: { key: ['schoolId', 'id'], columns: { reason: text } },
  Version: { key: ['schoolId', 'seq'], columns: { content: version } },
};

/** Where a query may reach a table with encrypted columns through another: by table, the table behind each relation. */
export const RELATIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Pupil: { placements: 'Placement', contacts: 'Contact' },
  Contact: { pupil: 'Pupil' },
  Provider: { placements: 'Placement' },
  Placement: { pupil: 'Pupil', provider: 'Provider' },
};
