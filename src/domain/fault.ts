/** A name of a kind of fault, or a code. Whatever else stands in its place is not repeated. */
const WORD = /^\w[\w-]{0,59}$/u;

/** What kind of fault it was, without its message: messages may quote data. */
export function faultName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const name = WORD.test(error.name) ? error.name : 'Error';
  const code = 'code' in error ? String(error.code) : '';
  return WORD.test(code) ? `${name} ${code}` : name;
}

/** The end of a line of a stack: a file of ours or of a package, its line and column, and no more of the path. */
const PLACE = /[\\/]((?:src|dist|node_modules)[\\/][\w@+.\\/-]+\.[cm]?[jt]s:\d+:\d+)\)?$/u;

/** Places told of a fault, unless more are asked for. */
const FEW = 4;

/**
 * What may be written to a log of any error: its kind and where it arose, never its message. Of a line of its stack the
 * place alone is kept, since a message may look like such a line.
 */
export function faultFacts(error: unknown, most = FEW): { fault: string; at: string[] } {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /u.test(line));
  return {
    fault: faultName(error),
    at: frames.flatMap((line) => PLACE.exec(line)?.[1] ?? []).slice(0, most),
  };
}
