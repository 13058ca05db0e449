#!/usr/bin/env node
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { readConfig } from '../config';
import { OperatorProblem } from '../domain/operator-problem';
import { randomIds } from '../ids';
import { lastWords, watchOver } from '../last-words';
import { sealingWith } from '../sealing';
import { withSecretFiles } from '../secrets';
import type { Deps } from '../services/deps';
import { type Keyring, readKeys } from '../store/keyring';
import { type Database, openDatabase } from '../store/open';
import { run } from './program';
import type { Cli } from './terminal';

/** Opens the database that DATABASE_URL or DATA_DIR names, with the keys in DATA_KEYS, and lets go of it. */
async function withDatabase<T>(
  work: (opened: { database: Database; keys: Keyring; log: Deps['log'] }) => Promise<T>,
): Promise<T> {
  const { env, problems } = withSecretFiles(process.env, ['DATABASE_URL', 'DATA_KEYS']);
  const config = readConfig(env);
  const read = readKeys(env['DATA_KEYS']);
  const missing = read.ok || problems.length > 0 ? [] : read.problems;
  if (!config.ok || !read.ok || problems.length > 0)
    throw new OperatorProblem([...problems, ...(config.ok ? [] : config.problems), ...missing].join('\n'));
  const log: Deps['log'] = pino({ level: 'warn' }, pino.destination(2));
  const database = await openDatabase(config.config.database, sealingWith(read.keys, log));
  try {
    return await work({ database, keys: read.keys, log });
  } finally {
    await database.close();
  }
}

const clock = { now: () => new Date() };

/** The operator's commands. */
const cli: Cli = {
  terminal: {
    out: (line) => console.log(line),
    err: (line) => console.error(line),
    interactive: process.stderr.isTTY === true,
  },
  pause: (seconds) => wait(seconds * 1000),
  withDeps: (work) =>
    withDatabase(({ database, log }) => work({ db: database.client, clock, ids: randomIds, log })),
  withVault: (work) => withDatabase(({ database, keys }) => work({ ...database, keys })),
};

watchOver('waymark');
// Should the embedded database fall over and never answer, the process ends by itself: that is no success.
process.exitCode = 1;
run(cli, process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(lastWords('waymark', error));
    process.exitCode = 1;
  },
);
