import { type BotCredentials, readBotCredentials } from './bot/credentials';
import { type Config, readConfig, serverWarning } from './config';
import { withSecretFiles } from './secrets';
import { type Keyring, readKeys } from './store/keyring';

type Environment = Readonly<Record<string, string | undefined>>;

/** All that Waymark needs to start for real, or everything that is in the way. */
export type Start =
  | {
      ok: true;
      config: Config;
      credentials: BotCredentials;
      keys: Keyring;
      warnings: readonly string[];
    }
  | { ok: false; problems: readonly string[] };

/** Variables that mean something to the demo alone. */
const DEMO_ONLY = ['DEMO_AT', 'DEMO_SCHOOL', 'DEMO_CLIENTS'];

/** Reads the environment and the files that it names. Gives every problem at once, as sentences. */
export function readStart(written: Environment): Start {
  const { env, problems: files } = withSecretFiles(written);
  const config = readConfig(env);
  const bot = readBotCredentials(env);
  const keys = readKeys(env['DATA_KEYS']);
  const untold = (problem: string): boolean => !isTold(problem, files);
  const problems = [
    ...files,
    ...(config.ok ? [] : config.problems),
    ...(bot.ok ? [] : bot.problems).filter(untold),
    ...(keys.ok ? [] : keys.problems).filter(untold),
    ...demoProblems(env),
  ];
  if (!config.ok || !bot.ok || !keys.ok || problems.length > 0) return { ok: false, problems };
  const { database } = config.config;
  const warning = 'url' in database ? serverWarning(database.url) : null;
  return {
    ok: true,
    config: config.config,
    credentials: bot.credentials,
    keys: keys.keys,
    warnings: warning ? [warning] : [],
  };
}

/** A secret whose file could not be read is not said to be missing as well. */
const isTold = (problem: string, files: readonly string[]): boolean =>
  ['BOT_PASSWORD', 'DATA_KEYS'].some(
    (name) =>
      problem.startsWith(`${name} is missing`) && files.some((file) => file.startsWith(`${name}_FILE`)),
  );

const demoProblems = (env: Environment): string[] =>
  env['NODE_ENV'] === 'production'
    ? DEMO_ONLY.filter((name) => env[name]).map(
        (name) => `${name} is set, which is for the demo alone. Take it out of the environment.`,
      )
    : [];
