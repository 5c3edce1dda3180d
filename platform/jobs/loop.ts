import { counter, gauge, histogram } from '../metrics/index.ts';

const took = histogram('shuqiao_job_seconds', 'Runs of a job.', ['job'], [0.01, 0.1, 1, 10, 60]);
const failures = counter('shuqiao_job_failures_total', 'Runs that failed and come again.', ['job']);
const lastGood = gauge('shuqiao_job_last_success_seconds', 'When a job last ended well, Unix time; the sweep lags by now minus this.', ['job']);

/** Work that is done again and again. `run` returns true where more waits: then it goes on at once. */
export interface Job { readonly name: string; readonly everyMs: number; readonly run: () => Promise<boolean | void> }
export interface Loop {
  /** Runs now instead of waiting. */
  nudge(): void;
  /** Ends after the run under way. */
  stop(): Promise<void>;
}

const longestWaitMs = 5 * 60_000;

/**
 * Runs a job forever: one run at a time, waits with a jitter of a fifth so that many processes do not all come at
 * once, and after failures waits longer. Holds no process open.
 */
export function startLoop(job: Job, failed: (name: string, error: unknown) => void): Loop {
  let [stopped, inARow] = [false, 0];
  let wake: () => void = () => undefined;
  const ended = (async () => {
    for (let more = true; !stopped;) {
      if (!more) await sleep(waitOf(job.everyMs, inARow), (now) => { wake = now; });
      if (stopped) return;
      try {
        const began = performance.now();
        more = (await job.run()) === true;
        inARow = 0;
        took.observe([job.name], (performance.now() - began) / 1_000);
        lastGood.set([job.name], Date.now() / 1_000);
      } catch (error) {
        [more, inARow] = [false, inARow + 1];
        failures.add([job.name]);
        failed(job.name, error);
      }
    }
  })();
  return { nudge: () => wake(), stop: () => { stopped = true; wake(); return ended; } };
}

function waitOf(everyMs: number, inARow: number): number {
  const base = Math.min(everyMs * 2 ** Math.min(inARow, 10), Math.max(everyMs, longestWaitMs));
  return base * (0.9 + Math.random() * 0.2);
}

function sleep(ms: number, hold: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    hold(() => { clearTimeout(timer); resolve(); });
  });
}
