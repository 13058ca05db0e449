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

/** Several as one: each is kicked for itself, so that none waits for another; drained one after another, in this order. */
export const abreast = (...runners: readonly Runner[]): Runner => ({
  kick: () => {
    for (const runner of runners) runner.kick();
  },
  async drain() {
    let count = 0;
    for (const runner of runners) count += await runner.drain();
    return count;
  },
  total: () => runners.reduce((sum, runner) => sum + runner.total(), 0),
});
