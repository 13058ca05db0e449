import { type Lying, lookAtPage, PAGE, type PageLook } from '../../domain/heap-page';
import { Prisma } from '../../generated/prisma/client';
import type { Db } from '../../prompts/kind';

/** What the files of the table of events show beneath what the database says. */
export interface FileLook {
  /** The first row that the database must not be let read; undefined when there is none. */
  readonly broken: { readonly seq: bigint | null; readonly after: bigint | null } | undefined;
  /** Of each page that is not what was written, the rows on it. */
  readonly changed: readonly (readonly bigint[])[];
}

const NOTHING: FileLook = { broken: undefined, changed: [] };

/** Pages read at once. */
const TOGETHER = 64;
/** Pages in one file of a table: a gigabyte. */
const IN_A_FILE = 131_072;

interface Table {
  readonly path: string;
  readonly pages: number;
  readonly checksums: boolean;
  readonly columns: readonly Lying[];
}

/** Looks at every page of the table of events on the disk, where the database lets us: nothing, where it does not. */
export async function lookAtFiles(db: Db): Promise<FileLook> {
  const table = await eventTable(db);
  if (!table) return NOTHING;
  const changed: bigint[][] = [];
  let after: bigint | null = null;
  for (let block = 0; block < table.pages; block += TOGETHER) {
    for (const look of await pagesFrom(db, table, block)) {
      const broken = look.rows.find(({ isSound }) => !isSound);
      const before = look.rows.findLast(
        ({ seq }, i) => seq !== null && (!broken || i < look.rows.indexOf(broken)),
      );
      after = before?.seq ?? after;
      if (broken) return { broken: { seq: broken.seq, after }, changed };
      if (!look.isAsWritten) changed.push(look.rows.flatMap(({ seq }) => seq ?? []));
    }
  }
  return { broken: undefined, changed };
}

/** Where the table lies, and how its columns do. Null where this user may not read the database's files. */
async function eventTable(db: Db): Promise<Table | null> {
  const [found] = await db.$queryRaw<Table[]>`
    SELECT pg_relation_filepath('"Event"') AS path, (pg_relation_size('"Event"') / ${PAGE})::int AS pages,
      current_setting('data_checksums') = 'on' AS checksums,
      (SELECT array_agg(CASE WHEN attlen = 8 THEN 'eight' WHEN atttypid = 'jsonb'::regtype THEN 'json' ELSE 'text' END
        ORDER BY attnum) FROM pg_attribute WHERE attrelid = '"Event"'::regclass AND attnum > 0) AS columns
    WHERE has_function_privilege('pg_read_binary_file(text,bigint,bigint,boolean)', 'execute')`;
  return found ?? null;
}

/** Pages as they lie on the disk. One that looks wrong is read again: the database may have been writing it. */
async function pagesFrom(db: Db, table: Table, block: number): Promise<PageLook[]> {
  const first = await readPages(db, table, block);
  return first.every(isWell) ? first : readPages(db, table, block);
}

const isWell = ({ rows, isAsWritten }: PageLook): boolean =>
  isAsWritten && rows.every(({ isSound }) => isSound);

async function readPages(db: Db, { path, checksums, columns }: Table, block: number): Promise<PageLook[]> {
  const file = block < IN_A_FILE ? path : `${path}.${Math.floor(block / IN_A_FILE)}`;
  const offset = (block % IN_A_FILE) * PAGE;
  const [found] = await db.$queryRaw<{ bytes: string | null }[]>(
    Prisma.sql`SELECT encode(pg_read_binary_file(${file}, ${offset}::bigint, ${TOGETHER * PAGE}::bigint, true), 'base64') AS bytes`,
  );
  const bytes = Buffer.from(found?.bytes ?? '', 'base64');
  const pages = Array.from({ length: Math.floor(bytes.length / PAGE) }, (_, i) =>
    bytes.subarray(i * PAGE, (i + 1) * PAGE),
  );
  return pages.map((page, i) => lookAtPage(page, block + i, columns, checksums));
}
