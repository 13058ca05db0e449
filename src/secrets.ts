import { readFileSync } from 'node:fs';

type Environment = Readonly<Record<string, string | undefined>>;

/** What may be kept in a file instead, named by the same variable with _FILE after it. */
const SECRETS = ['BOT_PASSWORD', 'DATABASE_URL', 'DATA_KEYS', 'METRICS_TOKEN'] as const;

type Secret = (typeof SECRETS)[number];

/** The environment with every secret in it that a file holds, and what is wrong with those files, as sentences. */
export function withSecretFiles(
  env: Environment,
  names: readonly Secret[] = SECRETS,
): { env: Environment; problems: readonly string[] } {
  const read = names.map((name) => ({ name, ...secretOf(name, env) }));
  const found = read.flatMap(({ name, secret }) => (secret ? [[name, secret]] : []));
  return {
    env: { ...env, ...Object.fromEntries(found) },
    problems: read.flatMap(({ problem }) => (problem ? [problem] : [])),
  };
}

function secretOf(name: string, env: Environment): { secret?: string; problem?: string } {
  const file = `${name}_FILE`;
  const path = env[file];
  if (!path) return {};
  if (env[name]) return { problem: `${name} and ${file} are both set. Keep one of them.` };
  try {
    const secret = readFileSync(path, 'utf8').replace(/\r?\n$/u, '');
    return secret ? { secret } : { problem: `${file} names an empty file. Put the secret into ${path}.` };
  } catch (error) {
    return { problem: unread(file, path, (error as NodeJS.ErrnoException).code) };
  }
}

function unread(file: string, path: string, code = 'unknown'): string {
  return code === 'ENOENT'
    ? `${file} names a file that is not there: ${path}. Put the secret there, or correct the path.`
    : `${file} names a file that cannot be read: ${path} (${code}). Let Waymark's user read it.`;
}
