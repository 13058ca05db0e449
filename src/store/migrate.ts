import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SqlMigrationAwareDriverAdapterFactory } from '@prisma/driver-adapter-utils';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';

/** Where the schema and its migrations live, from the compiled file and from the source alike. */
export const PRISMA_FOLDER = join(__dirname, '..', '..', 'prisma');

const FILTERS = { externalTables: [], externalEnums: [] };

/**
 * Prisma's own schema engine, compiled to WebAssembly: no native binary, nothing to download.
 * The bindings hold one instance for the whole process, so it is made once.
 */
const loadBindings = once(async () => {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const file = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg').replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(await readFile(file), {
    './schema_engine_bg.js': withQuietTimers(bindings),
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports['__wbindgen_start'] as () => void)();
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message() {} } });
  return bindings;
});

/** The engine leaves a ten-second timer behind; it must not keep a finished process alive. */
function withQuietTimers(bindings: object): WebAssembly.ModuleImports {
  const quiet = (run: () => void, milliseconds: number) => setTimeout(run, milliseconds).unref();
  const names = Object.keys(bindings).filter((name) => name.startsWith('__wbg_setTimeout'));
  return { ...bindings, ...Object.fromEntries(names.map((name) => [name, quiet])) };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

async function schemaEngine(factory: SqlMigrationAwareDriverAdapterFactory) {
  const { SchemaEngine } = await loadBindings();
  const schema = await readFile(join(PRISMA_FOLDER, 'schema.prisma'), 'utf8');
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  return SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, adapter);
}

async function migrationsList() {
  const baseDir = join(PRISMA_FOLDER, 'migrations');
  const folders = (await readdir(baseDir, { withFileTypes: true })).filter((f) => f.isDirectory());
  const migrationDirectories = await Promise.all(
    folders
      .map((f) => f.name)
      .sort()
      .map(async (path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(baseDir, path, 'migration.sql'), 'utf8'),
          },
        },
      })),
  );
  const lockfile = { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' };
  return { baseDir, lockfile, shadowDbInitScript: '', migrationDirectories };
}

/**
 * Brings a database to this version of the schema. Safe to run from several processes at once; its table of
 * migrations is the ordinary one, so `prisma migrate deploy` continues from what it did.
 */
export async function migrate(factory: SqlMigrationAwareDriverAdapterFactory): Promise<void> {
  const engine = await schemaEngine(factory);
  await engine.applyMigrations({ migrationsList: await migrationsList(), filters: FILTERS });
}

/** The SQL that makes this schema from nothing: how `npm run migration` writes the first migration. */
export async function schemaSql(factory: SqlMigrationAwareDriverAdapterFactory): Promise<string> {
  const engine = await schemaEngine(factory);
  const content = await readFile(join(PRISMA_FOLDER, 'schema.prisma'), 'utf8');
  const files = [{ path: 'schema.prisma', content }];
  const { stdout } = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: FILTERS,
  });
  return stdout ?? '';
}
