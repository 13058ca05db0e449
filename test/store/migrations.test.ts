import { PGlite } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { migrate, schemaSql } from '../../src/store/migrate';

/** Every column and index of a database, as text. */
async function shapeOf(pglite: PGlite): Promise<string[]> {
  const columns = await pglite.query<{ line: string }>(`
    SELECT table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS line
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`);
  const indexes = await pglite.query<{ line: string }>(`
    SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`);
  return [...columns.rows, ...indexes.rows].map(({ line }) => line).sort();
}

test('the migrations make the database that the schema describes, and applying them again changes nothing', async () => {
  const migrated = await PGlite.create();
  await migrate(new PrismaPGlite(migrated));
  await migrate(new PrismaPGlite(migrated));
  const described = await PGlite.create();
  await described.exec(await schemaSql(new PrismaPGlite(described)));

  expect(await shapeOf(migrated)).toEqual(await shapeOf(described));
  await Promise.all([migrated.close(), described.close()]);
});
