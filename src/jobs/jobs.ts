import { type ScheduledTask, schedule } from 'node-cron';
import { faultName } from '../domain/fault';
import type { Log } from '../services/deps';

/** The work that the wall clock asks for. Each is level-triggered: a late or a lost run changes nothing. */
export interface Work {
  /** Plan, ask, climb. */
  tick(): Promise<unknown>;
  /** Send what is due. */
  send(): Promise<unknown>;
  /** Balance the books of every school. */
  audit(): Promise<unknown>;
  /** Keep the embedded database quick. */
  tidy(): Promise<unknown>;
  /** Have newer keys to verify Teams' tokens with, long before the old ones run out. */
  keys(): Promise<unknown>;
}

const TIMES: Record<keyof Work, string> = {
  tick: '*/15 * * * * *',
  send: '* * * * * *',
  audit: '30 2 * * *',
  tidy: '0 3 * * *',
  keys: '*/20 * * * *',
};

/** Starts the jobs; stop waits for those that run. A job that is still running is not started again. */
export function startJobs(work: Work, log: Log): { stop(): Promise<void> } {
  const running = new Map<keyof Work, Promise<unknown>>();
  const run = (name: keyof Work) => {
    if (running.has(name)) return;
    const one = work[name]()
      .catch((error: unknown) =>
        log.error({ job: name, fault: faultName(error) }, 'a job failed and will run again'),
      )
      .finally(() => running.delete(name));
    running.set(name, one);
  };
  const tasks: ScheduledTask[] = (Object.keys(TIMES) as (keyof Work)[]).map((name) =>
    schedule(TIMES[name], () => run(name)),
  );
  const stop = async () => {
    for (const task of tasks) await task.stop();
    await Promise.all(running.values());
  };
  return { stop };
}
