const everyMs = 50;

/** Whether this thread has just been busy: what arrived meanwhile lay there, and its arrival cannot be told from its reading. */
export interface Stalls {
  /** Something is waited for, until `end`. Nothing ticks while nothing is. */
  begin(): void;
  end(): void;
  /** Since when the event loop has not looked for what arrived, before this round of it; undefined: it has looked a moment ago. */
  since(): number | undefined;
}

/**
 * A timer that comes late says that the loop stood still since it was due. Timers run before arrivals are read, so in the round after
 * a stall it has said so already, and `setImmediate` ends that round; a stall amid reading shows as a timer that is overdue.
 */
export function watchStalls(): Stalls {
  let waiting = 0;
  let due = 0;
  let stalledFrom: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const tick = (): void => {
    const now = performance.now();
    if (now - due > everyMs) {
      stalledFrom = due;
      setImmediate(() => { stalledFrom = undefined; });
    }
    due = now + everyMs;
  };
  return {
    begin() {
      waiting += 1;
      if (waiting > 1) return;
      due = performance.now() + everyMs;
      timer = setInterval(tick, everyMs).unref();
    },
    end() {
      waiting -= 1;
      if (waiting === 0) clearInterval(timer);
    },
    since: () => stalledFrom ?? (performance.now() - due > everyMs ? due : undefined),
  };
}
