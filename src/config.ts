import { join } from 'node:path';
import { z } from 'zod/v4';

const portSchema = z.coerce.number().int().min(1).max(65_535);

/** What the environment says, read once, checked and frozen. */
export interface Config {
  readonly port: number;
  /** A server's URL, or the folder where the embedded database lives. */
  readonly database: { url: string } | { folder: string };
}

export type ConfigRead = { ok: true; config: Config } | { ok: false; problems: readonly string[] };

/** Reads PORT (3978), DATABASE_URL and DATA_DIR (data). Lists every problem at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigRead {
  const problems: string[] = [];
  const port = portSchema.safeParse(env['PORT'] || 3978);
  if (!port.success) problems.push('PORT must be a whole number from 1 to 65535.');
  const url = env['DATABASE_URL'] || undefined;
  if (url && !/^postgres(ql)?:\/\//u.test(url)) {
    problems.push('DATABASE_URL must start with postgres:// or postgresql://. Leave it out to use the folder in DATA_DIR.');
  }
  if (problems.length > 0 || !port.success) return { ok: false, problems };
  const database = url ? { url } : { folder: join(env['DATA_DIR'] || 'data', 'db') };
  return { ok: true, config: Object.freeze({ port: port.data, database }) };
}
