import { writeSync } from 'node:fs';
import { faultFacts } from './domain/fault';
import { OperatorProblem } from './domain/operator-problem';

const STDERR = 2;
/** Places told of a fault that ends the process. */
const PLACES = 12;

/** What may be done about faults of this machine and of the database's server, by their codes. */
const ADVICE: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken. Stop what uses it, or set PORT to another.',
  EACCES: 'Something may not be read, written or listened on. Look at DATA_DIR and PORT.',
  ENOSPC: 'The disk is full.',
  ECONNREFUSED: 'The database cannot be reached. Look at DATABASE_URL, and whether its server runs.',
  ENOTFOUND: 'The database’s machine is not known. Look at DATABASE_URL.',
  '28P01': 'The database does not take this password. Look at DATABASE_URL.',
  '3D000': 'The server has no database of this name. Look at DATABASE_URL.',
};

/**
 * What is said of an error that ends `program`: a sentence meant for the operator as it is; of any other its kind and
 * places, since its message (and whatever else hangs on it) may quote a record.
 */
export function lastWords(program: string, error: unknown): string {
  if (error instanceof OperatorProblem) return `${error.message}\n`;
  const { fault, at } = faultFacts(error, PLACES);
  const advice = Object.entries(ADVICE).find(([code]) => fault.endsWith(` ${code}`))?.[1];
  return [
    `${program} stopped at a fault: ${fault}.${advice ? ` ${advice}` : ''}`,
    ...at.map((place) => `    at ${place}`),
    'Its message is left out, as it may quote a record.\n',
  ].join('\n');
}

/**
 * Ends the process with 1 at whatever nobody caught, having said no more of it than may be said. Node itself would print
 * the whole error. Called first of all by each program.
 */
export function watchOver(program: string): void {
  const end = (error: unknown): never => {
    // At once and by hand: a stream might not be written out before the process is gone.
    writeSync(STDERR, lastWords(program, error));
    process.exit(1);
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}
