#!/usr/bin/env node
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { readConfig } from '../config';
import { OperatorProblem } from '../domain/operator-problem';
import { randomIds } from '../ids';
import { lastWords, watchOver } from '../last-words';
import { withSecretFiles } from '../secrets';
import type { Deps } from '../services/deps';
import { openDatabase } from '../store/open';
import { run } from './program';
import type { Cli } from './terminal';

/** The operator's commands, on the database that DATABASE_URL or DATA_DIR names. */
const cli: Cli = {
  terminal: {
    out: (line) => console.log(line),
    err: (line) => console.error(line),
    interactive: process.stderr.isTTY === true,
  },
  pause: (seconds) => wait(seconds * 1000),
  withDeps: async (work) => {
    const { env, problems } = withSecretFiles(process.env, ['DATABASE_URL']);
    if (problems.length > 0) throw new OperatorProblem(problems.join('\n'));
    const read = readConfig(env);
    if (!read.ok) throw new OperatorProblem(read.problems.join('\n'));
    const database = await openDatabase(read.config.database);
    const log: Deps['log'] = pino({ level: 'warn' }, pino.destination(2));
    const clock = { now: () => new Date() };
    try {
      return await work({ db: database.client, clock, ids: randomIds, log });
    } finally {
      await database.close();
    }
  },
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
