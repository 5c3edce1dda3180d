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
  let [stopped, failures] = [false, 0];
  let wake: () => void = () => undefined;
  const ended = (async () => {
    for (let more = true; !stopped;) {
      if (!more) await sleep(waitOf(job.everyMs, failures), (now) => { wake = now; });
      if (stopped) return;
      try {
        more = (await job.run()) === true;
        failures = 0;
      } catch (error) {
        [more, failures] = [false, failures + 1];
        failed(job.name, error);
      }
    }
  })();
  return { nudge: () => wake(), stop: () => { stopped = true; wake(); return ended; } };
}

function waitOf(everyMs: number, failures: number): number {
  const base = Math.min(everyMs * 2 ** Math.min(failures, 10), Math.max(everyMs, longestWaitMs));
  return base * (0.9 + Math.random() * 0.2);
}

function sleep(ms: number, hold: (wake: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    timer.unref();
    hold(() => { clearTimeout(timer); resolve(); });
  });
}
