import { startLoop, type Job, type Loop } from './loop.ts';

export { type Job, type Loop } from './loop.ts';
export { outboxJob, queueJob, type Handler } from './worker.ts';

/** Starts all loops of a process with the role `jobs`. `stop` waits for what is under way. */
export function startJobs(jobs: readonly Job[], failed: (name: string, error: unknown) => void): Loop & { nudge(name?: string): void } {
  const loops = new Map(jobs.map((job) => [job.name, startLoop(job, failed)]));
  return {
    nudge: (name?: string) => { for (const [each, loop] of loops) if (name === undefined || each === name) loop.nudge(); },
    stop: async () => { await Promise.all([...loops.values()].map((loop) => loop.stop())); },
  };
}
