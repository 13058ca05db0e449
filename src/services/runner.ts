/** Runs one piece of work at a time; asked while it runs, it runs once more afterwards. */
export interface Runner {
  /** Sees that the work runs soon; never throws. */
  kick(): void;
  /** Runs the work after whatever runs now, and gives what it counted. */
  drain(): Promise<number>;
  /** What all runs have counted so far. */
  total(): number;
}

/** `onFault` hears of a failed kick; a failed drain is its caller's. */
export function createRunner(work: () => Promise<number>, onFault: (error: unknown) => void): Runner {
  let last: Promise<unknown> = Promise.resolve();
  let queued = false;
  let total = 0;
  const drain = (): Promise<number> => {
    const run = last.then(work).then((n) => {
      total += n;
      return n;
    });
    last = run.catch(() => undefined);
    return run;
  };
  const kick = (): void => {
    if (queued) return;
    queued = true;
    void last.then(() => {
      queued = false;
      return drain().catch(onFault);
    });
  };
  return { kick, drain, total: () => total };
}
