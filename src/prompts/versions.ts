import type { AttendanceMark, Contact, Placement, Prisma, Provider, Pupil } from '../generated/prisma/client';
import { insert } from './insert';
import type { Db } from './kind';

/** The tables whose rows are changed in place, and what a row of each says. */
export interface Versioned {
  Pupil: Pupil;
  Contact: Contact;
  Provider: Provider;
  Placement: Placement;
  AttendanceMark: AttendanceMark;
}

type Keys<T extends keyof Versioned> = Pick<
  Versioned[T],
  (typeof KEYS)[T]['key'][number] & keyof Versioned[T]
>;

/** What names a row within its school, and which column says whom it is about. */
const KEYS = {
  Pupil: { key: ['id'], pupil: 'id' },
  Contact: { key: ['pupilId', 'order'], pupil: 'pupilId' },
  Provider: { key: ['id'], pupil: null },
  Placement: { key: ['id'], pupil: 'pupilId' },
  AttendanceMark: { key: ['placementId', 'date', 'session'], pupil: 'pupilId' },
} as const satisfies {
  [T in keyof Versioned]: {
    key: readonly (keyof Versioned[T])[];
    pupil: keyof Versioned[T] | null;
  };
};

/** The name of a row among the versions: "p0", "p0 2026-11-23 am". */
export const rowIdOf = <T extends keyof Versioned>(table: T, row: Keys<T>): string =>
  KEYS[table].key.map((column) => String((row as Record<string, unknown>)[column])).join(' ');

/** The mark that such a name is of: a placement's id may hold spaces. */
export function markKey(rowId: string): { placementId: string; day: string; session: string } {
  const [session = '', day = '', ...placement] = rowId.split(' ').reverse();
  return { placementId: placement.reverse().join(' '), day, session };
}

/** Keeps what rows say before they are changed or removed, in the transaction that does so. */
export const keepVersions = <T extends keyof Versioned>(
  db: Db,
  table: T,
  rows: readonly Versioned[T][],
  until: Date,
): Promise<void> =>
  write(
    db,
    rows.map((row) => ({ ...headOf(table, row, until), content: row as unknown as Prisma.InputJsonValue })),
  );

/** Keeps that there were no such rows until now. An attendance mark says so itself: it has its instant. */
export const keepBeginnings = <T extends Exclude<keyof Versioned, 'AttendanceMark'>>(
  db: Db,
  table: T,
  rows: readonly ({ schoolId: string } & Keys<T>)[],
  until: Date,
): Promise<void> =>
  write(
    db,
    rows.map((row) => headOf(table, row, until)),
  );

function headOf<T extends keyof Versioned>(table: T, row: { schoolId: string } & Keys<T>, until: Date) {
  const column = KEYS[table].pupil;
  const pupilId = column === null ? null : String((row as Record<string, unknown>)[column]);
  return { schoolId: row.schoolId, table, rowId: rowIdOf(table, row), pupilId, until };
}

/** What a version says is sealed for its row, so that its number is known before it is written. */
async function write(db: Db, rows: readonly Prisma.VersionCreateManyInput[]): Promise<void> {
  if (rows.length === 0) return;
  const numbers = await db.$queryRaw<{ seq: number }[]>`
    SELECT nextval('"Version_seq_seq"')::float8 AS "seq" FROM generate_series(1, ${rows.length}::int)`;
  await insert(
    db,
    'Version',
    rows.map((row, i) => ({ ...row, seq: numbers[i]?.seq ?? 0 })),
  );
}
