import { join } from 'node:path';
import { z } from 'zod/v4';

const portSchema = z.coerce.number().int().min(1).max(65_535);

/** What the environment says, read once, checked and frozen. */
export interface Config {
  readonly port: number;
  /** A server's URL, or the folder where the embedded database lives. */
  readonly database: { url: string } | { folder: string };
}

/** The variables that are read; whatever else the environment holds is not looked at. */
export interface Environment {
  readonly PORT?: string | undefined;
  readonly DATABASE_URL?: string | undefined;
  readonly DATA_DIR?: string | undefined;
}

export type ConfigRead = { ok: true; config: Config } | { ok: false; problems: readonly string[] };

/** Reads PORT (3978), DATABASE_URL and DATA_DIR (data). Lists every problem at once. */
export function readConfig(env: Environment): ConfigRead {
  const { DATABASE_URL: url, DATA_DIR: folder, PORT: written } = env;
  const port = portSchema.safeParse(written || 3978);
  const serverProblems = url && !SERVER.test(url) ? [NOT_A_SERVER] : [];
  if (!port.success) return { ok: false, problems: [NOT_A_PORT, ...serverProblems] };
  if (serverProblems.length > 0) return { ok: false, problems: serverProblems };
  const database = url ? { url } : { folder: join(folder || 'data', 'db') };
  return { ok: true, config: Object.freeze({ port: port.data, database }) };
}

const NOT_A_PORT = 'PORT must be a whole number from 1 to 65535.';
const SERVER = /^postgres(ql)?:\/\//u;
const NOT_A_SERVER =
  'DATABASE_URL must start with postgres:// or postgresql://. Leave it out to use the folder in DATA_DIR.';
