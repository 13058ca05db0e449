import { join } from 'node:path';
import { z } from 'zod/v4';

const portSchema = z.coerce.number().int().min(1).max(65_535);
const proxiesSchema = z.coerce.number().int().min(0).max(10);

/** What the environment says, read once, checked and frozen. */
export interface Config {
  readonly port: number;
  /** How many reverse proxies stand in front. */
  readonly proxies: number;
  /** A server's URL, or the folder where the embedded database lives. */
  readonly database: { url: string } | { folder: string };
  /** Who bears it may read the metrics; null: nobody may. */
  readonly metricsToken: string | null;
}

/** The variables that are read; whatever else the environment holds is not looked at. */
export interface Environment {
  readonly PORT?: string | undefined;
  readonly DATABASE_URL?: string | undefined;
  readonly DATA_DIR?: string | undefined;
  readonly PROXIES?: string | undefined;
  readonly METRICS_TOKEN?: string | undefined;
}

export type ConfigRead = { ok: true; config: Config } | { ok: false; problems: readonly string[] };

/** Reads PORT (3978), PROXIES (0), DATABASE_URL, DATA_DIR (data) and METRICS_TOKEN. Lists every problem at once. */
export function readConfig(env: Environment): ConfigRead {
  const { DATABASE_URL: url, DATA_DIR: folder } = env;
  const metricsToken = tokenIn(env.METRICS_TOKEN);
  const port = numberIn(portSchema, env.PORT, 3978);
  const proxies = numberIn(proxiesSchema, env.PROXIES, 0);
  const problems = [
    Number.isNaN(port) && NOT_A_PORT,
    Number.isNaN(proxies) && NOT_A_NUMBER_OF_PROXIES,
    url !== undefined && url !== '' && !SERVER.test(url) && NOT_A_SERVER,
    metricsToken === TOO_SHORT && SHORT_TOKEN,
  ].filter((problem) => problem !== false);
  if (problems.length > 0) return { ok: false, problems };
  const database = url ? { url } : { folder: join(folder || 'data', 'db') };
  return { ok: true, config: Object.freeze({ port, proxies, database, metricsToken }) };
}

/** Null where none is set. */
const tokenIn = (written: string | undefined): string | null => {
  if (!written) return null;
  return written.length < SHORTEST_TOKEN ? TOO_SHORT : written;
};

/** NaN when it is none that may be written there. */
const numberIn = (schema: z.ZodType<number>, written: string | undefined, unset: number): number =>
  schema.safeParse(written || unset).data ?? Number.NaN;

const NOT_A_PORT = 'PORT must be a whole number from 1 to 65535.';
const NOT_A_NUMBER_OF_PROXIES =
  'PROXIES must be a whole number from 0 to 10: how many reverse proxies stand in front.';
const SERVER = /^postgres(ql)?:\/\//u;
const NOT_A_SERVER =
  'DATABASE_URL must start with postgres:// or postgresql://. Leave it out to use the folder in DATA_DIR.';

/** Characters. */
const SHORTEST_TOKEN = 16;
const TOO_SHORT = '';
const SHORT_TOKEN = `METRICS_TOKEN must have at least ${SHORTEST_TOKEN} characters. Leave it out to have no metrics.`;

const NEAR = ['', 'localhost', '127.0.0.1', '[::1]'];
/** The driver encrypts with each of these. */
const ENCRYPTED = ['prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** What should be put right about a database server's URL, although it works; null when nothing should. */
export function serverWarning(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { hostname, searchParams } = new URL(url);
  if (NEAR.includes(hostname) || ENCRYPTED.includes(searchParams.get('sslmode') ?? '')) return null;
  return 'DATABASE_URL reaches another machine without TLS, so records travel in the clear. Add ?sslmode=verify-full.';
}
