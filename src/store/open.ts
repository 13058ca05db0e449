import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaPGlite } from 'pglite-prisma-adapter';
import { PrismaClient } from '../generated/prisma/client';
import { migrate } from './migrate';

/** An open database: the client, and how to let go of it. */
export interface Database {
  readonly client: PrismaClient;
  readonly embedded: boolean;
  close(): Promise<void>;
}

/** Where the records are kept: a PostgreSQL server, or a folder on this machine. */
export type DatabasePlace = { url: string } | { folder: string };

/** Opens the database and brings its schema up to date. One process at a time may hold a folder. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  return 'url' in place ? openServer(place.url) : openFolder(place.folder);
}

async function openServer(url: string): Promise<Database> {
  const adapter = new PrismaPg({ connectionString: url });
  await migrate(adapter);
  const client = new PrismaClient({ adapter });
  return { client, embedded: false, close: () => client.$disconnect() };
}

async function openFolder(folder: string): Promise<Database> {
  mkdirSync(dirname(folder), { recursive: true });
  return openEmbedded(await PGlite.create({ dataDir: folder }));
}

/** A database inside this process: PostgreSQL in WebAssembly. */
export async function openEmbedded(pglite: PGlite): Promise<Database> {
  const adapter = new PrismaPGlite(pglite);
  await migrate(adapter);
  const client = new PrismaClient({ adapter });
  const close = async () => {
    await client.$disconnect();
    await pglite.close();
  };
  return { client, embedded: true, close };
}
