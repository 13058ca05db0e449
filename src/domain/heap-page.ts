import { isJsonbSound } from './jsonb-bytes';

/** Size of a page of a table, in bytes. */
export const PAGE = 8192;

/** A column as it lies in a row: of eight bytes, or of a length that it says itself. */
export type Lying = 'eight' | 'text' | 'json';

/** A row of a page. `seq` is its first column; null where the row's head does not say where that is. */
export interface PageRow {
  readonly seq: bigint | null;
  /** Its columns end where the row ends. */
  readonly isSound: boolean;
}

/** What a page of the table of events says of itself. */
export interface PageLook {
  readonly rows: readonly PageRow[];
  /** It is, byte for byte, what the database wrote. */
  readonly isAsWritten: boolean;
}

/**
 * Looks at a page as PostgreSQL lays it out (storage/bufpage.h, access/htup_details.h; little-endian), without believing
 * any length in it: whatever is damaged here must not be read by the database itself, which would follow it anywhere.
 */
export function lookAtPage(
  page: Buffer,
  block: number,
  columns: readonly Lying[],
  hasChecksums: boolean,
): PageLook {
  if (page.length < PAGE || page.readUInt16LE(14) === 0) return { rows: [], isAsWritten: true };
  const lower = page.readUInt16LE(12);
  const lines = Math.floor((Math.min(Math.max(lower, HEADER), PAGE) - HEADER) / LINE);
  const rows = Array.from({ length: lines }, (_, i) => page.readUInt32LE(HEADER + i * LINE))
    .filter((line) => ((line >>> 15) & 3) === IN_USE)
    .map((line) => lookAtRow(page, line & 0x7fff, line >>> 17, columns));
  return { rows, isAsWritten: !hasChecksums || checksum(page, block) === page.readUInt16LE(8) };
}

const HEADER = 24;
const LINE = 4;
const IN_USE = 1;

/** Bytes of a row's head before the map of its nulls. */
const HEAD = 23;
const HAS_NULLS = 0x0001;

const isOnPage = (at: number, length: number): boolean =>
  at >= HEADER && at + length <= PAGE && length > HEAD;

function lookAtRow(page: Buffer, at: number, length: number, columns: readonly Lying[]): PageRow {
  if (!isOnPage(at, length)) return { seq: null, isSound: false };
  const row = page.subarray(at, at + length);
  const count = row.readUInt16LE(18) & 0x7ff;
  const hasNulls = (row.readUInt16LE(20) & HAS_NULLS) !== 0;
  const start = row[22] ?? 0;
  const counted = upTo(8, HEAD + (hasNulls ? Math.ceil(count / 8) : 0));
  const isHeadSound = start === counted && count <= columns.length && start + 8 <= length;
  const present = (of: number) => columns.slice(0, of).filter((_, i) => !hasNulls || isThere(row, i));
  // Where the two disagree, the one is right from which the columns fill the row.
  const where = isHeadSound
    ? start
    : [start, counted].find((from) => endOf(row, from, present(columns.length)) === length);
  return {
    seq: where === undefined ? null : row.readBigInt64LE(where),
    isSound: isHeadSound && endOf(row, start, present(count)) === length,
  };
}

/** The map of nulls has a bit for each column that is there. */
const isThere = (row: Buffer, i: number): boolean => (((row[HEAD + (i >> 3)] ?? 0) >> (i & 7)) & 1) === 1;

/** Where the last of these columns ends; NaN where one of them would end beyond the row. */
function endOf(row: Buffer, start: number, columns: readonly Lying[]): number {
  let at = start;
  for (const column of columns) {
    at = column === 'eight' ? endOfEight(row, at) : endOfText(row, at, column === 'json');
    if (!(at <= row.length)) return Number.NaN;
  }
  return at;
}

/** Between two columns there may be room that nothing is written in. */
const isEmpty = (row: Buffer, from: number, to: number): boolean =>
  row.subarray(from, to).every((byte) => byte === 0);

function endOfEight(row: Buffer, at: number): number {
  const from = upTo(8, at);
  return isEmpty(row, at, from) ? from + 8 : Number.NaN;
}

/** A length of one byte (odd) stands anywhere; one of four stands at a multiple of four. Kept elsewhere: eighteen bytes. */
function endOfText(row: Buffer, at: number, isJson: boolean): number {
  const first = row[at] ?? 0;
  if (first === 1) return at + 18;
  if (first & 1) return endOfValue(row, at + 1, at + (first >> 1), isJson);
  const aligned = first === 0 ? upTo(4, at) : at;
  if (aligned % 4 !== 0 || aligned + 4 > row.length || !isEmpty(row, at, aligned)) return Number.NaN;
  const head = row.readUInt32LE(aligned);
  const isPacked = (head & 3) !== 0;
  return endOfValue(row, aligned + 4, aligned + (head >>> 2), isJson && !isPacked);
}

function endOfValue(row: Buffer, from: number, to: number, isJson: boolean): number {
  const isSound = from <= to && to <= row.length && (!isJson || isJsonbSound(row.subarray(from, to)));
  return isSound ? to : Number.NaN;
}

const upTo = (multiple: number, n: number): number => Math.ceil(n / multiple) * multiple;

/** Where each of the 32 sums begins (storage/checksum_impl.h). */
const BEGINNINGS = [
  0x5b1f36e9, 0xb8525960, 0x02ab50aa, 0x1de66d2a, 0x79ff467a, 0x9bb9f8a3, 0x217e7cd2, 0x83e13d2c, 0xf8d4474f,
  0xe39eb970, 0x42c6ae16, 0x993216fa, 0x7b093b5d, 0x98daff3c, 0xf718902a, 0x0b1c9cdb, 0xe58f764b, 0x187636bc,
  0x5d7b3bb1, 0xe73de7de, 0x92bec979, 0xcca6c0b2, 0x304a0979, 0x85aa43d4, 0x783125bb, 0x6ca8eaa2, 0xe407eac6,
  0x4b5cfc3e, 0x9fbf8c76, 0x15ca20be, 0xf2ca9fd3, 0x959bd756,
];
const PRIME = 16777619;

/** The checksum PostgreSQL writes on a page: all of it counts but the checksum itself. */
function checksum(page: Buffer, block: number): number {
  const sums = Uint32Array.from(BEGINNINGS);
  const add = (i: number, word: number) => {
    const mixed = ((sums[i] ?? 0) ^ word) >>> 0;
    sums[i] = (Math.imul(mixed, PRIME) ^ (mixed >>> 17)) >>> 0;
  };
  for (let at = 0; at < PAGE; at += 4) {
    const word = page.readUInt32LE(at);
    add((at / 4) % 32, at === 8 ? (word & 0xffff0000) >>> 0 : word);
  }
  for (let i = 0; i < 64; i += 1) add(i % 32, 0);
  const whole = sums.reduce((a, b) => (a ^ b) >>> 0, 0);
  return (((whole ^ block) >>> 0) % 65535) + 1;
}
